import { dayNumber, dayNumberOf } from '@qingzhang/standards';
import type { CityProfile, Profile } from './types.ts';

export type DemoIndicator = 'pm25' | 'o3' | 'index' | 'goodDayShare' | 'heavyDays';

/** 约束性指标 of the demo: simulated, and its document says so. Values are decimal texts as a document would print them. */
export interface DemoTarget {
  readonly region: string;
  readonly year: number;
  readonly indicator: DemoIndicator;
  readonly value: string;
  readonly document: string;
  readonly documentDate: string;
  readonly simulated: true;
}

/**
 * How demanding a city's targets are, by its place in the profile: above 0 leaves slack, below 0 asks for more than the
 * city will do. The spread makes accounts of every state (safe, tight, overdrawn, impossible) occur somewhere.
 */
const SLACK = [0.02, 0.09, 0.06, 0.03, 0.08, -0.05, 0.04, 0, 0.09, -0.12, -0.01];
/** Heavy-pollution days allowed: some generous, some already used up by a single bad week. */
const HEAVY = [9, 12, 8, 6, 9, 5, 8, 14, 10, 3, 0];

/** From 2026 on particulates are judged by tighter limits (AIR-6.2): fewer good days, a larger index. */
const TIGHTER = { from: 2026, goodDayShare: 6.5, index: 0.1 };

/** What a year of the simulated city comes to, roughly, dust days counted as measured. */
function expected(city: CityProfile, profile: Profile, year: number) {
  const years = (dayNumberOf(year, 7, 1) - dayNumber(profile.anchorDay)) / 365.25;
  const change = Math.exp(city.trend * Math.min(3, Math.max(-3, years)));
  const level = city.level;
  const pm25 = level.pm25 * change;
  const o3 = level.o3 * Math.exp(city.ozoneTrend * Math.min(3, Math.max(-3, years)));
  const index =
    (level.so2 / 60 + level.no2 / 40 + level.pm10 / 70 + (1.75 * level.co) / 4 + level.pm25 / 35) * change +
    o3 / 160;
  const tighter = year >= TIGHTER.from;
  const goodDayShare = 87 - 0.5 * (pm25 - 31) - 0.5 * (o3 - 153) - (tighter ? TIGHTER.goodDayShare : 0);
  return { pm25, o3, index: index + (tighter ? TIGHTER.index : 0), goodDayShare };
}

/** Targets of every city for `year` and the year before it: PM2.5, O3, composite index, good-day share, heavy days. */
export function demoTargets(profile: Profile, year: number): DemoTarget[] {
  return [year - 1, year].flatMap((y) =>
    profile.cities.flatMap((city, i) => {
      const likely = expected(city, profile, y);
      const slack = SLACK[i % SLACK.length]!;
      const target = (indicator: DemoIndicator, value: string): DemoTarget => ({
        region: city.code,
        year: y,
        indicator,
        value,
        document: `模拟〔${y}〕1号 关于下达${y}年度环境空气质量约束性指标的通知（模拟数据）`,
        documentDate: `${y}-01-20`,
        simulated: true,
      });
      return [
        target('pm25', (likely.pm25 * (1 + slack)).toFixed(0)),
        target('o3', (likely.o3 * (1 + slack / 2)).toFixed(0)),
        target('index', (likely.index * (1 + slack)).toFixed(2)),
        target('goodDayShare', Math.min(95, likely.goodDayShare * (1 - slack)).toFixed(1)),
        target('heavyDays', String(HEAVY[i % HEAVY.length]!)),
      ];
    }),
  );
}
