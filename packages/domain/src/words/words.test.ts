import { type Exact, forEachPollutant, fraction, STANDARDS } from '@qingzhang/standards';
import { describe, expect, test } from 'vitest';
import { meanAccount } from '../accounts/mean-account.ts';
import { type RegionInput, regionAccounts } from '../accounts/region-accounts.ts';
import { type YearToDate, yearSpan } from '../accounts/year-to-date.ts';
import { changeOf } from '../outlook/bottom-line.ts';
import { historyOf } from '../plans/history.ts';
import { statedPlan } from '../plans/seasonal-plan.ts';
import { thresholdOf } from '../targets/threshold.ts';
import { accountCell, accountReason } from './account-words.ts';
import { citySentence } from './lead-city.ts';
import { deltaRun, monthSentence, todaySentence, yearSentence } from './lead-situation.ts';
import { plain } from './sentence.ts';

const milli = (value: number): Exact => ({ num: Math.round(value * 1000), den: 1000 });
const ytd = (values: number[], hours: number[] = []): YearToDate => ({
  year: 2021,
  aqi: values.map(() => 80),
  days: forEachPollutant((p) => values.map((v) => milli(p === 'co' ? 1 : v))),
  ...(hours.length > 0 && {
    today: {
      hour: hours.length,
      hours: forEachPollutant((p) => hours.map((v) => milli(p === 'co' ? 1 : v))),
    },
  }),
});
const input = (year: YearToDate, value: string | null): RegionInput => ({
  region: '140100',
  ytd: year,
  standard: STANDARDS['2012'],
  targets:
    value === null
      ? []
      : [
          {
            region: '140100',
            year: 2021,
            indicator: 'pm25',
            value,
            monthly: null,
            document: '示例',
            version: 1,
          },
        ],
});
const names = () => ({ zh: '太原', en: 'Taiyuan' });
const both = (make: (lang: 'zh' | 'en') => Parameters<typeof plain>[0]) => [
  plain(make('zh')),
  plain(make('en')),
];

describe('calm and empty days have sentences too', () => {
  const calm = regionAccounts(input(ytd(Array(180).fill(20), Array(10).fill(20)), '38'));
  const empty = regionAccounts(input(ytd(Array(180).fill(20)), null));

  test('today', () => {
    expect(both((lang) => todaySentence([calm], names, lang))).toEqual([
      '● 1 市今天照现在的水平都保得住“良”。',
      '● At the present level all 1 cities keep today good.',
    ]);
    expect(both((lang) => todaySentence([empty], names, lang))[0]).toBe('今天还没有可用的小时数据。');
  });

  test('month and year', () => {
    expect(plain(monthSentence([calm], [], names, 'zh'))).toBe('● 1 市 6月 PM2.5 都在计划之内。');
    expect(plain(monthSentence([empty], [null], names, 'zh'))).toBe('6月未设 PM2.5 月计划。');
    expect(plain(yearSentence([calm], { now: null, change: null }, [], names, 'zh'))).toBe(
      '全年 PM2.5 1 市都在目标路径之内。',
    );
    expect(plain(yearSentence([empty], { now: null, change: null }, [], names, 'en')).trim()).toBe(
      'No PM2.5 target is set for the year.',
    );
  });

  test('a city without targets says so instead of showing zeros', () => {
    expect(plain(citySentence(empty, 'zh'))).toBe('未设目标，账户还没有额度。');
    expect(accountCell(empty.yearly.pm25, 'en').main).toBe('no target set');
  });
});

test('the delta: arrow, size, word; flat is 持平', () => {
  const change = (now: string, last: string) => changeOf({ region: 'x', indicator: 'index', now, last })!;
  expect(deltaRun(change('5.65', '6.43'), 'zh')).toEqual({ text: '↓12.1% 改善', tone: 'better' });
  expect(deltaRun(change('5.23', '5.20'), 'zh')).toEqual({ text: '↑0.6% 反弹', tone: 'worse' });
  expect(deltaRun(change('5.20', '5.20'), 'zh').text).toBe('持平 0.0%');
});

test('a year that only rounding keeps is tight and says so', () => {
  // T = 38, T* = 38.5: half a year at 38.2 leaves 37.8 by T, and the plan has 38.0.
  const account = meanAccount({
    ytd: ytd(Array(181).fill(38.2)),
    pollutant: 'pm25',
    scale: 'year',
    span: yearSpan(2021),
    threshold: thresholdOf('38', 0),
    plan: statedPlan(2021, Array(12).fill(fraction(38))),
  });
  expect(account.lamp).toMatchObject({ state: 'tight', code: 'roundingOnly' });
  expect(accountReason(account, 'zh')).toBe('靠修约才守得住：按稳妥，目标路径余下段高 0.2');
  expect(accountCell(account, 'zh').sub).toBe('稳妥已超 0.2，目标 38');
});

test('the season of a whole year: means, shares of days that exceeded, and months without enough days', () => {
  const values = Array.from({ length: 365 }, (_, i) => (i < 31 ? 90 : 30));
  const year: YearToDate = {
    ...ytd(values),
    aqi: values.map((v, i) => (i >= 330 ? null : v > 60 ? 130 : 70)),
  };
  const standard = STANDARDS['2012'];
  const pm25 = historyOf('pm25', year, '38', standard);
  expect([pm25.label, pm25.monthly[0], pm25.monthly[1]]).toEqual(['2021', fraction(90), fraction(30)]);
  const good = historyOf('goodDayShare', year, '70', standard).monthly;
  expect([good[0], good[1], good[11]]).toEqual([fraction(1), fraction(0), null]);
  expect(historyOf('o3', year, '60', standard).monthly[0]).toEqual(fraction(1));
  expect(historyOf('index', year, '5.00', standard).monthly.every((m) => m !== null)).toBe(true);
});
