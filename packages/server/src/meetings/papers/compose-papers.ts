/** 生成、定稿: the papers of a meeting as drafts that follow the figures, and frozen with the meeting. */
import { AppError, type PaperKind, type TemplateKind, templateKinds } from '@qingzhang/contract';
import { keepBasis } from '../../issuing/documents/basis.ts';
import { readTemplate } from '../../issuing/templates/store.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { keepSaid } from '../after/said.ts';
import {
  agendaRows,
  findMeeting,
  type MeetingRecord,
  requireMeeting,
  setMeetingState,
} from '../cycle/read.ts';
import { meetingFacts } from '../facts.ts';
import { lockStage } from '../locks.ts';
import { keepChairFacts } from '../stage/chair-facts.ts';
import { keepComposedPages } from '../stage/pages/compose.ts';
import { papersBasis } from './basis.ts';
import { COMPOSED, composeAll, type Templates } from './compose/all.ts';
import type { PaperContext } from './compose/context.ts';
import { gatherPapers } from './gather.ts';
import { storePaper, withdrawOrphans } from './store.ts';

/** Meetings whose papers may still be made: figures are live. */
export const LIVE_PAPERS: readonly MeetingRecord['state'][] = ['planned', 'preparing'];

/**
 * Make the papers of a meeting from the figures as they stand. Drafts are renewed, edits stay over them; finished papers
 * and a frozen meeting's are left. Fails with `meeting.state` once the meeting is ready.
 */
export async function composePapers(
  platform: Platform,
  call: Call,
  meetingId: number,
  kinds?: readonly PaperKind[],
): Promise<void> {
  requirePermission(call.actor, 'papers.write');
  const meeting = await requireMeeting(platform.db, call.actor, meetingId);
  if (!LIVE_PAPERS.includes(meeting.state)) {
    throw new AppError('meeting.state', { state: meeting.state, act: 'papers' });
  }
  const basis = await papersBasis(platform.db, meeting, call.at);
  const context = await gatherPapers(platform, meeting, call.at);
  await transaction(platform.db, async (trx) => {
    const held = await findMeeting(trx, meetingId, { hold: true });
    if (held === null || held.frozen_at !== null) return;
    await keep(trx, call, context, await readTemplates(trx), { frozenAt: null, kinds });
    // Some kinds alone leave the others as they were.
    if (kinds === undefined) await keepBasis(trx, { kind: 'meeting', id: meetingId }, basis, call.at);
    await audit(trx, call, {
      action: 'papers.compose',
      objectType: 'meeting',
      objectId: meetingId,
      detail: { kinds: kinds ?? 'all', asOf: context.facts.asOf.toISOString() },
    });
  });
}

/**
 * 定稿并冻结: every paper and every screen page keeps its figures from here on, the meeting is ready. Needs the period
 * closed (`meeting.notClosed`).
 */
export async function freezeMeeting(platform: Platform, call: Call, meetingId: number): Promise<void> {
  requirePermission(call.actor, 'papers.write');
  const meeting = await requireMeeting(platform.db, call.actor, meetingId);
  if (!LIVE_PAPERS.includes(meeting.state)) {
    throw new AppError('meeting.state', { state: meeting.state, act: 'freeze' });
  }
  const facts = await meetingFacts(platform, { period: meeting.period, at: call.at });
  if (!facts.closed) throw new AppError('meeting.notClosed', { month: facts.month });
  const context = await gatherPapers(platform, meeting, call.at, facts);
  await transaction(platform.db, async (trx) => {
    const held = await findMeeting(trx, meetingId, { hold: true });
    if (held === null || !LIVE_PAPERS.includes(held.state)) {
      throw new AppError('meeting.state', { state: held?.state ?? 'gone', act: 'freeze' });
    }
    await lockStage(trx, meetingId, call.at);
    // What was changed while the figures were gathered would be missing from what is frozen for good.
    const agenda = await agendaRows(trx, meetingId);
    if (held.revision !== meeting.revision || JSON.stringify(agenda) !== JSON.stringify(context.agenda)) {
      throw new AppError('meeting.changed', { id: meetingId });
    }
    await keep(trx, call, context, await readTemplates(trx), { frozenAt: call.at, kinds: undefined });
    // What is finished by hand keeps its words; from now on its figures too.
    await trx
      .updateTable('paper')
      .set({ frozen_at: call.at })
      .where('meeting_id', '=', meetingId)
      .where('frozen_at', 'is', null)
      .where('kind', 'not in', ['minutes', 'letter'])
      .execute();
    await trx
      .updateTable('paper')
      .set({ state: 'final' })
      .where('meeting_id', '=', meetingId)
      .where('state', '=', 'draft')
      .where('kind', 'not in', ['minutes', 'letter', 'speech', 'notice'])
      .execute();
    await keepComposedPages(trx, call, meetingId, facts);
    await keepChairFacts(trx, meetingId, facts);
    await keepSaid(trx, meetingId, context, call.at);
    const now = held.state === 'planned' ? await setMeetingState(trx, call, held, 'preparing') : held;
    await setMeetingState(trx, call, now, 'ready', { asOf: facts.asOf.toISOString() });
  });
}

async function keep(
  trx: Db,
  call: Call,
  context: PaperContext,
  templates: Templates,
  options: { readonly frozenAt: Date | null; readonly kinds: readonly PaperKind[] | undefined },
): Promise<void> {
  const papers = composeAll(context, templates, options.kinds);
  await withdrawOrphans(trx, context.meeting.id, options.kinds ?? COMPOSED, papers);
  for (const paper of papers) {
    await storePaper(trx, context.meeting.id, paper, {
      at: call.at,
      asOf: context.facts.asOf,
      frozenAt: options.frozenAt,
      userId: call.actor.id,
      post: call.actor.post,
      ...(options.frozenAt === null ? {} : { also: 'final' as const }),
    });
  }
}

/** The templates in force; `versions`: those that what is renewed was made with. */
export async function readTemplates(
  db: Db,
  versions: ReadonlyMap<string, number> = new Map(),
): Promise<Templates> {
  const read = await Promise.all(
    templateKinds.map(
      async (kind): Promise<[TemplateKind, Templates[TemplateKind]]> => [
        kind,
        await readTemplate(db, kind, versions.get(kind)),
      ],
    ),
  );
  return Object.fromEntries(read) as Templates;
}
