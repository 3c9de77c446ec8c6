import type { CityAccount } from '@qingzhang/contract';

export type Curve = NonNullable<CityAccount['curve']>;

/** A point of a line: index of the day in the year (-1: the start of 1 January) and its value. */
export type Mark = readonly [index: number, value: number];

/** Whether the curve counts days that exceed, rather than concentration × days. */
export function countsDays({ indicator }: Curve): boolean {
  return (
    indicator === 'goodDayShare' || indicator === 'heavyDays' || indicator === 'o3' || indicator === 'co'
  );
}

export interface CurveModel {
  /** Unbroken runs: a line ends where data end and is never drawn across what is missing. */
  readonly spent: readonly (readonly Mark[])[];
  readonly last: readonly (readonly Mark[])[];
  readonly plan: readonly Mark[];
  /** Where this year and last year end; null: nothing known. */
  readonly end: Mark | null;
  readonly lastEnd: Mark | null;
  /** Last year at the day this year ends. */
  readonly lastAtEnd: Mark | null;
  /** Days between the end of what is known and 31 December. */
  readonly daysLeft: number;
  /** Room that is left: from the end to the budget above and the floor below; null: closed year or nothing left. */
  readonly cone: { readonly from: Mark; readonly top: number; readonly bottom: number } | null;
  /** The whole budget was spent before the year ended: how much beyond it. */
  readonly overdraft: number | null;
  readonly top: number;
}

/** What the cumulative chart draws, from the points as the server counted them. */
export function curveModel(curve: Curve): CurveModel {
  const spent = runs(curve.points.map(({ spent }) => spent));
  const before = lastYear(curve);
  const last = runs(before);
  const plan: Mark[] = [[-1, 0], ...curve.points.map(({ plan }, index): Mark => [index, plan])];
  const end = spent.at(-1)?.at(-1) ?? null;
  const lastEnd = last.at(-1)?.at(-1) ?? null;
  const lastNow = end === null ? null : (before[end[0]] ?? null);
  const daysLeft = curve.points.length - 1 - (end?.[0] ?? -1);
  const overdraft = end !== null && end[1] > curve.budget ? end[1] - curve.budget : null;
  const from: Mark = end ?? [-1, 0];
  const cone =
    daysLeft <= 0 || curve.allowance === null || curve.budget < from[1]
      ? null
      : { from, top: curve.budget, bottom: Math.min(curve.budget, from[1] + curve.floor * daysLeft) };
  const highest = Math.max(curve.budget, end?.[1] ?? 0, lastEnd?.[1] ?? 0, plan.at(-1)?.[1] ?? 0);
  return {
    spent,
    last,
    plan,
    end,
    lastEnd,
    lastAtEnd: end !== null && lastNow !== null ? [end[0], lastNow] : null,
    daysLeft,
    cone,
    overdraft,
    top: highest * 1.06,
  };
}

/** Days on which a sum of concentrations must have grown if anything was measured. */
const SILENT = 7;

/**
 * Last year's line up to where it can still be compared: a sum of concentrations that stands still for a week was not
 * measured, and what follows would lack those days. Days that exceed may well stand still.
 */
export function lastYear(curve: Curve): readonly (number | null)[] {
  const values = curve.points.map(({ last }) => last);
  if (countsDays(curve)) return values;
  const stop = values.findIndex(
    (value, index) => value !== null && index + SILENT < values.length && values[index + SILENT] === value,
  );
  return stop === -1 ? values : values.map((value, index) => (index <= stop ? value : null));
}

/** An allowance as it is promised: one decimal, rounded down, never up. */
export function allowanceText(value: number): string {
  return (Math.floor(value * 10 + 1e-9) / 10).toFixed(1);
}

/** Split a series at its gaps; a line that begins on 1 January begins at zero. */
export function runs(values: readonly (number | null)[]): (readonly Mark[])[] {
  const found: Mark[][] = [];
  let run: Mark[] = [];
  values.forEach((value, index) => {
    if (value === null) {
      if (run.length > 0) found.push(run);
      run = [];
    } else {
      if (index === 0) run.push([-1, 0]);
      run.push([index, value]);
    }
  });
  if (run.length > 0) found.push(run);
  return found;
}

/** The extremes of the balance band: the deepest overdraft and the last known balance. */
export function balanceMarks(curve: Curve): { readonly worst: Mark | null; readonly now: Mark | null } {
  let worst: Mark | null = null;
  let now: Mark | null = null;
  curve.points.forEach(({ balance }, index) => {
    if (balance === null) return;
    if (balance < 0 && (worst === null || balance < worst[1])) worst = [index, balance];
    now = [index, balance];
  });
  return { worst, now };
}

/** Month ends of the curve, for the table that stands beside the chart. */
export function monthEnds(curve: Curve): readonly Curve['points'][number][] {
  return curve.points.filter(({ day }, index) => {
    const next = curve.points[index + 1]?.day;
    return next === undefined || next.slice(0, 7) !== day.slice(0, 7);
  });
}
