import type { Inline } from '@qingzhang/documents';
import type { BulletinFacts, TargetFacts } from './facts.ts';
import { figure, joinRuns, prose } from './prose.ts';

/** Targets of one indicator with the same days left; indicators in the order the bulletin has them. */
export function byIndicator(facts: BulletinFacts, targets: readonly TargetFacts[]): TargetFacts[][] {
  const groups = new Map<string, TargetFacts[]>();
  for (const target of targets) {
    const key = `${target.indicator}|${target.daysLeft}`;
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  const order = facts.targets.map(({ indicator }) => indicator);
  const place = ([first]: readonly TargetFacts[]) => order.indexOf(first?.indicator ?? '');
  return [...groups.values()].sort((a, b) => place(a) - place(b));
}

/** 太原, as lists say it. */
export function shortName(facts: BulletinFacts, target: TargetFacts): string {
  return facts.main.cities.find((city) => city.code === target.code)?.shortName ?? target.name;
}

/** 太原、大同. */
export function cityNames(facts: BulletinFacts, targets: readonly TargetFacts[]): string {
  return targets.map((target) => shortName(facts, target)).join('、');
}

/** PM2.5年均浓度（太原、大同、朔州3市）、优良天数比例（太原）. */
export function indicatorsWithCities(facts: BulletinFacts, targets: readonly TargetFacts[]): string {
  return byIndicator(facts, targets)
    .map((group) => {
      const count = group.length > 2 ? `${group.length}市` : '';
      return `${group[0]?.indicator ?? ''}（${cityNames(facts, group)}${count}）`;
    })
    .join('、');
}

/** How far a value is beyond its target, as a share of the target; negative where it keeps it. Of a ratio less is worse. */
export function overshoot({ actual, target, unit }: TargetFacts): number {
  if (actual === null || target.value === 0) return 0;
  return ((unit === '%' ? -1 : 1) * (actual.value - target.value)) / target.value;
}

/** What a day more would do: of a count of days it only occurs, of the others it exceeds. */
export const moreWord = ({ unit }: Pick<TargetFacts, 'unit'>): string => (unit === '天' ? '出现' : '超标');

/**
 * What the days left may still bear, for several cities of one indicator: 余下184天日均须分别控制在49.2、31.6微克/立方米以内.
 * Nothing when the year is over or an allowance is missing.
 */
export function affordableTogether(group: readonly TargetFacts[]): Inline[] {
  const [first] = group;
  if (first === undefined || first.daysLeft === 0) return [];
  const values: Inline[][] = [];
  for (const target of group) {
    if (target.allowance === null) return [];
    values.push([figure(`${target.figureId}/allowance`, target.allowance.text)]);
  }
  const each = group.length > 1 ? '分别' : '';
  return first.kind === 'mean'
    ? prose`，余下${String(first.daysLeft)}天日均须${each}控制在${joinRuns(values, '、')}${first.unit}以内`
    : prose`，余下${String(first.daysLeft)}天最多${each}再${moreWord(first)}${joinRuns(values, '、')}天`;
}
