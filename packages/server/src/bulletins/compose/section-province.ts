import type { Block, Inline } from '@qingzhang/documents';
import { type BulletinFacts, type PeriodFacts, POLLUTANTS, type Pollutant } from './facts.ts';
import { figure, joinRuns, prose } from './prose.ts';
import {
  after,
  changeClause,
  comparesWithLastYear,
  daysClause,
  figureId,
  heavyDayCount,
  POLLUTANT_NAMES,
  STATISTIC_NAMES,
  unitOf,
} from './wording.ts';

/** 全省空气质量总体状况: index, six pollutants with change, good and heavy days (DIS-7.2). */
export function provinceSection(facts: BulletinFacts): Block[] {
  const whole = facts.settings.wholeProvince;
  const periods = facts.cumulative ? [facts.main, facts.cumulative] : [facts.main];
  return periods.flatMap((period): Block[] => [
    { kind: 'paragraph', runs: indexSentence(period, whole) },
    { kind: 'paragraph', runs: pollutantSentence(period, lead(facts, period) + whole) },
    { kind: 'paragraph', runs: daysSentence(period, lead(facts, period) + whole) },
  ]);
}

/** Where two periods stand one after the other, every paragraph says of which it speaks. */
function lead(facts: BulletinFacts, period: PeriodFacts): string {
  return facts.cumulative ? `${period.label}，` : '';
}

function indexSentence(period: PeriodFacts, whole: string): Inline[] {
  const { province, cities } = period;
  const index = province.indicators.index;
  const head = index.now
    ? prose`${period.label}，${whole}环境空气质量综合指数平均为${figure(figureId(period, province, 'index'), index.now.text)}${after(changeClause(figureId(period, province, 'index', 'change'), index.change, '%'))}。`
    : prose`${period.label}，${whole}环境空气质量综合指数因有效数据不足，数据无效，不作评价。`;
  const invalid = cities.filter((city) => city.indicators.index.now === null);
  const tail =
    invalid.length > 0
      ? prose`${invalid.map((city) => city.shortName).join('、')}${String(invalid.length)}市数据无效，未参评。`
      : [];
  if (!comparesWithLastYear(period)) return prose`${head}${tail}`;
  const changed = (test: (value: number) => boolean): number =>
    cities.filter((city) => {
      const change = city.indicators.index.change;
      return change !== null && test(change.value);
    }).length;
  const counts = [
    [changed((v) => v < 0), '改善'],
    [changed((v) => v === 0), '持平'],
    [changed((v) => v > 0), '反弹'],
  ] as const;
  const shown = counts.filter(([n]) => n > 0).map(([n, word]) => prose`${word}的${String(n)}个`);
  return prose`${head}${String(cities.length)}个设区市中，综合指数同比${joinRuns(shown, '、')}。${tail}`;
}

function pollutantSentence(period: PeriodFacts, whole: string): Inline[] {
  const clauses = POLLUTANTS.map((pollutant) => {
    const { now, change } = period.province.indicators[pollutant];
    if (now === null) return prose`${STATISTIC_NAMES[pollutant]}数据无效，不作评价`;
    const value = figure(figureId(period, period.province, pollutant), now.text, unitOf(pollutant));
    const id = figureId(period, period.province, pollutant, 'change');
    return prose`${STATISTIC_NAMES[pollutant]}为${value}${after(changeClause(id, change, '%'))}`;
  });
  return prose`${whole}${joinRuns(clauses, '；')}。`;
}

function daysSentence(period: PeriodFacts, whole: string): Inline[] {
  const { province, cities } = period;
  const { now, change } = province.indicators.goodDays;
  const head = now
    ? prose`${whole}平均优良天数比例为${figure(figureId(period, province, 'goodDays'), now.text, '%')}${after(changeClause(figureId(period, province, 'goodDays', 'change'), change, '个百分点'))}`
    : prose`${whole}平均优良天数比例数据无效，不作评价`;
  const heavy = cities.reduce((sum, city) => sum + heavyDayCount(city), 0);
  const lastYears = cities.map((city) => city.days.lastYear);
  const lastYear = lastYears.every((last) => last !== null)
    ? lastYears.reduce((sum, last) => sum + last.heavy, 0)
    : null;
  const id = figureId(period, province, 'heavyDays');
  const heavyClause =
    heavy === 0
      ? prose`各市均未出现重度及以上污染天气${after(daysClause(`${id}/change`, heavy, lastYear))}`
      : prose`各市累计出现重度及以上污染${figure(id, String(heavy), '天')}${after(daysClause(`${id}/change`, heavy, lastYear))}`;
  return prose`${head}；${heavyClause}。${primarySentence(period)}`;
}

/** 超标天数中以O3为首要污染物的天数最多，其次是…. */
function primarySentence(period: PeriodFacts): Inline[] {
  const totals = POLLUTANTS.map((pollutant): [Pollutant, number] => [
    pollutant,
    period.cities.reduce((sum, city) => sum + (city.days.primary[pollutant] ?? 0), 0),
  ])
    .filter(([, days]) => days > 0)
    .sort((a, b) => b[1] - a[1]);
  const top = totals.filter(([, days]) => days === totals[0]?.[1]);
  const next = totals.filter(([, days]) => days === totals[top.length]?.[1]);
  if (top.length === 0) return [];
  const say = (group: [Pollutant, number][]): Inline[] =>
    joinRuns(
      group.map(
        ([pollutant, days]) =>
          prose`${POLLUTANT_NAMES[pollutant]}（${figure(figureId(period, period.province, `primary.${pollutant}`), String(days), '天')}）`,
      ),
      '、',
    );
  const second = next.length > 0 ? prose`，其次是${say(next)}` : [];
  return prose`超标天数中，以${say(top)}为首要污染物的天数最多${second}。`;
}
