/** 进度: program_month kept in step with the items; the only writer of that table. */
import { cityLamp, type Milestone, plannedPercent, regionPath, sayBoardReason } from '@qingzhang/domain';
import { type RawBuilder, sql } from 'kysely';
import { setDebtStandings } from '../../accounts/debts/book.ts';
import { systemActor } from '../../platform/actor.ts';
import { beijingDay, systemClock } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { type Columns, columnsJson, columnsOf, measuresOf, sumColumns } from './columns.ts';
import { Figures, LampReasonRow } from './month-row.ts';
import {
  type BoardProgram,
  monthEnd,
  openMonths,
  readPaths,
  readPrograms,
  reportingNow,
} from './programs.ts';

/** What has changed: a city's items of a program. */
export interface Touched {
  readonly program: string;
  readonly city: string;
}

/**
 * Recompute the open months of exactly these cities and of the province, in the caller's transaction and before its end:
 * one aggregate query per program. Past months stay as they are. Equal to `recomputeProgress` of everything (a test holds
 * them equal). Writers of one program go one after the other here, so that none loses the other's figures.
 */
export async function touchProgress(
  trx: Db,
  touched: readonly Touched[],
  at: Date = systemClock.now(),
): Promise<void> {
  const byProgram = new Map<string, Set<string>>();
  for (const { program, city } of touched) {
    byProgram.set(program, (byProgram.get(program) ?? new Set()).add(city));
  }
  if (byProgram.size === 0) return;
  // In one order everywhere: two transactions that touch the same programs cannot wait for each other in a circle.
  const keys = [...byProgram.keys()].sort();
  for (const program of (await readPrograms(trx, keys)).sort((a, b) => (a.key < b.key ? -1 : 1))) {
    await recompute(trx, program, [...(byProgram.get(program.key) ?? [])].sort(), at);
  }
}

/** Recompute the open months of all programs and cities: the night's job, as lamps depend on the day. */
export async function recomputeProgress(
  db: Db,
  at: Date,
  keys: readonly string[] | null = null,
): Promise<void> {
  const cities = await managedCities(db);
  for (const { key, state } of await readPrograms(db, keys)) {
    if (state === 'draft') continue;
    await transaction(db, async (trx) => {
      const [program] = await readPrograms(trx, [key]);
      if (program !== undefined) await recompute(trx, program, cities, at);
    });
  }
}

async function recompute(trx: Db, program: BoardProgram, cities: readonly string[], at: Date): Promise<void> {
  const province = await provinceCode(trx);
  if (province === null) return;
  const today = beijingDay(at);
  const { months, dueMonth, overdueMonth } = openMonths(today, { reporting: reportingNow(program) });
  await lockProvince(trx, program.key, province, months, at);
  const columns = await aggregate(trx, program, cities, { today, dueMonth });
  const paths = await readPaths(trx, program.key);
  for (const month of months) {
    await writeMonth(trx, { program, province, month, today, overdueMonth, at, columns, cities, paths });
  }
}

/** Rows that the province's figures are locked by; empty until they are computed. */
async function lockProvince(trx: Db, key: string, province: string, months: readonly string[], at: Date) {
  await trx
    .insertInto('program_month')
    .values(
      months.map((month) => ({
        program_key: key,
        region_code: province,
        month,
        figures: '{}',
        items: 0,
        open_items: 0,
        overdue: 0,
        rebounds: 0,
        unreported: 0,
        lamp: 'grey',
        lamp_reason: JSON.stringify({ reason: { code: 'notApplicable' }, base: 'grey' }),
        computed_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx
    .selectFrom('program_month')
    .select('month')
    .where('program_key', '=', key)
    .where('region_code', '=', province)
    .where('month', 'in', [...months])
    .orderBy('month')
    .forUpdate()
    .execute();
}

/** Columns of each city by one query; a city without items has none. */
async function aggregate(
  trx: Db,
  program: BoardProgram,
  cities: readonly string[],
  days: { readonly today: string; readonly dueMonth: string | null },
  from: RawBuilder<unknown> = sql`item i`,
): Promise<ReadonlyMap<string, Columns>> {
  const columns = columnsOf(program.definition, days);
  const { rows } = await sql<{ city_code: string; figures: unknown }>`
    select i.city_code, ${columnsJson(columns)} as figures
    from ${from}
    where i.program_key = ${program.key} and i.city_code = any(${[...cities]}) and i.state <> 'draft'
    group by i.city_code`.execute(trx);
  return new Map(rows.map((row) => [row.city_code, Figures.parse(row.figures)]));
}

interface MonthWork {
  readonly program: BoardProgram;
  readonly province: string;
  readonly month: string;
  readonly today: string;
  /** The month whose report should be there by now. */
  readonly overdueMonth: string | null;
  readonly at: Date;
  readonly columns: ReadonlyMap<string, Columns>;
  readonly cities: readonly string[];
  readonly paths: ReadonlyMap<string, readonly Milestone[]>;
}

async function writeMonth(trx: Db, work: MonthWork): Promise<void> {
  const { program, province, month, columns, cities, paths } = work;
  const own = program.definition.milestones;
  const yellow = await yellowBefore(trx, program.key, month);
  const rows = cities.map((city) =>
    rowOf(work, city, columns.get(city) ?? {}, paths.get(city) ?? own, yellow.get(city) ?? 0),
  );
  if (rows.length > 0) await upsert(trx, rows);
  await tellAccounts(trx, program, rows, work.at);
  const all = await trx
    .selectFrom('program_month')
    .select(['region_code', 'figures'])
    .where('program_key', '=', program.key)
    .where('month', '=', month)
    .where('region_code', '<>', province)
    .execute();
  const parts = all.map((row) => ({ region: row.region_code, columns: Figures.parse(row.figures) }));
  const total = sumColumns(parts.map((part) => part.columns));
  const milestones = provincePath(own, paths, parts);
  await upsert(trx, [rowOf(work, province, total, milestones, yellow.get(province) ?? 0)]);
}

/** The city's statement shows the lamp of the board, with its reason (DIS-2.2): one lamp, wherever it is looked at. */
async function tellAccounts(
  trx: Db,
  { key, definition }: BoardProgram,
  rows: readonly ReturnType<typeof rowOf>[],
  at: Date,
): Promise<void> {
  const there = rows.filter(({ items }) => items > 0);
  if (there.length === 0) return;
  const subject = await trx
    .selectFrom('debt_subject')
    .select('subject')
    .where('subject', '=', key)
    .executeTakeFirst();
  // Nothing was ever booked: there is no account to show a lamp in.
  if (subject === undefined) return;
  await setDebtStandings(
    trx,
    { actor: systemActor('system'), requestId: null, at },
    there.map(({ region_code: cityCode, month, judged }) => ({
      subject: key,
      cityCode,
      month,
      lamp: judged.lamp,
      reason: {
        zh: sayBoardReason(judged.reason, definition.counter, 'zh'),
        en: sayBoardReason(judged.reason, definition.counter, 'en'),
      },
    })),
  );
}

/**
 * The province's path: the definition's; where cities have their own, the mean of the cities' paths weighted by what each
 * has planned (its items where no amount is planned), so that the whole is late exactly when its parts are on balance.
 */
export function provincePath(
  own: readonly Milestone[],
  paths: ReadonlyMap<string, readonly Milestone[]>,
  parts: readonly { readonly region: string; readonly columns: Columns }[],
): readonly Milestone[] {
  const there = parts.filter(({ columns }) => (columns.items ?? 0) > 0);
  if (!there.some(({ region }) => paths.has(region))) return own;
  const weighted = there.map(({ region, columns }) => ({
    path: regionPath(paths.get(region) ?? own),
    weight: columns.planned ?? columns.items ?? 0,
  }));
  const weights = weighted.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return own;
  const days = [...new Set(weighted.flatMap(({ path }) => path.milestones.map(({ day }) => day)))].sort();
  return days.map((day) => {
    const share =
      weighted.reduce((sum, { path, weight }) => sum + (plannedPercent(path, day) ?? 0) * weight, 0) /
      weights;
    return { day, share: Math.round(share * 1e7) / 1e7 };
  });
}

function rowOf(
  { program, month, today, overdueMonth, at }: MonthWork,
  region: string,
  columns: Columns,
  milestones: readonly Milestone[],
  yellowMonths: number,
) {
  const { definition } = program;
  const measure = definition.measures.find(({ role }) => role === 'progress');
  const progress =
    measure === undefined ? null : (measuresOf(definition, columns)[measure.key]?.value ?? null);
  // A measure that is an amount has no percent; it is not held against a path.
  const percent = measure !== undefined && measure.of.kind !== 'amount' ? progress : null;
  const path = percent === null && measure?.of.kind === 'amount' ? [] : milestones;
  const count = (name: string) => columns[name] ?? 0;
  const end = monthEnd(month);
  const day = today < end ? today : end;
  const judged = cityLamp(
    {
      items: count('items'),
      openItems: count('open'),
      overdue: count('overdue'),
      unreported: count('unreported'),
      progress: percent,
      yellowBefore: yellowMonths,
    },
    measure === undefined ? [] : path,
    day,
    overdueMonth,
    definition.overdueRed,
  );
  return {
    program_key: program.key,
    region_code: region,
    month,
    figures: JSON.stringify(columns),
    progress: percent === null ? null : String(percent),
    planned_share: judged.planned === null ? null : String(judged.planned),
    items: count('items'),
    open_items: count('open'),
    overdue: count('overdue'),
    rebounds: count('rebounds'),
    unreported: count('unreported'),
    lamp: judged.lamp,
    lamp_reason: JSON.stringify({ reason: judged.reason, base: judged.base }),
    computed_at: at,
    judged,
  };
}

async function upsert(trx: Db, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  await trx
    .insertInto('program_month')
    .values(rows.map(({ judged: _, ...row }) => row))
    .onConflict((conflict) =>
      conflict.columns(['program_key', 'region_code', 'month']).doUpdateSet((eb) => ({
        figures: eb.ref('excluded.figures'),
        progress: eb.ref('excluded.progress'),
        planned_share: eb.ref('excluded.planned_share'),
        items: eb.ref('excluded.items'),
        open_items: eb.ref('excluded.open_items'),
        overdue: eb.ref('excluded.overdue'),
        rebounds: eb.ref('excluded.rebounds'),
        unreported: eb.ref('excluded.unreported'),
        lamp: eb.ref('excluded.lamp'),
        lamp_reason: eb.ref('excluded.lamp_reason'),
        computed_at: eb.ref('excluded.computed_at'),
      })),
    )
    .execute();
}

/** How many months directly before a month each region's lamp was yellow by itself. */
async function yellowBefore(trx: Db, key: string, month: string): Promise<ReadonlyMap<string, number>> {
  const rows = await trx
    .selectFrom('program_month')
    .select(['region_code', 'month', 'lamp_reason'])
    .where('program_key', '=', key)
    .where('month', '<', month)
    .where('month', '>=', `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`)
    .orderBy('month', 'desc')
    .execute();
  const counts = new Map<string, number>();
  const ended = new Set<string>();
  for (const row of rows) {
    if (ended.has(row.region_code)) continue;
    const known = LampReasonRow.safeParse(row.lamp_reason);
    if (known.success && known.data.base === 'yellow') {
      counts.set(row.region_code, (counts.get(row.region_code) ?? 0) + 1);
    } else {
      ended.add(row.region_code);
    }
  }
  return counts;
}

/** This system's cities in protocol order. */
export async function managedCities(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('region')
    .select('code')
    .where('level', '=', 'city')
    .where('managed', '=', true)
    .orderBy('sort')
    .execute();
  return rows.map(({ code }) => code);
}

async function provinceCode(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('region')
    .select('code')
    .where('level', '=', 'province')
    .where('managed', '=', true)
    .executeTakeFirst();
  return row?.code ?? null;
}

/**
 * Past months from the reports of their time: each item's values are those of its last report up to the month's end over
 * what was issued. For ledgers that come with a history; months that people have seen are never written again unless asked.
 */
export async function rebuildMonths(db: Db, key: string, months: readonly string[], at: Date): Promise<void> {
  const cities = await managedCities(db);
  for (const month of months) {
    await transaction(db, async (trx) => {
      const [program] = await readPrograms(trx, [key]);
      const province = await provinceCode(trx);
      if (program === undefined || province === null) return;
      const end = monthEnd(month);
      const dueMonth = program.definition.reporting.every === 'month' ? month : null;
      const past = sql`(
        select i.program_key, i.city_code, i.opened_on, i.deadline, i.pause_until, i.accepted, i.planned, i.done, i.rebound_count,
          case when i.closed_on <= ${end}::date then 'closed' when i.state in ('closed', 'lookBack') then 'working' else i.state end as state,
          null::jsonb as returned, '{}'::text[] as alarms, i.lamp, r.month as report_month, r.state as report_state,
          case when r."values" is null then i."values" - ${reportedKeys(program)}::text[] else i."values" || r."values" end as "values"
        from item i left join lateral (
          select month, state, "values" from item_report where item_id = i.id and month <= ${month} order by month desc, id desc limit 1
        ) r on true
        where i.opened_on <= ${end}::date
      ) i`;
      await lockProvince(trx, key, province, [month], at);
      const columns = await aggregate(trx, program, cities, { today: end, dueMonth }, past);
      const paths = await readPaths(trx, key);
      const work = {
        program,
        province,
        month,
        today: end,
        overdueMonth: dueMonth,
        at,
        columns,
        cities,
        paths,
      };
      await writeMonth(trx, work);
    });
  }
}

const reportedKeys = ({ definition }: BoardProgram): string[] =>
  definition.fields.filter(({ source }) => source === 'reported').map(({ key }) => key);
