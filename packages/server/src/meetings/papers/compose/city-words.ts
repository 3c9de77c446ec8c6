/** What is said of one city: air, accounts, programs, debts; every figure a reference with the bulletin's ids. */
import type { Inline } from '@qingzhang/documents';
import { sayAmount, sayCount } from '@qingzhang/domain';
import type { PlaceFacts } from '../../../bulletins/compose/facts.ts';
import { INDICATORS } from '../../../bulletins/compose/facts.ts';
import { keyWorkFigureId } from '../../../bulletins/compose/key-work.ts';
import { figure, joinRuns, prose } from '../../../bulletins/compose/prose.ts';
import { affordableTogether } from '../../../bulletins/compose/target-groups.ts';
import {
  changeClause,
  figureId,
  goodDayCount,
  INDICATOR_NAMES,
  magnitude,
  STATE_WORDS,
  STATISTIC_NAMES,
  unitOf,
  validDayCount,
} from '../../../bulletins/compose/wording.ts';
import type { KeyWork } from '../../../programs/board/key-work.ts';
import type { MeetingFacts } from '../../facts.ts';

export type Tile = KeyWork['tiles'][number];

/** A city's place among the period's figures. */
export const placeOf = (facts: MeetingFacts, code: string): PlaceFacts | undefined =>
  facts.bulletin.main.cities.find((city) => city.code === code);

/** 综合指数4.66，同比下降5.1%，由好到差排名第2位、改善幅度排名第5位；PM2.5平均浓度…. */
export function airSentence(facts: MeetingFacts, place: PlaceFacts): Inline[] {
  const period = facts.bulletin.main;
  const { index, pm25 } = place.indicators;
  if (index.now === null) return prose`环境空气质量数据无效，综合指数未参评`;
  const id = (indicator: 'index' | 'pm25', part: 'now' | 'change' = 'now') =>
    figureId(period, place, indicator, part);
  const ranks = [
    ...(index.rank === null
      ? []
      : [prose`由好到差排名第${figure(figureId(period, place, 'index', 'rank'), String(index.rank))}位`]),
    ...(index.changeRank === null ? [] : [prose`改善幅度排名第${String(index.changeRank)}位`]),
  ];
  const change = changeClause(id('index', 'change'), index.change, '%');
  const fine =
    pm25.now === null
      ? []
      : prose`；${STATISTIC_NAMES.pm25}${figure(id('pm25'), pm25.now.text, unitOf('pm25'))}${pm25.change === null ? [] : prose`，${changeClause(id('pm25', 'change'), pm25.change, '%')}`}`;
  return prose`环境空气质量综合指数${figure(id('index'), index.now.text)}${change.length > 0 ? prose`，${change}` : []}${ranks.length > 0 ? prose`，${joinRuns(ranks, '、')}` : []}${fine}`;
}

/** 优良天数155天（有效181天），优良天数比例85.6%，同比上升2.2个百分点. */
export function goodDaySentence(facts: MeetingFacts, place: PlaceFacts): Inline[] {
  const period = facts.bulletin.main;
  const { goodDays } = place.indicators;
  const count = figure(figureId(period, place, 'goodDayCount'), String(goodDayCount(place)), '天');
  const share =
    goodDays.now === null
      ? []
      : prose`，优良天数比例${figure(figureId(period, place, 'goodDays'), goodDays.now.text, '%')}`;
  const change = changeClause(figureId(period, place, 'goodDays', 'change'), goodDays.change, '个百分点');
  return prose`优良天数${count}（有效${String(validDayCount(place))}天）${share}${change.length > 0 ? prose`，${change}` : []}`;
}

/** What got worse than last year, all of it: 臭氧同比上升3.4%、…. */
export function worseClauses(facts: MeetingFacts, place: PlaceFacts): Inline[][] {
  const period = facts.bulletin.main;
  return INDICATORS.flatMap((indicator) => {
    const { change } = place.indicators[indicator];
    const worse = change === null ? 0 : indicator === 'goodDays' ? -change.value : change.value;
    if (change === null || worse <= 0) return [];
    // The figure has no sign, as everywhere: the word says the direction.
    const [word, unit] = indicator === 'goodDays' ? ['下降', '个百分点'] : ['上升', '%'];
    return [
      prose`${INDICATOR_NAMES[indicator]}同比${word}${figure(figureId(period, place, indicator, 'change'), magnitude(change), unit)}`,
    ];
  });
}

/** Accounts that are overdrawn or lost, each with what may still be afforded. */
export function targetClauses(facts: MeetingFacts, code: string): Inline[][] {
  return facts.bulletin.targets
    .filter(
      (target) => target.code === code && (target.state === 'overdrawn' || target.state === 'impossible'),
    )
    .map(
      (target) =>
        prose`${target.indicator}${STATE_WORDS[target.state ?? 'safe']}${target.allowance === null ? [] : affordableTogether([target])}`,
    );
}

/** A city's tile of a program, where it has any such task. */
export const tileOf = (work: KeyWork, code: string): Tile | undefined =>
  work.tiles.find((tile) => tile.region === code && tile.applicable);

const compact = (text: string) => text.replace(/\s/gu, '');

/** 计划13.90万户，完成10.10万户（72.7%），落后序时12.6个百分点，逾期2项. */
export function programSentence(work: KeyWork, tile: Tile): Inline[] {
  const id = (part: string) => keyWorkFigureId(work.key, tile.region, part);
  const clauses: Inline[][] = [];
  const { plan, done, unit, progress, gap } = tile;
  if (plan !== null && done !== null && unit !== '%') {
    clauses.push(
      prose`计划${figure(id('plan'), compact(sayAmount(plan, unit, 'zh')))}，完成${figure(id('done'), compact(sayAmount(done, unit, 'zh')))}`,
    );
  } else clauses.push(prose`共${figure(id('items'), String(tile.items), work.definition.counter)}`);
  if (progress !== null) clauses.push(prose`完成率${figure(id('progress'), progress.toFixed(1), '%')}`);
  if (gap !== null && gap !== 0) {
    clauses.push(
      prose`${gap > 0 ? '落后' : '超前'}序时进度${figure(id(gap > 0 ? 'gap' : 'ahead'), Math.abs(gap).toFixed(1), '个百分点')}`,
    );
  } else if (gap === 0) clauses.push(prose`达到序时进度`);
  if (tile.overdue > 0)
    clauses.push(prose`逾期${figure(id('overdue'), String(tile.overdue), work.definition.counter)}`);
  return joinRuns(clauses, '，');
}

const PER = { day: '每天', week: '每周', month: '每月' } as const;

/** 7月起每天要1,832户，6月每天697户: the allowance turned round (mock decision 1). Null: nothing to press for. */
export function paceSentence(work: KeyWork, tile: Tile): Inline[] | null {
  const { pace } = tile;
  if (pace === null || pace.need <= 0) return null;
  const id = (part: string) => keyWorkFigureId(work.key, tile.region, part);
  const next = Number(pace.month.slice(5)) === 12 ? 1 : Number(pace.month.slice(5)) + 1;
  const need = figure(id('pace.need'), sayCount(pace.need), pace.unit);
  const head = prose`${String(next)}月起${PER[pace.per]}要完成${need}`;
  if (pace.actual === null) return head;
  return prose`${head}，${String(Number(pace.month.slice(5)))}月${PER[pace.per]}只有${figure(id('pace.actual'), sayCount(pace.actual), pace.unit)}`;
}

/** 期末未销号事项23项，其中旧账15项，逾期4项 over all subjects told in 项; null: no debts. */
export function debtSentence(facts: MeetingFacts, code: string): Inline[] | null {
  const rows = facts.debts.filter((row) => row.cityCode === code && row.closing > 0);
  if (rows.length === 0) return null;
  return joinRuns(
    rows.map((row) => {
      const id = (part: string) => `debt/${row.subject}/${code}/${part}`;
      const old = row.old > 0 ? prose`（旧账${figure(id('old'), sayCount(row.old))}）` : [];
      return prose`${compact(row.name.zh)}${figure(id('closing'), sayCount(row.closing), row.unit)}${old}`;
    }),
    '、',
  );
}

export type { PlaceFacts };
export { figure, joinRuns, prose };
