/** All reading of program_month; and figures of single counties, which are not kept. */
import { cityLamp, type Milestone } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import { type Columns, columnsJson, columnsOf, measuresOf } from './columns.ts';
import { Figures, type MonthRow, monthRow } from './month-row.ts';
import type { BoardProgram, OpenMonths } from './programs.ts';

/** Rows of one program up to a month, oldest first. */
export async function readMonths(db: Db, key: string, upTo: string | null = null): Promise<MonthRow[]> {
  let query = db
    .selectFrom('program_month')
    .select(['region_code', 'month', 'figures', 'progress', 'planned_share', 'lamp', 'lamp_reason'])
    .where('program_key', '=', key)
    .orderBy('month');
  if (upTo !== null) query = query.where('month', '<=', upTo);
  return (await query.execute()).map(monthRow);
}

/** The newest row of each program and region up to a month, by program. */
export async function readLatest(
  db: Db,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly MonthRow[]>> {
  const rows = await db
    .selectFrom('program_month')
    .distinctOn(['program_key', 'region_code'])
    .select([
      'program_key',
      'region_code',
      'month',
      'figures',
      'progress',
      'planned_share',
      'lamp',
      'lamp_reason',
    ])
    .where('program_key', 'in', keys.length === 0 ? [''] : [...keys])
    .orderBy('program_key')
    .orderBy('region_code')
    .orderBy('month', 'desc')
    .execute();
  const byProgram = new Map<string, MonthRow[]>();
  for (const row of rows) {
    const list = byProgram.get(row.program_key) ?? [];
    list.push(monthRow(row));
    byProgram.set(row.program_key, list);
  }
  return byProgram;
}

/** Columns of single counties, or of single items as one region, counted now. */
export async function columnsNow(
  db: Db,
  program: BoardProgram,
  days: { readonly today: string } & Pick<OpenMonths, 'dueMonth'>,
  of: { readonly counties: readonly string[] } | { readonly items: readonly number[]; readonly as: string },
): Promise<ReadonlyMap<string, Columns>> {
  const columns = columnsJson(columnsOf(program.definition, days));
  const region = 'counties' in of ? sql`i.county_code` : sql`${of.as}::text`;
  const where =
    'counties' in of ? sql`i.county_code = any(${[...of.counties]})` : sql`i.id = any(${[...of.items]})`;
  const { rows } = await sql<{ region: string; figures: unknown }>`
    select ${region} as region, ${columns} as figures from item i
    where i.program_key = ${program.key} and i.state <> 'draft' and ${where} group by 1`.execute(db);
  return new Map(rows.map((row) => [row.region, Figures.parse(row.figures)]));
}

/** A county's figures as a row of the running month: no history is kept below cities. */
export function rowNow(
  program: BoardProgram,
  region: string,
  columns: Columns,
  milestones: readonly Milestone[],
  days: { readonly today: string; readonly month: string; readonly overdueMonth: string | null },
): MonthRow {
  const measure = program.definition.measures.find(({ role }) => role === 'progress');
  const progress =
    measure === undefined || measure.of.kind === 'amount'
      ? null
      : (measuresOf(program.definition, columns)[measure.key]?.value ?? null);
  const judged = cityLamp(
    {
      items: columns.items ?? 0,
      openItems: columns.open ?? 0,
      overdue: columns.overdue ?? 0,
      unreported: columns.unreported ?? 0,
      progress,
      yellowBefore: 0,
    },
    measure === undefined || measure.of.kind === 'amount' ? [] : milestones,
    days.today,
    days.overdueMonth,
    program.definition.overdueRed,
  );
  const { lamp, base, reason, planned } = judged;
  return { region, month: days.month, columns, progress, planned, lamp, base, reason };
}
