/** 承诺 as rows, with what the figures say of each. */
import { RecordMeasure } from '@qingzhang/contract';
import type { Selectable } from 'kysely';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { measuresOf } from '../../programs/board/columns.ts';
import { monthEnd } from '../../programs/board/programs.ts';
import type { MeetingFacts } from '../facts.ts';
import { type MeasuredValue, suggestVerdict } from './suggest.ts';

export type CommitmentRow = Omit<Selectable<DB['commitment']>, 'measure'> & {
  readonly measure: RecordMeasure | null;
};

/** Which promises are asked for. */
export interface CommitmentFilter {
  readonly meeting?: number | undefined;
  /** Made before this meeting and settled in it or not at all: what it has to hear. */
  readonly before?: number | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly cities?: readonly string[] | null;
}

/** Promises, the oldest meeting first, then in the cities' order. */
export async function commitmentRows(db: Db, filter: CommitmentFilter): Promise<CommitmentRow[]> {
  let query = db
    .selectFrom('commitment as c')
    .innerJoin('meeting as m', 'm.id', 'c.meeting_id')
    .innerJoin('region as r', 'r.code', 'c.city_code')
    .selectAll('c')
    .orderBy('m.starts_at')
    .orderBy('r.sort')
    .orderBy('c.id');
  const { meeting, before, city, state, cities = null } = filter;
  if (meeting !== undefined) query = query.where('c.meeting_id', '=', meeting);
  if (before !== undefined) {
    query = query
      .where((eb) =>
        eb(
          'm.starts_at',
          '<',
          eb.selectFrom('meeting as here').select('here.starts_at').where('here.id', '=', before),
        ),
      )
      .where((eb) => eb.or([eb('c.state', '=', 'open'), eb('c.settled_meeting_id', '=', before)]));
  }
  if (city !== undefined) query = query.where('c.city_code', '=', city);
  if (state !== undefined) query = query.where('c.state', '=', state);
  if (cities !== null) query = query.where('c.city_code', 'in', cities.length === 0 ? [''] : [...cities]);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...row,
    measure: row.measure === null ? null : RecordMeasure.parse(row.measure),
  }));
}

/** The promised figure as the boards know it: a measure of the program, else its amount or share done. */
export function measuredOf(
  row: Pick<CommitmentRow, 'measure' | 'program_key' | 'city_code' | 'due'>,
  facts: MeetingFacts,
): MeasuredValue | null {
  const { measure } = row;
  if (measure === null || measure.kind !== 'figure') return null;
  const work = facts.programs.find(({ key }) => key === row.program_key);
  const tile = work?.tiles.find(({ region }) => region === row.city_code);
  if (work === undefined || tile === undefined) return null;
  const reviewed = (work.unjudged.get(row.city_code) ?? 0) === 0;
  const month = row.due.slice(0, 7);
  const columnsAt = (asked: string) =>
    work.facts.rows.findLast((one) => one.region === row.city_code && one.month === asked)?.columns;
  const valueAt = (asked: string): number | null => {
    const columns = columnsAt(asked);
    if (columns === undefined) return null;
    const values = measuresOf(work.definition, columns);
    const named = measure.measure === null ? undefined : values[measure.measure];
    if (named !== undefined) return measure.unit === '%' ? named.value : (named.done ?? named.value);
    const progress = work.definition.measures.find(({ role }) => role === 'progress');
    const own = progress === undefined ? undefined : values[progress.key];
    if (own === undefined) return null;
    return measure.unit === '%' ? own.value : own.done;
  };
  const value = valueAt(work.month);
  if (value === null) return null;
  // What was reached within the month of the due day counts as on time only where the day is the month's last.
  const atDue = month < work.month && row.due >= monthEnd(month) ? valueAt(month) : null;
  return { value, atDue, day: work.day, reviewed };
}

/** What the figures say of a promise. */
export const suggestionOf = (row: CommitmentRow, facts: MeetingFacts) =>
  suggestVerdict({ measure: row.measure, due: row.due }, measuredOf(row, facts));
