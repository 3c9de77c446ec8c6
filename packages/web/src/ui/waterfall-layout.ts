/** Layout of a waterfall: from one value to another by signed steps, on one scale. Pure geometry in shares of a width. */
export interface WaterfallBar {
  /** Left and right edge, 0…1. */
  readonly from: number;
  readonly to: number;
  /** Where the running total stands after the step, 0…1. */
  readonly end: number;
}
export interface WaterfallLayout {
  readonly start: number;
  readonly bars: readonly WaterfallBar[];
  readonly end: number;
}

/**
 * Place steps between the smallest and largest running total. Without any change everything stands in the middle.
 * The start itself may be any number: only differences are drawn.
 */
export function waterfall(steps: readonly number[]): WaterfallLayout {
  const totals = [0];
  for (const step of steps) totals.push((totals.at(-1) ?? 0) + step);
  const low = Math.min(...totals);
  const span = Math.max(...totals) - low;
  const place = (total: number) => (span === 0 ? 0.5 : (total - low) / span);
  return {
    start: place(0),
    bars: steps.map((_, at) => {
      const before = place(totals[at] ?? 0);
      const after = place(totals[at + 1] ?? 0);
      return { from: Math.min(before, after), to: Math.max(before, after), end: after };
    }),
    end: place(totals.at(-1) ?? 0),
  };
}
