/** 更正、撤稿申请: asked by the public without an account, answered in time by who may publish. */
import { AppError, CorrectionRequest } from '@qingzhang/contract';
import { addWorkdays } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import type { Actor, Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may, requirePermission } from '../../platform/policy.ts';
import { settleRequest, tellRequest } from '../messages.ts';
import { readReleaseRules } from '../rules.ts';
import { publicationView } from './store.ts';

/** What somebody asks. */
export interface Asked {
  readonly kind: CorrectionRequest['kind'];
  readonly text: string;
  readonly contact: string;
}

/** Take a request; the office is told, with the day by which it must be answered. Answers that day. */
export async function takeRequest(
  db: Db,
  call: Call,
  publication: { readonly id: number; readonly title: string },
  asked: Asked,
): Promise<Day> {
  return transaction(db, async (trx) => {
    const [calendar, rules] = await Promise.all([readCalendar(trx), readReleaseRules(trx)]);
    const due = addWorkdays(calendar, beijingDay(call.at), rules.answerWorkdays);
    const { id } = await trx
      .insertInto('correction_request')
      .values({
        publication_id: publication.id,
        kind: asked.kind,
        text: asked.text,
        contact: asked.contact,
        state: 'open',
        due,
        received_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    // Who asked stays in the request alone, not in the log.
    await audit(trx, call, {
      action: 'correction.receive',
      objectType: 'correction',
      objectId: id,
      detail: { publication: publication.id, kind: asked.kind, due },
    });
    await tellRequest(trx, call, { id, title: publication.title, due });
    return due;
  });
}

/** Requests: those that wait first, the most urgent on top. The contact is for who answers. */
export async function listRequests(db: Db, actor: Actor, at: Date): Promise<CorrectionRequest[]> {
  return requestViews(db, actor, at);
}

async function requestViews(db: Db, actor: Actor, at: Date, only?: number): Promise<CorrectionRequest[]> {
  let query = db
    .selectFrom('correction_request as c')
    .innerJoin('publication as p', 'p.id', 'c.publication_id')
    .selectAll('c')
    .select([
      'p.id as publication',
      'p.kind as of_kind',
      'p.slug',
      'p.title',
      'p.published_at',
      'p.corrected',
      'p.withdrawn_at',
      'p.simulated',
      'p.source_id',
    ]);
  if (only !== undefined) query = query.where('c.id', '=', only);
  const rows = await query
    .orderBy((eb) => eb('c.state', '=', 'open'), 'desc')
    .orderBy('c.due')
    .orderBy('c.id')
    .limit(1000)
    .execute();
  const today = beijingDay(at);
  return rows.map((row) => ({
    id: row.id,
    publication: publicationView({ ...row, id: row.publication, kind: row.of_kind }),
    kind: CorrectionRequest.shape.kind.parse(row.kind),
    text: row.text,
    contact: may(actor, 'releases.publish') ? row.contact : '',
    state: CorrectionRequest.shape.state.parse(row.state),
    due: row.due,
    late: (row.answered_at === null ? today : beijingDay(row.answered_at)) > row.due,
    answer: row.answer,
    receivedAt: row.received_at.toISOString(),
    answeredPost: row.answered_post,
    answeredAt: row.answered_at?.toISOString() ?? null,
  }));
}

/** Answer a request, once. What is done about it (a correction, a take-down) is an act of its own. */
export async function answerRequest(
  db: Db,
  call: Call,
  id: number,
  input: { readonly accept: boolean; readonly answer: string },
): Promise<CorrectionRequest> {
  requirePermission(call.actor, 'releases.publish');
  return transaction(db, async (trx) => {
    const row = await trx
      .selectFrom('correction_request')
      .select(['state', 'due'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('thing.notFound', { what: 'request', id });
    if (row.state !== 'open') throw new AppError('thing.conflict', { what: 'request', state: row.state });
    await trx
      .updateTable('correction_request')
      .set({
        state: input.accept ? 'accepted' : 'refused',
        answer: input.answer,
        answered_by: call.actor.id,
        answered_post: call.actor.post,
        answered_at: call.at,
      })
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'correction.answer',
      objectType: 'correction',
      objectId: id,
      detail: { ...input, due: row.due },
    });
    await settleRequest(trx, call, id);
    const [view] = await requestViews(trx, call.actor, call.at, id);
    if (view === undefined) throw new AppError('thing.notFound', { what: 'request', id });
    return view;
  });
}
