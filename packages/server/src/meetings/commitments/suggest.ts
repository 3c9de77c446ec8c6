/** 兑现建议: what the figures say of a promise, before a person decides (DIS-6.5). Pure. */
import type { RecordMeasure } from '@qingzhang/contract';
import { sayCount } from '@qingzhang/domain';

export type Verdict = 'kept' | 'late' | 'broken' | 'open';

/** What is known of the promised figure. */
export interface MeasuredValue {
  readonly value: number;
  /** The same at the end of the month in which the promise was due; null: not known. */
  readonly atDue: number | null;
  /** The day `value` stands at. */
  readonly day: string;
  readonly reviewed: boolean;
}

/**
 * Kept when the figure was reached by the due month's end, late when it was reached after it, broken when it is due and not
 * reached, open while it is not due. Without a figure nothing can be said: null.
 */
export function suggestVerdict(
  promise: { readonly measure: RecordMeasure | null; readonly due: string },
  measured: MeasuredValue | null,
): {
  readonly verdict: Verdict;
  readonly text: string;
  readonly value: number;
  readonly reviewed: boolean;
} | null {
  const { measure, due } = promise;
  if (measure === null || measure.kind !== 'figure' || measured === null) return null;
  const reached = (value: number) =>
    measure.op === '>='
      ? value >= measure.value
      : measure.op === '<='
        ? value <= measure.value
        : value === measure.value;
  const { value, atDue, day, reviewed } = measured;
  const isDue = day >= due;
  const verdict: Verdict = reached(value)
    ? isDue && atDue !== null && !reached(atDue)
      ? 'late'
      : 'kept'
    : isDue
      ? 'broken'
      : 'open';
  return { verdict, text: resultText(measure, value), value, reviewed };
}

/** 40812户，完成47%: the figure and, where the promise was an amount to be reached, how much of it that is. */
function resultText(measure: Extract<RecordMeasure, { kind: 'figure' }>, value: number): string {
  const amount = `${sayNumber(value, measure.unit)}`;
  if (measure.op !== '>=' || measure.value <= 0 || measure.unit === '%') return amount;
  return `${amount}，完成${Math.round((value / measure.value) * 100)}%`;
}

/** 4.08万户, 126个, 52.4%. */
export function sayNumber(value: number, unit: string): string {
  const large = Math.abs(value) >= 10_000 && unit !== '%' && !unit.startsWith('万');
  return large ? `${(value / 10_000).toFixed(2)}万${unit}` : `${sayCount(value)}${unit}`;
}
