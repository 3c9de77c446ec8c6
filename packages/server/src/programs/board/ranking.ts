/** 专项排名 (DIS-5.3, DIS-5.5). */
import type { Lang, ProgramRanking } from '@qingzhang/contract';
import {
  monthBefore,
  type ProgramDefinition,
  type Ranked,
  type RankingStep,
  rankChange,
  rankCities,
  sayRankingRule,
  stepBetter,
} from '@qingzhang/domain';
import type { BoardFacts } from './board.ts';
import { type Columns, measuresOf } from './columns.ts';
import type { BoardProgram } from './programs.ts';

type Facts = Pick<BoardFacts, 'program' | 'rows' | 'province'>;

/** All cities of a month in the order of the rule. Ranks are made over all cities, whoever looks. */
export function rankingRows({ program, rows, province }: Facts, month: string): Ranked[] {
  const { definition } = program;
  const { steps, atLeast } = definition.ranking;
  const cities = rows.filter(
    (row) =>
      row.month === month &&
      row.region !== province &&
      row.region.endsWith('00') &&
      !row.region.endsWith('0000'),
  );
  return rankCities(
    cities.map((row) => ({
      region: row.region,
      n: row.columns.items ?? 0,
      steps: steps.map((step) => stepFigure(program, row.columns, step)),
    })),
    steps.map((step) => stepBetter(step, definition)),
    atLeast,
  );
}

function stepFigure({ definition }: BoardProgram, columns: Columns, step: RankingStep): number | null {
  switch (step.by) {
    case 'measure':
      return measuresOf(definition, columns)[step.measure]?.value ?? null;
    case 'overdue':
      return columns.overdue ?? 0;
    case 'rebound':
      return columns.rebounds ?? 0;
    case 'alarm':
      return columns[`a.${step.alarm}`] ?? 0;
  }
}

/** The list as one person sees it: everybody's places where the whole province is seen, else one's own (DIS-12). */
export function rankingOf(facts: BoardFacts, lang: Lang): ProgramRanking {
  const { program, month, regions } = facts;
  const { ranking } = program.definition;
  const before = new Map(rankingRows(facts, monthBefore(month)).map(({ region, rank }) => [region, rank]));
  return {
    month,
    atLeast: ranking.atLeast,
    rule: sayRankingRule(program.definition, lang),
    rows: rankingRows(facts, month)
      .filter(({ region }) => regions.includes(region))
      // Those who share a place stand in protocol order.
      .sort(
        (a, b) => (a.rank ?? 99) - (b.rank ?? 99) || regions.indexOf(a.region) - regions.indexOf(b.region),
      )
      .map((row) => ({
        region: row.region,
        rank: row.rank,
        tied: row.tied,
        unranked: row.unranked === null ? null : sayUnranked(row.unranked, program.definition, lang),
        n: row.n,
        steps: row.steps.map((value) => (value === null ? null : Math.round(value * 10) / 10)),
        change: rankChange(row.rank, before.get(row.region) ?? null),
      })),
  };
}

/** Why a city has no rank, in words; it is never simply last. */
export function sayUnranked(
  why: 'none' | 'few' | 'missing',
  { counter, ranking: { atLeast } }: Pick<ProgramDefinition, 'counter' | 'ranking'>,
  lang: Lang,
): string {
  const words = {
    none: ['本市无此项', 'No such task here'],
    few: [`未参评：不足 ${atLeast} ${counter}`, `Not ranked: fewer than ${atLeast} items`],
    missing: ['未参评：数据缺失', 'Not ranked: figures missing'],
  } as const;
  return words[why][lang === 'zh' ? 0 : 1];
}
