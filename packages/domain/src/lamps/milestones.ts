/** 序时进度: the planned path of a task, a program or an item, piecewise linear between its milestones (DIS-2.2). */
import { type Day, daysBetween } from '@qingzhang/standards';

/** 里程碑: how far the work is to be at the end of a day. */
export interface Milestone {
  readonly day: Day;
  /** Percent of the whole, 0…100. */
  readonly percent: number;
}

/** A plan: its milestones in any order, and the day work begins (a milestone of 0); null: at the first milestone. */
export interface PlannedPath {
  readonly start: Day | null;
  readonly milestones: readonly Milestone[];
}

/** Seven decimals: what people wrote in tenths comes out in tenths. */
export const tidyPercent = (value: number): number => Math.round(value * 1e7) / 1e7;

/** The corners of the path in order of days; of several milestones on one day the highest counts. */
export function cornersOf(path: PlannedPath): readonly Milestone[] {
  const first = path.milestones.reduce<Day | null>(
    (least, { day }) => (least === null || day < least ? day : least),
    null,
  );
  const begin =
    path.start !== null && first !== null && path.start < first ? [{ day: path.start, percent: 0 }] : [];
  const highest = new Map<Day, number>();
  for (const { day, percent } of [...begin, ...path.milestones]) {
    highest.set(day, Math.max(percent, highest.get(day) ?? percent));
  }
  return [...highest]
    .map(([day, percent]) => ({ day, percent }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/**
 * 序时 P: the planned percent at the end of a day. 0 before the path begins, the last milestone's percent after it ends,
 * linear between two milestones and never from start to end (DIS-2.2); null where there is no milestone.
 */
export function plannedPercent(path: PlannedPath, day: Day): number | null {
  const corners = cornersOf(path);
  const last = corners.at(-1);
  if (last === undefined) return null;
  if (day >= last.day) return last.percent;
  const index = corners.findIndex((corner) => corner.day > day);
  const [from, to] = [corners[index - 1], corners[index]];
  if (from === undefined || to === undefined) return 0;
  const share = daysBetween(from.day, day) / daysBetween(from.day, to.day);
  return tidyPercent(from.percent + (to.percent - from.percent) * share);
}

/** The day work begins by plan; before it the lamp is grey (DIS-2.2). Null where there is no plan. */
export function startsOn(path: PlannedPath): Day | null {
  return path.start ?? cornersOf(path)[0]?.day ?? null;
}

/**
 * 要 n 户/天: how much a day is needed from tomorrow to the deadline, that day included, to reach the target. 0 when it is
 * reached; null when the deadline has come and something is missing. Rounding up is for who prints it.
 */
export function neededPerDay(
  figures: { readonly target: number; readonly current: number },
  today: Day,
  deadline: Day,
): number | null {
  const rest = figures.target - figures.current;
  if (rest <= 0) return 0;
  const days = daysBetween(today, deadline);
  return days <= 0 ? null : rest / days;
}
