import type { Lang, ProgramTile } from '@qingzhang/contract';
import {
  actualPace,
  type Measure,
  type Milestone,
  monthBefore,
  monthsBetween,
  neededPace,
  type ProgramDefinition,
  pathEnd,
  sayBoardReason,
} from '@qingzhang/domain';
import { daysBetween } from '@qingzhang/standards';
import { type Columns, measuresOf } from './columns.ts';
import type { MonthRow } from './month-row.ts';
import { monthEnd } from './programs.ts';

/** What a tile is made of. */
export interface TileFacts {
  readonly definition: ProgramDefinition;
  readonly region: string;
  /** The region's rows up to the board's month, oldest first. */
  readonly rows: readonly MonthRow[];
  readonly milestones: readonly Milestone[];
  /** The day the board stands at. */
  readonly day: string;
  readonly month: string;
  readonly rank: number | null;
  readonly lang: Lang;
}

/** The unit amounts are told in: of the measure, of what it sums, of the debt, or the counter. */
export function amountUnit(definition: ProgramDefinition): string {
  const measure = progressMeasure(definition);
  if (measure?.unit && measure.unit !== '%') return measure.unit;
  const of = measure?.of;
  // A share of amounts is told in what is summed: 144 台 of 286.
  if (of?.kind === 'ratio' && 'sum' in of.planned && 'field' in of.planned.sum) {
    const { field } = of.planned.sum;
    const unit = definition.fields.find(({ key }) => key === field)?.unit;
    if (unit) return unit;
  }
  return definition.debt.by === 'quantity' ? definition.debt.unit : definition.counter;
}

/** The measure held against the path. */
export function progressMeasure(definition: ProgramDefinition): Measure | undefined {
  return definition.measures.find(({ role }) => role === 'progress');
}

const round1 = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10);

/** One little multiple (DIS-2.2, mock decisions 1 and 2). */
export function tileOf(facts: TileFacts): ProgramTile {
  const { definition, region, rows, milestones, month, rank, lang } = facts;
  const now = rows.findLast((row) => row.month === month) ?? null;
  const columns: Columns = now?.columns ?? {};
  const count = (name: string) => columns[name] ?? 0;
  const measure = progressMeasure(definition);
  const companion = definition.measures.find(({ role }) => role === 'companion');
  const values = measuresOf(definition, columns);
  const share = (one: Measure | undefined) =>
    one === undefined || one.of.kind === 'amount' ? null : (values[one.key]?.value ?? null);
  const progress = share(measure);
  const planned = now?.planned ?? null;
  const plan = measure === undefined ? null : (values[measure.key]?.planned ?? null);
  const done = measure === undefined ? null : (values[measure.key]?.done ?? null);
  const missing = missingSince(rows, month);
  const end = pathEnd(milestones);
  const endName = milestones.find((one) => one.day === end)?.name ?? null;
  return {
    region,
    plan,
    unit: amountUnit(definition),
    lamp: now?.lamp ?? 'grey',
    reason: sayBoardReason(now?.reason ?? { code: 'notApplicable' }, definition.counter, lang),
    gap: planned === null || count('items') === 0 ? null : round1(planned - (progress ?? 0)),
    planned: round1(planned),
    done,
    companionDone: companion === undefined ? null : (values[companion.key]?.done ?? null),
    deadline: end === null ? null : { day: end, name: endName },
    path: milestones.map((one) => ({ day: one.day, share: one.share })),
    series: seriesOf(facts, missing),
    progress: round1(progress),
    companion: round1(share(companion)),
    pace: paceOf(facts, plan, done),
    items: count('items'),
    openItems: count('open'),
    overdue: count('overdue'),
    unreported: count('unreported'),
    todo: count('todo'),
    missingSince: missing,
    alarms: definition.alarms.map(({ key }) => ({
      key,
      count: count(`a.${key}`),
      amount: columns[`a.${key}.amount`] ?? null,
    })),
    applicable: count('items') > 0,
    rank,
  };
}

/** Month ends and, last, the board's day; nothing from the month on whose report is missing. */
function seriesOf(
  { definition, rows, month, day, milestones }: TileFacts,
  missing: string | null,
): ProgramTile['series'] {
  const measure = progressMeasure(definition);
  if (measure === undefined || measure.of.kind === 'amount') return [];
  const companion = definition.measures.find(({ role }) => role === 'companion');
  const points = rows
    .filter((row) => row.month <= month && (row.columns.items ?? 0) > 0)
    .map((row) => {
      const values = measuresOf(definition, row.columns);
      const told = missing === null || row.month < missing;
      return {
        day: row.month === month ? day : monthEnd(row.month),
        progress: told ? round1(values[measure.key]?.value ?? null) : null,
        companion: told && companion !== undefined ? round1(values[companion.key]?.value ?? null) : null,
      };
    });
  const [first] = points;
  const start = milestones[0];
  // Where the plan itself begins at nothing, the line begins there too.
  if (start !== undefined && start.share === 0 && first !== undefined && start.day < first.day) {
    points.unshift({ day: start.day, progress: 0, companion: companion === undefined ? null : 0 });
  }
  return points;
}

function paceOf(
  { definition, rows, month, day, milestones }: TileFacts,
  plan: number | null,
  done: number | null,
): ProgramTile['pace'] {
  const pace = neededPace({ plan, done, day, deadline: pathEnd(milestones) });
  const measure = progressMeasure(definition);
  if (pace === null || measure === undefined) return null;
  const full = day === monthEnd(month) ? month : monthBefore(month);
  const amount = (key: string): number | null => {
    const row = rows.findLast((one) => one.month === key);
    if (row !== undefined) return measuresOf(definition, row.columns)[measure.key]?.done ?? null;
    // Before the plan begins nothing was done.
    const begins = milestones[0];
    return begins !== undefined && begins.share === 0 && monthEnd(key) <= begins.day ? 0 : null;
  };
  const days = daysBetween(monthEnd(monthBefore(full)), monthEnd(full));
  return {
    need: pace.need,
    actual: actualPace(amount(monthBefore(full)), amount(full), days, pace.per),
    month: full,
    unit: amountUnit(definition),
    per: pace.per,
  };
}

/** Since which month nothing was reported: the line ends there. */
export function missingSince(rows: readonly MonthRow[], month: string): string | null {
  const known = rows.filter((row) => row.month <= month);
  const newest = known.at(-1);
  const silent = (row: MonthRow | undefined) =>
    row !== undefined &&
    (row.columns.open ?? 0) > 0 &&
    (row.columns.unreported ?? 0) >= (row.columns.open ?? 0);
  if (newest === undefined || !silent(newest)) return null;
  // A running month asks for the report of the month before it; a month that has ended for its own.
  let since = newest.month;
  for (const one of monthsBetween(known[0]?.month ?? month, month).reverse()) {
    const row = known.find((candidate) => candidate.month === one);
    if (!silent(row)) break;
    since = one;
  }
  return since;
}
