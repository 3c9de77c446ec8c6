/** 回头看: planned visits, made ones, and which closed items are drawn (DIS-3.2). */
import type { Day } from '@qingzhang/standards';
import type { LookBack } from './life.ts';

/** A visit answers every planned one that is due; before the first is due it stands as one more. */
export function visited(
  plans: readonly LookBack[],
  today: Day,
  outcome: 'passed' | 'rebound',
  post: string,
): LookBack[] {
  const made = { on: today, outcome, post };
  const due = plans.some((plan) => plan.on === null && plan.dueOn <= today);
  if (!due) return [...plans, { dueOn: today, ...made }];
  return plans.map((plan) => (plan.on === null && plan.dueOn <= today ? { ...plan, ...made } : plan));
}

/** The next planned visit that has not been made; null: none. */
export function nextDue(plans: readonly LookBack[]): Day | null {
  return plans.reduce<Day | null>(
    (least, { on, dueOn }) => (on === null && (least === null || dueOn < least) ? dueOn : least),
    null,
  );
}

/** 回头看抽样: at least the share of what is due, at least one; which ones follows from the seed alone. */
export function drawSample(ids: readonly number[], share: number, seed: number): number[] {
  const count =
    share <= 0 || ids.length === 0 ? 0 : Math.max(1, Math.ceil((ids.length * Math.min(share, 100)) / 100));
  return ids
    .map((id) => ({ id, at: scatter(id, seed) }))
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .slice(0, count)
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

/** An integer hash (xorshift-multiply): neighbours fall far apart. */
function scatter(id: number, seed: number): number {
  let x = (id ^ Math.imul(seed | 0, 0x9e3779b1)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
