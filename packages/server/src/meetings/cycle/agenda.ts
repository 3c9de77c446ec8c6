/** 议程的编辑: lines added, changed, confirmed, taken out, put in order by people. */
import { type AgendaInput, AppError } from '@qingzhang/contract';
import { isBeforeMeeting } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { lockStage } from '../locks.ts';
import { auditMeeting, requirePerson } from './change.ts';
import { type MeetingRecord, refusedByState, requireMeeting } from './record.ts';
import type { AgendaRow } from './rows.ts';

type Input = z.output<typeof AgendaInput>;

/** Do something to the agenda of a meeting that is not over: audited, sums kept, screens told. */
async function changeAgenda(
  db: Db,
  call: Call,
  meetingId: number,
  run: (trx: Db, meeting: MeetingRecord) => Promise<{ readonly act: string; readonly detail: object }>,
): Promise<number> {
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId, { hold: true });
    if (!isBeforeMeeting(meeting.state) && meeting.state !== 'live') throw refusedByState(meeting, 'agenda');
    await lockStage(trx, meetingId, call.at);
    const { act, detail } = await run(trx, meeting);
    await sumParts(trx, meetingId);
    if (meeting.state === 'live') {
      // Every venue's screen takes the agenda anew with the stage's next revision.
      await trx
        .updateTable('stage')
        .set((eb) => ({ revision: eb('revision', '+', 1), changed_at: call.at }))
        .where('meeting_id', '=', meetingId)
        .execute();
    }
    await auditMeeting(trx, call, meetingId, `agenda.${act}`, { ...detail });
    return meetingId;
  });
}

/** A part's minutes are the sum of its speakers'. */
async function sumParts(trx: Db, meetingId: number): Promise<void> {
  await sql`
    update agenda_item p set minutes = least(c.minutes, 600)
    from (select parent_id, sum(minutes)::int as minutes from agenda_item
      where meeting_id = ${meetingId} and parent_id is not null group by parent_id) c
    where p.id = c.parent_id and p.minutes <> least(c.minutes, 600)`.execute(trx);
}

async function requireLine(trx: Db, meetingId: number, id: number): Promise<AgendaRow> {
  const row = await trx
    .selectFrom('agenda_item')
    .selectAll()
    .where('id', '=', id)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'agenda', id });
  return row;
}

/** Two levels: a line stands under a part of the same meeting, or by itself. */
async function requireFitting(trx: Db, meetingId: number, input: Input, self: number | null): Promise<void> {
  if (input.parent !== null) {
    const parent = await requireLine(trx, meetingId, input.parent);
    if (parent.parent_id !== null || parent.id === self) {
      throw new AppError('thing.invalid', { what: 'agenda', reason: parent.title });
    }
  }
  if (input.city !== null) {
    const city = await trx
      .selectFrom('region')
      .select('code')
      .where('code', '=', input.city)
      .where('managed', '=', true)
      .executeTakeFirst();
    if (city === undefined) throw new AppError('thing.notFound', { what: 'region', id: input.city });
  }
  if (input.program !== null) {
    const program = await trx
      .selectFrom('program')
      .select('key')
      .where('key', '=', input.program)
      .executeTakeFirst();
    if (program === undefined) throw new AppError('thing.notFound', { what: 'program', id: input.program });
  }
  if (input.speakerId !== null) await requirePerson(trx, input.speakerId);
}

const columns = (input: Input) => ({
  parent_id: input.parent,
  kind: input.kind,
  title: input.title,
  minutes: input.minutes,
  city_code: input.city,
  program_key: input.program,
  portfolio: input.portfolio,
  speaker_post: input.speaker,
  speaker_id: input.speakerId,
});

/** Add a line at the end of its part, or of the agenda. */
export const addAgendaItem = (db: Db, call: Call, meetingId: number, input: Input): Promise<number> =>
  changeAgenda(db, call, meetingId, async (trx) => {
    await requireFitting(trx, meetingId, input, null);
    const { last } = await trx
      .selectFrom('agenda_item')
      .select((eb) => eb.fn.max<number | null>('sort').as('last'))
      .where('meeting_id', '=', meetingId)
      .where('parent_id', input.parent === null ? 'is' : '=', input.parent)
      .executeTakeFirstOrThrow();
    const row = await trx
      .insertInto('agenda_item')
      .values({ meeting_id: meetingId, sort: (last ?? 0) + 10, touched: true, ...columns(input) })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { act: 'add', detail: { item: row.id, ...input } };
  });

/** Change a line; confirming alone changes nothing else. A speech of another city or program loses its reasons. */
export const changeAgendaItem = (
  db: Db,
  call: Call,
  meetingId: number,
  id: number,
  { confirmed, ...input }: Input & { readonly confirmed?: boolean | undefined },
): Promise<number> =>
  changeAgenda(db, call, meetingId, async (trx) => {
    const row = await requireLine(trx, meetingId, id);
    await requireFitting(trx, meetingId, input, id);
    if (input.parent !== null && (await hasChildren(trx, id))) {
      throw new AppError('thing.invalid', { what: 'agenda', reason: row.title });
    }
    const next = columns(input);
    const changed = Object.entries(next).some(([key, value]) => Reflect.get(row, key) !== value);
    const other =
      row.city_code !== input.city || row.program_key !== input.program || row.kind !== input.kind;
    await trx
      .updateTable('agenda_item')
      .set({
        ...next,
        ...(changed ? { touched: true } : {}),
        ...(other ? { suggested: false, reason: '[]' } : {}),
        ...(confirmed === undefined
          ? {}
          : confirmed
            ? { confirmed_by: call.actor.id, confirmed_post: call.actor.post, confirmed_at: call.at }
            : { confirmed_by: null, confirmed_post: null, confirmed_at: null }),
      })
      .where('id', '=', id)
      .execute();
    return {
      act: 'change',
      detail: { item: id, ...input, ...(confirmed === undefined ? {} : { confirmed }) },
    };
  });

async function hasChildren(trx: Db, id: number): Promise<boolean> {
  const child = await trx
    .selectFrom('agenda_item')
    .select('id')
    .where('parent_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return child !== undefined;
}

/** Take a line out, with those under it; not what has begun. */
export const removeAgendaItem = (db: Db, call: Call, meetingId: number, id: number): Promise<number> =>
  changeAgenda(db, call, meetingId, async (trx) => {
    const row = await requireLine(trx, meetingId, id);
    const begun = await trx
      .selectFrom('agenda_item')
      .select('id')
      .where((eb) => eb.or([eb('id', '=', id), eb('parent_id', '=', id)]))
      .where('started_at', 'is not', null)
      .limit(1)
      .executeTakeFirst();
    if (begun !== undefined) throw new AppError('thing.conflict', { what: 'agenda', state: row.title });
    await trx.deleteFrom('agenda_item').where('parent_id', '=', id).execute();
    await trx.deleteFrom('agenda_item').where('id', '=', id).execute();
    return { act: 'remove', detail: { item: id, title: row.title } };
  });

/** The whole order at once: every line exactly once, else somebody changed the agenda in between. */
export const orderAgenda = (
  db: Db,
  call: Call,
  meetingId: number,
  items: readonly number[],
): Promise<number> =>
  changeAgenda(db, call, meetingId, async (trx) => {
    const rows = await trx
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', meetingId)
      .execute();
    const known = new Set(rows.map(({ id }) => id));
    if (
      items.length !== known.size ||
      new Set(items).size !== known.size ||
      items.some((id) => !known.has(id))
    ) {
      throw new AppError('meeting.changed', { id: meetingId });
    }
    await sql`
      update agenda_item a set sort = o.at * 10
      from unnest(${[...items]}::integer[]) with ordinality as o (id, at)
      where a.id = o.id`.execute(trx);
    return { act: 'order', detail: { items } };
  });
