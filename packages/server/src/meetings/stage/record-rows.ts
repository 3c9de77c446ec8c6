/** Lines of the record as rows and as they are shown. */
import { type Lang, RecordLine, RecordMeasure } from '@qingzhang/contract';
import { type LineFacts, missingOf } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';

/** A line's own fields, as they are compared, changed and kept. */
export type LineFields = Pick<
  RecordLine,
  | 'kind'
  | 'state'
  | 'agendaItem'
  | 'speaker'
  | 'cities'
  | 'program'
  | 'verb'
  | 'text'
  | 'deadline'
  | 'measure'
  | 'leadUnit'
  | 'supportingUnits'
  | 'ownerPost'
>;

/** One row with everything that is shown of it, except what is asked of it (算不平). */
export type LineRow = Omit<RecordLine, 'doubt'> & { readonly recordRevision: number };

/** Asks a line whether its figures can be: 算不平, in the language asked for; null: nothing to ask. */
export type DoubtOf = (line: LineFields, lang: Lang) => string | null;

interface Which {
  readonly clientKey?: string;
  /** Changed after this revision of the record. */
  readonly after?: number;
}

/** The lines of a meeting in their order. */
export async function readLineRows(db: Db, meetingId: number, which: Which = {}): Promise<LineRow[]> {
  let query = db
    .selectFrom('record_line as l')
    .selectAll('l')
    .select((eb) =>
      eb
        .selectFrom('record_change as c')
        .select(eb.fn.countAll<number>().as('n'))
        .whereRef('c.line_id', '=', 'l.id')
        .as('changes'),
    )
    .where('l.meeting_id', '=', meetingId);
  if (which.clientKey !== undefined) query = query.where('l.client_key', '=', which.clientKey);
  if (which.after !== undefined) query = query.where('l.record_revision', '>', which.after);
  const rows = await query.orderBy('l.sort').orderBy('l.id').execute();
  if (rows.length === 0) return [];
  const tasks = await db
    .selectFrom('record_task as r')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .select(['r.line_id', 't.id', 't.no', 't.city_code', 't.state'])
    .where(
      'r.line_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('t.id')
    .execute();
  return rows.map((row) => {
    const fields: LineFields = {
      kind: RecordLine.shape.kind.parse(row.kind),
      state: RecordLine.shape.state.parse(row.state),
      agendaItem: row.agenda_item_id,
      speaker: row.speaker_post,
      cities: row.cities,
      program: row.program_key,
      verb: row.verb,
      text: row.text,
      deadline: row.deadline,
      measure: row.measure === null ? null : RecordMeasure.parse(row.measure),
      leadUnit: row.lead_unit,
      supportingUnits: row.supporting_units,
      ownerPost: row.owner_post,
    };
    return {
      ...fields,
      id: row.id,
      clientKey: row.client_key,
      sort: row.sort,
      revision: row.revision,
      post: row.recorded_post,
      at: row.recorded_at.toISOString(),
      missing: missingOf(lineFacts(fields)),
      changes: Number(row.changes ?? 0),
      confirmed:
        row.confirmed_at === null
          ? null
          : { post: row.confirmed_post ?? '', at: row.confirmed_at.toISOString() },
      tasks: tasks
        .filter(({ line_id }) => line_id === row.id)
        .map(({ id, no, city_code, state }) => ({ id, no: no ?? '', city: city_code, state })),
      recordRevision: Number(row.record_revision),
    };
  });
}

/** The fields that the domain's rules look at. */
export const lineFacts = (line: LineFields): LineFacts => ({ ...line });

/** A row as it is sent. */
export function presentLine({ recordRevision: _, ...row }: LineRow, doubt: DoubtOf, lang: Lang): RecordLine {
  return { ...row, doubt: row.state === 'void' ? null : doubt(row, lang) };
}

/** The fields alone. */
export function fieldsOf(line: LineFields): LineFields {
  const { kind, state, agendaItem, speaker, cities, program, verb, text } = line;
  const { deadline, measure, leadUnit, supportingUnits, ownerPost } = line;
  return {
    kind,
    state,
    agendaItem,
    speaker,
    cities,
    program,
    verb,
    text,
    deadline,
    measure,
    leadUnit,
    supportingUnits,
    ownerPost,
  };
}

/** Columns of a line's fields. */
export const columnsOf = (line: LineFields) => ({
  kind: line.kind,
  state: line.state,
  agenda_item_id: line.agendaItem,
  speaker_post: line.speaker,
  cities: sql<string[]>`${line.cities}::text[]`,
  program_key: line.program,
  verb: line.verb,
  text: line.text,
  deadline: line.deadline,
  measure: line.measure === null ? null : JSON.stringify(line.measure),
  lead_unit: line.leadUnit,
  supporting_units: sql<string[]>`${line.supportingUnits}::text[]`,
  owner_post: line.ownerPost,
});
