/** Totals and counts of a ledger: from the kept figures of whole cities where these answer, else counted now. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import { type Columns, columnsJson, columnsOf, sumColumns, summedFields } from '../board/columns.ts';
import { Figures } from '../board/month-row.ts';
import type { BoardProgram } from '../board/programs.ts';
import type { LedgerDays } from './filter.ts';

/** Kept columns of the running month summed over cities; null where a city has none yet. */
export async function keptColumns(
  db: Db,
  key: string,
  cities: readonly string[] | null,
  today: string,
): Promise<{ readonly columns: Columns; readonly stamp: number } | null> {
  let query = db
    .selectFrom('program_month as m')
    .innerJoin('region', 'region.code', 'm.region_code')
    .select(['m.figures', 'm.region_code', 'm.computed_at'])
    .where('m.program_key', '=', key)
    .where('m.month', '=', today.slice(0, 7))
    .where('region.level', '=', 'city');
  if (cities !== null) query = query.where('m.region_code', 'in', cities.length === 0 ? [''] : [...cities]);
  const rows = await query.execute();
  if (rows.length === 0 || (cities !== null && rows.length < cities.length)) return null;
  return {
    columns: sumColumns(rows.map(({ figures }) => Figures.parse(figures))),
    // Every change of an item renews its city's row: a newer stamp means that something has changed.
    stamp: Math.max(...rows.map(({ computed_at }) => computed_at.getTime())),
  };
}

/** Totals of filters over whole cities, kept while nothing has changed there. */
const known = new Map<string, Columns>();
const KEPT = 400;

/** Columns of a filter, counted once for each state of the figures. */
export async function rememberedColumns(name: string, count: () => Promise<Columns>): Promise<Columns> {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const columns = await count();
  const oldest = known.keys().next();
  if (known.size >= KEPT && !oldest.done) known.delete(oldest.value);
  known.set(name, columns);
  return columns;
}

/** Columns of exactly the rows a condition lets through. */
export async function countedColumns(
  db: Db,
  program: BoardProgram,
  where: RawBuilder<SqlBool>,
  days: LedgerDays,
  only: (name: string) => boolean = () => true,
): Promise<Columns> {
  const columns = columnsOf(program.definition, days).filter(({ name }) => only(name));
  const { rows } = await sql<{ figures: unknown }>`
    select ${columnsJson(columns)} as figures from item i where ${where}`.execute(db);
  return Figures.parse(rows[0]?.figures ?? {});
}

/** Sums by field from columns. */
export function totalsOf(program: BoardProgram, columns: Columns): Record<string, number | null> {
  return Object.fromEntries(
    summedFields(program.definition).map(({ key }) => [key, columns[`s.${key}`] ?? null]),
  );
}

/** Counts beside the filters. */
export function countsOf(program: BoardProgram, columns: Columns) {
  const count = (name: string) => columns[name] ?? 0;
  return {
    todo: count('todo'),
    returned: count('returned'),
    unreported: count('unreported'),
    overdue: count('overdue'),
    all: count('items'),
    alarms: Object.fromEntries(program.definition.alarms.map(({ key }) => [key, count(`a.${key}`)])),
  };
}

/** Columns that the counts need. */
export const isCount = (name: string): boolean =>
  ['items', 'todo', 'returned', 'unreported', 'overdue'].includes(name) || /^a\.[^.]+$/u.test(name);
/** Columns that the totals need. */
export const isTotal = (name: string): boolean => name.startsWith('s.') || name === 'items';
