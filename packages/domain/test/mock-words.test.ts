/** The sentences of the drawn pages, said from the real Shanxi hours at 2020-06-30 14:00. */
import { STANDARDS } from '@qingzhang/standards';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  accountCell,
  accountRung,
  amount,
  bottomLine,
  type Change,
  changeOf,
  citySentence,
  cumulative,
  dayCell,
  dayRung,
  formulaLines,
  indexSoFar,
  monthSentence,
  pathOf,
  plain,
  type RegionAccounts,
  type RegionInput,
  regionAccounts,
  statement,
  statementSentence,
  suggestSpeakers,
  todaySentence,
  whatIf,
  type YearToDate,
  yearSentence,
} from '../src/index.ts';
import { dataPresent, drawnCities, yearToDate } from './shanxi.ts';

const names = (code: string) => ({ zh: code, en: code });

describe.skipIf(!dataPresent)('the drawn sentences', () => {
  let inputs: RegionInput[];
  let accounts: RegionAccounts[];
  let lastYear: YearToDate[];
  let half: (Change | null)[];
  let june: (Change | null)[];

  beforeAll(() => {
    const drawn = drawnCities();
    inputs = drawn.inputs;
    accounts = inputs.map(regionAccounts);
    lastYear = inputs.map(({ region }) => yearToDate(drawn.hours.get(region) ?? new Map(), 2019, 180));
    const change = (now: [number, number], then: [number, number]) =>
      inputs.map(({ region, ytd }, i): Change | null => {
        const text = (year: YearToDate | undefined, [from, to]: [number, number]) => {
          const value = year && indexSoFar(year, { from, to }, STANDARDS['2012']).value;
          return value ? amount(value, 2).text : null;
        };
        return changeOf({ region, indicator: 'index', now: text(ytd, now), last: text(lastYear[i], then) });
      });
    half = change([0, 181], [0, 180]);
    june = change([152, 181], [151, 180]);
  });

  const of = (city: string): RegionAccounts => {
    const found = accounts.find((a) => a.region === city);
    if (!found) throw new Error(city);
    return found;
  };
  const inputOf = (city: string): RegionInput => {
    const found = inputs.find((a) => a.region === city);
    if (!found) throw new Error(city);
    return found;
  };

  test('three sentences, city before figure', () => {
    expect(plain(todaySentence(accounts, names, 'zh'))).toBe(
      '■ 临汾、运城 O₃ 已透支，须由 178、175 压到 152、157 以下才保得住“良”；太原、朔州、忻州、吕梁趋紧。',
    );
    expect(plain(monthSentence(accounts, june, names, 'zh'))).toBe(
      '✕ 吕梁、运城 PM2.5 月计划已无可能，■ 太原、晋中、晋城 透支。全省 10 市 6 月综合指数同比反弹。',
    );
    const province = {
      now: '5.65',
      change: changeOf({ region: '全省', indicator: 'index', now: '5.65', last: '6.43' }),
    };
    expect(plain(yearSentence(accounts, province, half, names, 'zh'))).toBe(
      '全省综合指数 5.65，同比 ↓12.1% 改善；10 市改善，大同反弹。全年 PM2.5 ■ 太原、运城已走在目标路径之上。',
    );
    expect(plain(todaySentence(accounts, names, 'en'))).toBe(
      '■ 临汾, 运城 overdrawn in O₃: from 178, 175 down to 152, 157 to keep the day good; 太原, 朔州, 忻州, 吕梁 are tight.',
    );
  });

  test('the city sentence: trouble, today, what the year still allows', () => {
    expect(plain(citySentence(of('吕梁'), 'zh'))).toBe(
      '✕ 6月 PM2.5 计划已无可能（28.7 对 27），今天 O₃ 趋紧；但全年仍有余额：余下 185 天平均 ≤ 39.2 就能守住年目标 38。',
    );
    expect(plain(citySentence(of('大同'), 'en'))).toBe(
      'the year has little room: averaging ≤ 32.5 over the 185 days left keeps the target of 33.',
    );
    expect(plain(citySentence(of('临汾'), 'zh'))).toContain('今天 ■ O₃ 透支（现 178，余下 10 小时须 ≤ 152）');
  });

  test('the cells of a row', () => {
    const cells = (city: string) => {
      const a = of(city);
      return [
        dayCell(a.day, 'zh'),
        accountCell(a.month.pm25, 'zh'),
        accountCell(a.yearly.pm25, 'zh'),
        accountCell(a.yearly.goodDayShare, 'zh'),
      ].map((c) => `${c.main} | ${c.sub}`);
    };
    expect(cells('太原')).toEqual([
      'O₃ ≤160 | 现 147',
      '余下 ≤5 | 现 17，计划 44',
      '≤50.0 | 透支 3.9，目标 55',
      '可超 69 天 | 还需良 116 / 185',
    ]);
    expect(cells('吕梁')).toEqual([
      'O₃ ≤160 | 现 153',
      '已无可能 | 超计划 1.7',
      '≤39.2 | 余 1.4，目标 38',
      '可超 47 天 | 还需良 138 / 185',
    ]);
    expect(cells('临汾')[0]).toBe('O₃ ≤152 | 现 178，超 17%');
    expect(cells('运城')[0]).toBe('O₃ ≤157 | 现 175，超 11%');
    expect(accountCell(undefined, 'zh').main).toBe('未设目标');
  });

  test('the ladder of 吕梁', () => {
    const a = of('吕梁');
    if (!a.day || !a.month.pm25 || !a.yearly.pm25 || !a.yearly.goodDayShare) throw new Error('incomplete');
    expect(dayRung(a.day, 'zh')).toMatchObject({
      text: 'O₃ 现 153，余下 10 小时每小时 ≤ 160 可保“良”',
      bars: '时间 58%　现值为可承受的 95%',
      allowance: '≤160',
    });
    expect(accountRung(a.month.pm25, 'zh')).toMatchObject({
      text: '6月前 29 天 PM2.5 均值 28.7，月计划 27：余下 10 小时为 0 也超',
      note: '6月记为未完成；超出部分已计入全年账',
      bars: '时间 97%　PM2.5 已用 101%',
      allowance: '—',
    });
    expect(accountRung(a.yearly.pm25, 'zh')).toMatchObject({
      text: '1月1日—6月29日 PM2.5 均值 37.7，年目标 38：余下 185 天平均 ≤ 39.2',
      note: '按目标路径余下段为 36.8，余 1.4',
      bars: '时间 49%　PM2.5 已用 48%',
      allowance: '≤39.2',
    });
    expect(accountRung(a.yearly.goodDayShare, 'zh')).toMatchObject({
      text: '优良 140 天，还需 138 天（余 185 天的 74.6%）',
      note: '目标 76%；超标已用 40 天',
      allowance: '47',
    });
    expect(formulaLines(a.yearly.pm25.explanation, 'zh')).toEqual([
      '（T* × N − 已用）÷ 余下天数',
      '= (38.5 × 365 − 6792.3) ÷ 185',
      '= (14052.5 − 6792.3) ÷ 185 = 39.24 → 向下取 39.2',
    ]);
  });

  test('whom to ask: two pledge, two explain, one shares', () => {
    const facts = accounts.map((a, i) => ({
      accounts: a,
      periodIndex: half[i] ?? null,
      monthIndex: june[i] ?? null,
      changes: bottomLine([
        { region: a.region, indicator: 'co', now: '3.3', last: a.region === '大同' ? '2.9' : '3.4' },
      ]),
      moreGoodDays: 28,
    }));
    expect(
      suggestSpeakers(facts).map(({ kind, region, reasons }) => [
        `${kind} ${region}`,
        ...reasons.map((reason) => Object.values(reason).join(' ').trim()),
      ]),
    ).toEqual([
      [
        'pledge 太原',
        'account month pm25 overdrawn',
        'account year pm25 overdrawn',
        'account year goodDayShare overdrawn',
        'worstRebound +13.2',
      ],
      [
        'pledge 运城',
        'account day o3 overdrawn 11',
        'account month pm25 impossible',
        'account year pm25 overdrawn',
      ],
      ['explain 大同', 'onlyRebound +0.6', 'worse co +13.8'],
      ['explain 吕梁', 'account month pm25 impossible', 'yearHasRoom'],
      ['share 临汾', 'bestImprovement -19.6', 'moreGoodDays 28', 'account day o3 overdrawn 17'],
    ]);
  });

  test('the cumulative curve ends at what is spent, and its cone at the budget', () => {
    const input = inputOf('吕梁');
    const [target] = input.targets;
    if (!target) throw new Error('no target');
    const last = lastYear[inputs.indexOf(input)] ?? null;
    const curve = cumulative(input.ytd, 'pm25', '38', pathOf(target, input.history?.pm25 ?? null), last, 15);
    expect(curve.days).toHaveLength(366);
    expect(Math.round(curve.days[180]?.spent ?? 0)).toBe(6792);
    expect(Math.round(curve.days[180]?.balance ?? 0)).toBe(261);
    expect(Math.round(curve.days[180]?.last ?? 0)).toBe(8360);
    expect(curve.days[181]?.spent).toBeNull();
    expect(curve.cone).toMatchObject({ from: '2020-06-30', upper: 14052.5 });
    expect(curve.days[365]?.plan).toBeCloseTo(38 * 365, 6);
  });

  test('the statement of May: the rows add up and the sentence says what is left', () => {
    const input = inputOf('吕梁');
    const page = statement(input, 5);
    const pm25 = page.rows.find((r) => r.indicator === 'pm25');
    expect(pm25).toMatchObject({
      budget: '13908',
      spent: '595',
      closing: '7910',
      allowance: '36.9',
      reconciled: true,
    });
    expect(page.daysLeft).toBe(214);
    expect(page.chart?.months[4]).toEqual({ month: '2020-05', actual: '19.2', plan: '24.8', complete: true });
    expect(page.chart?.months[5]).toMatchObject({ actual: null, plan: '27', complete: false });
    expect(plain(statementSentence(page, regionAccounts(input).yearly.goodDayShare, 'zh'))).toBe(
      'PM2.5 今年至今比计划少支 330 µg·天，余下 214 天每天须控制在 36.9 µg/m³ 以内；优良天还需 138 天，最多再超标 47 天。',
    );
  });

  test('what-if: the allowance held to the end of the year is the target exactly, a tenth more misses it, in 20 ms', () => {
    const input = inputOf('吕梁');
    // Without the running day the allowance of 185 whole days is the settled one.
    const settled: RegionInput = { ...input, ytd: { year: 2020, days: input.ytd.days, aqi: input.ytd.aqi } };
    const at = (value: number) => whatIf(settled, { expected: { pm25: { kind: 'constant', value } } });
    expect(at(39.2).outcomes[0]).toMatchObject({ year: '38', meetsYear: true });
    expect(at(39.3).outcomes[0]).toMatchObject({ year: '39', meetsYear: false });
    expect(at(120).goodDays.days).toBe(140);
    const times = Array.from({ length: 8 }, (_, i) => {
      const start = performance.now();
      whatIf(input, { expected: { pm25: { kind: 'weekly', values: [20 + i, 30, 40] } } });
      return performance.now() - start;
    }).sort((a, b) => a - b);
    expect(times[0]).toBeLessThan(20);
  });
});
