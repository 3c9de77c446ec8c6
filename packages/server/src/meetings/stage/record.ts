/** 记一条: what is said is kept at once, once, and never lost; a change keeps the text before it. */
import { AppError, type RecordLineInput } from '@qingzhang/contract';
import { changedFields } from '@qingzhang/domain';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { carryChange, requireOpenRecord } from '../after/carry.ts';
import { lockStage } from '../locks.ts';
import { findStageMeeting, isGuest, requireStage, type StageMeeting } from './access.ts';
import { columnsOf, fieldsOf, type LineFields, type LineRow, readLineRows } from './record-rows.ts';

type Input = z.output<typeof RecordLineInput>;

/** A record may be kept while a meeting is prepared, held and until its matters are sent out. */
const RECORDABLE: ReadonlySet<string> = new Set(['preparing', 'ready', 'live', 'ended']);

/**
 * Keep a line. The same key and content again is the same line, however often it is sent. A change names the revision it
 * was made on; when somebody changed the line in between, both texts are told and nothing is lost.
 */
export function keepLine(
  db: Db,
  call: Call,
  meetingId: number,
  clientKey: string,
  input: { readonly revision: number | null; readonly line: Input },
): Promise<LineRow> {
  return transaction(db, async (trx) => {
    const meeting = await lockForRecord(trx, call, meetingId);
    const [kept] = await readLineRows(trx, meetingId, { clientKey });
    const line = completed(input.line, kept);
    await checkPlaces(trx, meetingId, line);
    if (kept === undefined) {
      await requireOpenRecord(trx, meetingId);
      await insertLine(trx, call, meetingId, clientKey, line);
      return one(trx, meetingId, clientKey);
    }
    const change = changedFields({ ...fieldsOf(kept) }, { ...line });
    if (change === null) return kept;
    await requireOpenRecord(trx, meetingId);
    // Sent again before the first answer came: still the same person's first text, mended.
    const own = input.revision === null && kept.revision === 1 && kept.post === call.actor.post;
    if (input.revision !== kept.revision && !own) {
      throw new AppError('thing.conflict', {
        what: 'record',
        state: String(kept.revision),
        kept: kept.text,
        yours: line.text,
        fields: Object.keys(change.after),
      });
    }
    await trx
      .insertInto('record_change')
      .values({
        line_id: kept.id,
        before: JSON.stringify(change.before),
        after: JSON.stringify(change.after),
        changed_by: call.actor.id,
        changed_post: call.actor.post,
        changed_at: call.at,
      })
      .execute();
    const revision = await nextRevision(trx, meetingId);
    await trx
      .updateTable('record_line')
      .set({
        ...columnsOf(line),
        revision: kept.revision + 1,
        changed_at: call.at,
        record_revision: revision,
        // What was confirmed was the text before.
        confirmed_post: null,
        confirmed_at: null,
      })
      .where('id', '=', kept.id)
      .execute();
    if (meeting.state === 'ended') {
      await audit(trx, call, {
        action: 'record.amend',
        objectType: 'record',
        objectId: kept.id,
        detail: { meeting: meetingId, ...change },
      });
      await carryChange(trx, call, meetingId, kept, line);
    }
    return one(trx, meetingId, clientKey);
  });
}

/** 本人审阅确认 (DIS-8.3): by who spoke, or the city that promised. */
export function confirmLine(db: Db, call: Call, meetingId: number, clientKey: string): Promise<LineRow> {
  return transaction(db, async (trx) => {
    await requireStage(trx, call.actor, meetingId);
    await lockStage(trx, meetingId, call.at);
    const [line] = await readLineRows(trx, meetingId, { clientKey });
    if (line === undefined || !(await speaks(trx, call, line)))
      throw new AppError('thing.notFound', { what: 'record', id: clientKey });
    if (line.state !== 'kept') throw new AppError('thing.conflict', { what: 'record', state: line.state });
    if (line.confirmed !== null) return line;
    const revision = await nextRevision(trx, meetingId);
    await trx
      .updateTable('record_line')
      .set({ confirmed_post: call.actor.post, confirmed_at: call.at, record_revision: revision })
      .where('id', '=', line.id)
      .execute();
    await audit(trx, call, {
      action: 'record.confirm',
      objectType: 'record',
      objectId: line.id,
      detail: { meeting: meetingId },
    });
    return one(trx, meetingId, clientKey);
  });
}

/** Whether the words are the actor's own: the post that spoke, the speaker of the item, the city that promised. */
async function speaks(db: Db, { actor }: Call, line: LineRow): Promise<boolean> {
  const { regions } = actor.scope;
  if (isGuest(actor)) {
    return (
      (line.kind === 'commitment' || line.kind === 'experience') &&
      regions !== 'all' &&
      line.cities.some((city) => regions.includes(city))
    );
  }
  if (line.speaker !== '' && line.speaker === actor.post) return true;
  if (line.agendaItem === null) return false;
  const item = await db
    .selectFrom('agenda_item')
    .select('speaker_id')
    .where('id', '=', line.agendaItem)
    .executeTakeFirst();
  const own = actor.actingFor?.id ?? actor.id;
  return own !== null && item?.speaker_id === own;
}

/** What happened to a line, field by field, oldest first. */
export async function readChanges(db: Db, call: Call, meetingId: number, clientKey: string) {
  await requireStage(db, call.actor, meetingId);
  const [line] = await readLineRows(db, meetingId, { clientKey });
  if (line === undefined) throw new AppError('thing.notFound', { what: 'record', id: clientKey });
  const rows = await db
    .selectFrom('record_change')
    .selectAll()
    .where('line_id', '=', line.id)
    .orderBy('id')
    .execute();
  return {
    items: rows.flatMap((row) => {
      const before = asRecord(row.before);
      const after = asRecord(row.after);
      return Object.keys(after).map((field) => ({
        field,
        before: sayField(before[field]),
        after: sayField(after[field]),
        post: row.changed_post,
        at: row.changed_at.toISOString(),
      }));
    }),
  };
}

async function lockForRecord(trx: Db, call: Call, meetingId: number): Promise<StageMeeting> {
  await requireStage(trx, call.actor, meetingId);
  // The stage's row orders the record's revisions: a reader that knows one knows all before it.
  await lockStage(trx, meetingId, call.at);
  const meeting = await findStageMeeting(trx, meetingId);
  if (meeting === undefined) throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
  if (!RECORDABLE.has(meeting.state))
    throw new AppError('meeting.state', { state: meeting.state, act: 'record' });
  return meeting;
}

async function nextRevision(trx: Db, meetingId: number): Promise<number> {
  const { record_revision: revision } = await trx
    .updateTable('stage')
    .set((eb) => ({ record_revision: eb('record_revision', '+', 1) }))
    .where('meeting_id', '=', meetingId)
    .returning('record_revision')
    .executeTakeFirstOrThrow();
  return Number(revision);
}

async function insertLine(
  trx: Db,
  call: Call,
  meetingId: number,
  clientKey: string,
  line: LineFields,
): Promise<void> {
  const last = await trx
    .selectFrom('record_line')
    .select((eb) => eb.fn.max('sort').as('sort'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  const revision = await nextRevision(trx, meetingId);
  await trx
    .insertInto('record_line')
    .values({
      ...columnsOf(line),
      meeting_id: meetingId,
      client_key: clientKey,
      sort: (last?.sort ?? 0) + 10,
      recorded_by: call.actor.id,
      recorded_post: call.actor.post,
      recorded_at: call.at,
      changed_at: call.at,
      record_revision: revision,
    })
    .execute();
}

async function one(trx: Db, meetingId: number, clientKey: string): Promise<LineRow> {
  const [line] = await readLineRows(trx, meetingId, { clientKey });
  if (line === undefined) throw new Error('a line just kept is not there');
  return line;
}

/** What was not said stays as it is; of a new line it is empty. */
function completed(input: Input, kept: LineFields | undefined): LineFields {
  return {
    kind: input.kind,
    text: input.text,
    state: input.state ?? kept?.state ?? 'kept',
    agendaItem: input.agendaItem === undefined ? (kept?.agendaItem ?? null) : input.agendaItem,
    speaker: input.speaker ?? kept?.speaker ?? '',
    cities: input.cities ?? kept?.cities ?? [],
    program: input.program === undefined ? (kept?.program ?? null) : input.program,
    verb: input.verb ?? kept?.verb ?? '',
    deadline: input.deadline === undefined ? (kept?.deadline ?? null) : input.deadline,
    measure: input.measure === undefined ? (kept?.measure ?? null) : input.measure,
    leadUnit: input.leadUnit ?? kept?.leadUnit ?? '',
    supportingUnits: input.supportingUnits ?? kept?.supportingUnits ?? [],
    ownerPost: input.ownerPost ?? kept?.ownerPost ?? '',
  };
}

/** Cities, program and agenda item exist, and the item is this meeting's. */
async function checkPlaces(trx: Db, meetingId: number, line: LineFields): Promise<void> {
  if (line.agendaItem !== null) {
    const item = await trx
      .selectFrom('agenda_item')
      .select('id')
      .where('id', '=', line.agendaItem)
      .where('meeting_id', '=', meetingId)
      .executeTakeFirst();
    if (item === undefined) throw new AppError('thing.notFound', { what: 'agenda', id: line.agendaItem });
  }
  if (line.cities.length > 0) {
    const known = await trx.selectFrom('region').select('code').where('code', 'in', line.cities).execute();
    const unknown = line.cities.find((code) => !known.some((row) => row.code === code));
    if (unknown !== undefined) throw new AppError('thing.notFound', { what: 'city', id: unknown });
  }
  if (line.program !== null) {
    const program = await trx
      .selectFrom('program')
      .select('key')
      .where('key', '=', line.program)
      .executeTakeFirst();
    if (program === undefined) throw new AppError('thing.notFound', { what: 'program', id: line.program });
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function sayField(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join('、');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
