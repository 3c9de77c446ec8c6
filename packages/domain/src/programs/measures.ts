/** 指标: a measure worked out over items, exactly as the database works it out over its rows. */
import type { Aggregate, Measure } from './definition.ts';
import { evaluateTerm, holds, type ItemFacts } from './terms.ts';

const tidy = (value: number): number => Math.round(value * 1e7) / 1e7;

/** An aggregate over items. A sum is unknown when nothing in it is known; a count of nothing is 0. Drafts are not items yet. */
export function aggregateValue(aggregate: Aggregate, items: readonly ItemFacts[]): number | null {
  const there = items.filter(({ state }) => state !== 'draft');
  if ('count' in aggregate) {
    const { count } = aggregate;
    return count === 'all' ? there.length : there.filter((item) => holds(count, item)).length;
  }
  let total: number | null = null;
  for (const item of there) {
    if (aggregate.where !== undefined && !holds(aggregate.where, item)) continue;
    const value = evaluateTerm(aggregate.sum, item);
    if (value !== null) total = (total ?? 0) + value;
  }
  return total === null ? null : tidy(total);
}

/** A measure over items: percent for shares, the amount itself otherwise; null when nothing is planned or known. */
export function measureValue({ of }: Pick<Measure, 'of'>, items: readonly ItemFacts[]): number | null {
  if (of.kind === 'amount') return aggregateValue(of.amount, items);
  const share = (part: { readonly done: Aggregate; readonly planned: Aggregate }): number | null => {
    const planned = aggregateValue(part.planned, items);
    return planned === null || planned === 0 ? null : (aggregateValue(part.done, items) ?? 0) / planned;
  };
  if (of.kind === 'ratio') {
    const value = share(of);
    return value === null ? null : tidy(value * 100);
  }
  let reached = 0;
  let weights = 0;
  for (const part of of.parts) {
    const value = share(part);
    // A work without a plan says nothing about progress (DIS-4.2).
    if (value === null || (aggregateValue(part.planned, items) ?? 0) <= 0) continue;
    weights += part.weight;
    reached += part.weight * Math.min(1, value);
  }
  return weights === 0 ? null : tidy((reached / weights) * 100);
}
