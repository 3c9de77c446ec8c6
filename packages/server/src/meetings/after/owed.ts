/** What of the record is not yet a task or an entry of the books. */
import type { Db } from '../../platform/database/transaction.ts';
import type { LineRow } from '../stage/record-rows.ts';

/** A line and where: a city's (or county's) code, null for the province as a whole. */
export interface Owed {
  readonly line: LineRow;
  readonly city: string | null;
}

/** Requirements without their task: one a city, or one of the province where no city is named. */
export async function missingTasks(db: Db, lines: readonly LineRow[]): Promise<Owed[]> {
  const demands = lines.filter(({ kind }) => kind === 'requirement');
  if (demands.length === 0) return [];
  const made = await db
    .selectFrom('record_task as r')
    .innerJoin('task as t', 't.id', 'r.task_id')
    .select(['r.line_id', 't.city_code', 't.county_code'])
    .where(
      'r.line_id',
      'in',
      demands.map(({ id }) => id),
    )
    // What was taken back with its line is owed again once the line asks for it again.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('task_event as e')
            .select('e.id')
            .whereRef('e.task_id', '=', 't.id')
            .where('e.kind', '=', 'withdrawn'),
        ),
      ),
    )
    .execute();
  const known = new Set(made.map((row) => `${row.line_id}|${row.county_code ?? row.city_code ?? ''}`));
  return demands
    .flatMap((line) => placesOf(line).map((city): Owed => ({ line, city })))
    .filter(({ line, city }) => !known.has(`${line.id}|${city ?? ''}`));
}

/** Promises without their row, one a city. A promise of nobody is a gap and is not among them. */
export async function unbookedCommitments(db: Db, lines: readonly LineRow[]): Promise<Owed[]> {
  const promises = lines.filter(({ kind }) => kind === 'commitment');
  if (promises.length === 0) return [];
  const made = await db
    .selectFrom('commitment')
    .select(['line_id', 'city_code'])
    .where(
      'line_id',
      'in',
      promises.map(({ id }) => id),
    )
    .execute();
  const known = new Set(made.map((row) => `${row.line_id}|${row.city_code}`));
  return promises
    .flatMap((line) => [...new Set(line.cities)].map((city): Owed => ({ line, city })))
    .filter(({ line, city }) => !known.has(`${line.id}|${city}`));
}

/** Where a line asks for something: its cities, or the province as a whole. */
export const placesOf = ({ cities }: Pick<LineRow, 'cities'>): readonly (string | null)[] =>
  cities.length === 0 ? [null] : [...new Set(cities)];
