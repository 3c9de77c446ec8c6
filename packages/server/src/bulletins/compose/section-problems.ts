import type { Inline } from '@qingzhang/documents';
import type { ChapterParts, ChapterPoint } from './chapter.ts';
import {
  type BulletinFacts,
  INDICATORS,
  type Indicator,
  type PeriodFacts,
  type PlaceFacts,
  POLLUTANTS,
} from './facts.ts';
import { figure, joinRuns, prose } from './prose.ts';
import { indicatorsWithCities } from './target-groups.ts';
import {
  figureId,
  heavyDayCount,
  INDICATOR_NAMES,
  POLLUTANT_NAMES,
  STATE_WORDS,
  signed,
  unitOf,
} from './wording.ts';

/** How many cities a problem names before it says 等n市. */
const NAMED = 3;

/** 存在问题: named and with figures: exceedance, heavy days, rebound, overdrawn accounts, invalid data; none: nothing is wrong. */
export function problemsOf(facts: BulletinFacts, chapters: readonly ChapterParts[]): Problem[] {
  return [
    exceedance(facts.main),
    heavyDays(facts.main),
    rebound(facts.main),
    overdrawn(facts),
    invalid(facts.main),
    ...chapters.flatMap(({ problems }) => problems),
  ].filter((item) => item.runs.length > 0);
}

type Problem = ChapterPoint;

function exceedance(period: PeriodFacts): Problem {
  const clauses = POLLUTANTS.map((pollutant) => {
    const over = period.cities
      .flatMap((city) => {
        const found = city.exceedances.find((e) => e.pollutant === pollutant);
        return found ? [{ city, found }] : [];
      })
      .sort((a, b) => b.found.multiple.value - a.found.multiple.value);
    const limit = over[0]?.found.limit;
    if (!limit) return [];
    const listed = over.slice(0, NAMED).map(({ city, found }) => {
      const value = city.indicators[pollutant].now?.text ?? '';
      return prose`${city.shortName}（${figure(figureId(period, city, pollutant), value, unitOf(pollutant))}，超标${figure(figureId(period, city, `${pollutant}.multiple`), found.multiple.text, '倍')}）`;
    });
    const rest = over.length > NAMED ? '等' : '';
    return prose`${String(over.length)}市${POLLUTANT_NAMES[pollutant]}超过二级标准限值${limit.text}${unitOf(pollutant)}，${over.length > NAMED ? '较重的有' : over.length > 1 ? '分别为' : '为'}${joinRuns(listed, '、')}${rest}`;
  });
  return { title: '部分指标超过标准。', runs: sentence(joinRuns(clauses, '；')) };
}

function heavyDays(period: PeriodFacts): Problem {
  const cities = period.cities
    .filter((city) => heavyDayCount(city) > 0)
    .sort((a, b) => heavyDayCount(b) - heavyDayCount(a));
  if (cities.length === 0) return { title: '', runs: [] };
  const listed = cities
    .slice(0, NAMED)
    .map(
      (city) =>
        prose`${city.shortName}${figure(figureId(period, city, 'heavyDays'), String(heavyDayCount(city)), '天')}`,
    );
  const rest = cities.length > NAMED ? `等${cities.length}市` : '';
  return {
    title: cities.length === 1 ? '个别城市出现重污染天气。' : '重污染天气时有发生。',
    runs: prose`出现重度及以上污染的有${joinRuns(listed, '、')}${rest}。`,
  };
}

function rebound(period: PeriodFacts): Problem {
  const worse = (place: PlaceFacts, indicator: Indicator): boolean => worsening(place, indicator) > 0;
  const clauses = INDICATORS.map((indicator) => {
    const cities = period.cities
      .filter((city) => worse(city, indicator))
      .sort((a, b) => worsening(b, indicator) - worsening(a, indicator));
    if (cities.length === 0) return [];
    const unit = indicator === 'goodDays' ? '个百分点' : '%';
    const listed = cities.slice(0, NAMED).map((city) => {
      const change = city.indicators[indicator].change;
      return prose`${city.shortName}${change ? [figure(figureId(period, city, indicator, 'change'), signed(change), unit)] : []}`;
    });
    const rest = cities.length > NAMED ? `等${cities.length}市` : '';
    return prose`${INDICATOR_NAMES[indicator]}（${joinRuns(listed, '、')}${rest}）`;
  });
  const listed = joinRuns(clauses, '、');
  if (listed.length === 0) return { title: '', runs: [] };
  return {
    title: '部分指标同比反弹。',
    runs: prose`对照环境质量“只能变好、不能变坏”的底线，${period.label}同比变差的指标和城市有：${listed}。`,
  };
}

/** How much worse than last year, positive when worse: concentrations that rise, good days that fall. */
export function worsening(place: PlaceFacts, indicator: Indicator): number {
  const change = place.indicators[indicator].change?.value ?? 0;
  return indicator === 'goodDays' ? -change : change;
}

function overdrawn(facts: BulletinFacts): Problem {
  const clauses = (['impossible', 'overdrawn'] as const).map((state) => {
    const targets = facts.targets.filter((target) => target.state === state);
    if (targets.length === 0) return [];
    return prose`${indicatorsWithCities(facts, targets)}${STATE_WORDS[state]}`;
  });
  return { title: '部分约束性指标透支。', runs: sentence(joinRuns(clauses, '；')) };
}

function invalid(period: PeriodFacts): Problem {
  const clauses = period.cities.flatMap((city) => {
    const missing = POLLUTANTS.filter((pollutant) => city.indicators[pollutant].now === null);
    if (missing.length === 0) return [];
    return [prose`${city.shortName}${missing.map((pollutant) => POLLUTANT_NAMES[pollutant]).join('、')}`];
  });
  return {
    title: '部分数据无效。',
    runs: clauses.length === 0 ? [] : prose`${joinRuns(clauses, '；')}有效数据不足，综合指数未参评。`,
  };
}

function sentence(runs: Inline[]): Inline[] {
  return runs.length === 0 ? [] : prose`${runs}。`;
}
