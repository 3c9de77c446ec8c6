/** 专项排名: cities in the order of the definition's steps (DIS-5.3, DIS-5.5). */
import { groupDigits } from '../words/digits.ts';
import type { Measure, MeasureRule, ProgramDefinition, RankingStep } from './definition.ts';

/** One city's figures, one per step of the rule; null: unknown. */
export interface RankFacts {
  readonly region: string;
  /** Items the figures stand on. */
  readonly n: number;
  readonly steps: readonly (number | null)[];
}

/** A city in the list; without a rank it says why. */
export interface Ranked extends RankFacts {
  readonly rank: number | null;
  /** Shares its rank with another city. */
  readonly tied: boolean;
  /** `none`: 本市无此项; `few`: n below the least; `missing`: a figure of the first step is unknown (DIS-5.5). */
  readonly unranked: 'none' | 'few' | 'missing' | null;
}

/** Whether more is better in a step: a measure says it itself, overdue, rebounds and alarms are better few. */
export function stepBetter(
  step: RankingStep,
  definition: Pick<ProgramDefinition, 'measures'>,
): 'more' | 'less' {
  if (step.by !== 'measure') return 'less';
  return definition.measures.find(({ key }) => key === step.measure)?.better ?? 'more';
}

/**
 * A step's figure as it is printed: shares with one decimal and their unit (98.0%, 0.2 of 点/10km), counts whole. A share
 * without a unit of its own is in percent.
 */
export function sayStepFigure(
  step: RankingStep,
  definition: {
    readonly measures: readonly (Pick<Measure, 'key' | 'unit'> & {
      readonly of: Pick<MeasureRule, 'kind'>;
    })[];
  },
  value: number,
): string {
  const measure =
    step.by === 'measure' ? definition.measures.find(({ key }) => key === step.measure) : undefined;
  if (measure === undefined || measure.of.kind === 'amount') {
    return groupDigits(String(printed(value)));
  }
  return `${value.toFixed(1)}${measure.unit === null || measure.unit === '%' ? '%' : ''}`;
}

/** Figures are compared as they are printed, with one decimal: what reads equal is equal. */
const printed = (value: number): number => Math.round(value * 10) / 10;

/**
 * Best first; equals share their rank and the next one skips (1, 1, 3); cities without a rank stand last, in the order
 * given. A figure unknown in a later step stands behind those that are known.
 */
export function rankCities(
  rows: readonly RankFacts[],
  better: readonly ('more' | 'less')[],
  atLeast: number,
): Ranked[] {
  const why = (row: RankFacts): Ranked['unranked'] => {
    if (row.n === 0) return 'none';
    if (row.n < atLeast) return 'few';
    return row.steps[0] === null || row.steps[0] === undefined ? 'missing' : null;
  };
  const compare = (a: RankFacts, b: RankFacts): number => {
    for (const [index, sense] of better.entries()) {
      const one = a.steps[index] ?? null;
      const other = b.steps[index] ?? null;
      if (one === null || other === null) {
        if (one !== other) return one === null ? 1 : -1;
        continue;
      }
      const by = printed(one) - printed(other);
      if (by !== 0) return sense === 'more' ? -by : by;
    }
    return 0;
  };
  const order = rows.filter((row) => why(row) === null).sort(compare);
  const ranked = order.map((row): Ranked => {
    const rank = 1 + order.filter((other) => compare(other, row) < 0).length;
    const tied = order.some((other) => other !== row && compare(other, row) === 0);
    return { ...row, rank, tied, unranked: null };
  });
  const rest = rows.flatMap((row): Ranked[] => {
    const unranked = why(row);
    return unranked === null ? [] : [{ ...row, rank: null, tied: false, unranked }];
  });
  return [...ranked, ...rest];
}

/** The rule in words: 安装率由高到低，同分看逾期村数由少到多. */
export function sayRankingRule(
  definition: Pick<ProgramDefinition, 'measures' | 'alarms' | 'ranking' | 'counter'>,
  lang: 'zh' | 'en',
): string {
  const words = definition.ranking.steps.map((step) => {
    const name = rankingStepName(step, definition)[lang];
    const up = stepBetter(step, definition) === 'more';
    if (lang === 'zh') return `${name}${up ? '由高到低' : '由少到多'}`;
    return `${name}, ${up ? 'highest' : 'fewest'} first`;
  });
  const { atLeast } = definition.ranking;
  return lang === 'zh'
    ? `${words.join('；相同再看')}；不足 ${atLeast} ${definition.counter}的不排名`
    : `${words.join('; then ')}; no rank below ${atLeast} items`;
}

interface Named {
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** What a step is called in a heading. */
export function rankingStepName(
  step: RankingStep,
  definition: {
    readonly measures: readonly Named[];
    readonly alarms: readonly Named[];
    readonly counter: string;
  },
): { readonly zh: string; readonly en: string } {
  switch (step.by) {
    case 'measure':
      return (
        definition.measures.find(({ key }) => key === step.measure)?.name ?? {
          zh: step.measure,
          en: step.measure,
        }
      );
    case 'overdue':
      return { zh: `逾期${definition.counter}数`, en: 'Overdue items' };
    case 'rebound':
      return { zh: `反弹${definition.counter}数`, en: 'Rebounds' };
    case 'alarm':
      return (
        definition.alarms.find(({ key }) => key === step.alarm)?.name ?? { zh: step.alarm, en: step.alarm }
      );
  }
}

/** Change of rank against the month before, positive: better; null where either has none. */
export function rankChange(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : before - now;
}
