import type { ItemPage } from '@qingzhang/contract';

type Step = ItemPage['steps'][number];
type Loop = ItemPage['loops'][number];

/** A way back that is drawn over the path: from one step to an earlier one, how often, and why the last time. */
export interface DrawnLoop {
  readonly kind: 'returned' | 'rebound';
  /** Indexes of steps; `from` is later on the path than `to`. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly on: string;
  readonly reason: string;
}

/**
 * 退回、反弹的回路: loops between the same two steps are drawn once, with their count and the last reason. A loop whose ends
 * do not stand on the path (a state that is skipped) goes to the nearest step that does: back to 整改中.
 */
export function drawnLoops(steps: readonly Step[], loops: readonly Loop[]): readonly DrawnLoop[] {
  const at = (state: string): number => steps.findIndex((step) => step.state === state);
  const working = Math.max(at('working'), 0);
  const drawn = new Map<string, DrawnLoop>();
  for (const loop of [...loops].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const found = at(loop.from);
    const target = at(loop.to);
    const from = found === -1 ? working + 1 : found;
    const to = target === -1 || target >= from ? working : target;
    if (from <= to || from >= steps.length) continue;
    const rebound = loop.from === 'closed' || loop.from === 'lookBack';
    const key = `${from}-${to}`;
    drawn.set(key, {
      kind: rebound ? 'rebound' : 'returned',
      from,
      to,
      count: (drawn.get(key)?.count ?? 0) + 1,
      on: loop.on,
      reason: loop.reason,
    });
  }
  return [...drawn.values()];
}

/** Steps where an item lies with others than those who brought it there: the post is who handed it over, not who has it. */
export const handedOver = (state: Step['state']): boolean =>
  state === 'issued' || state === 'applied' || state === 'cityCheck' || state === 'acceptance';

/** The middle of a step on a path of so many, in percent of the width. */
export const middleOf = (index: number, count: number): number => ((index + 0.5) / count) * 100;

/** The index up to which the path is walked: the current step, or the last one passed. */
export function reachedIndex(steps: readonly Step[]): number {
  const current = steps.findIndex(({ status }) => status === 'current');
  return current !== -1 ? current : steps.findLastIndex(({ status }) => status === 'passed');
}
