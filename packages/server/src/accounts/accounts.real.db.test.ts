/**
 * The real thing: the public Shanxi hours through the importer, the drawn targets, standing at 2020-06-30 14:00. Every figure of
 * the drawn situation page is compared. The drawn 余 differ by at most 0.2: there the season was not brought to add up to the
 * target. The state of good days goes by the season of earlier days, of which the file has no whole year, so it is not
 * compared.
 */
import {
  getCityAccount,
  getCityDay,
  getOverview,
  getSituation,
  getStatement,
  getWhatIfBase,
  getWhy,
} from '@qingzhang/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { readSituation } from './situation/situation.ts';
import { loadRealShanxi, realDataPresent } from './testing/real-shanxi.ts';

if (!realDataPresent) console.warn('skipped: the public Shanxi files are not beside this checkout');

const AT = '2020-06-30T14:00:00+08:00';

// Today; June; year with its 余; good days; index, PM2.5, good days with their changes; failing (without good days).
// biome-ignore format: one city a line
const DRAWN = [
  ['140100', 'tight O₃ ≤160 现 147', 'overdrawn 余下 ≤5 现 17，计划 44', 'overdrawn ≤50.0', -3.9, '可超 69 天 还需良 116 / 185', '6.41 -11.3', '61 -7.6', '103 +24'],
  ['140200', 'safe O₃ ≤160 现 143', 'safe 余下 ≤146 现 13，计划 27', 'tight ≤32.5', 0.1, '可超 27 天 还需良 158 / 185', '5.23 +0.6', '34 -8.1', '147 +1'],
  ['140600', 'tight O₃ ≤160 现 159', 'safe 余下 ≤89 现 29，计划 26', 'tight ≤36.2', 0.6, '可超 39 天 还需良 146 / 185', '5.35 -10.4', '43 -4.4', '131 +25'],
  ['140900', 'tight O₃ ≤160 现 158', 'safe 余下 ≤127 现 15，计划 36', 'safe ≤41.2', 1.2, '可超 57 天 还需良 128 / 185', '5.62 -8.0', '54 +1.9', '112 +6'],
  ['141100', 'tight O₃ ≤160 现 153', 'impossible 已无可能 超计划 1.7', 'safe ≤39.2', 1.4, '可超 47 天 还需良 138 / 185', '5.03 -15.9', '38 -19.1', '140 +18'],
  ['140700', 'safe O₃ ≤160 现 139', 'overdrawn 余下 ≤34 现 36，计划 35', 'safe ≤46.2', 2.2, '可超 55 天 还需良 130 / 185', '5.38 -14.9', '47 -13.0', '118 +18'],
  ['140300', 'safe O₃ ≤160 现 133', 'safe 余下 ≤155 现 40，计划 37', 'safe ≤47.1', 2.2, '可超 58 天 还需良 127 / 185', '5.74 -10.9', '50 -16.7', '106 +11'],
  ['140400', 'safe O₃ ≤160 现 144', 'safe 余下 ≤57 现 49，计划 38', 'safe ≤45.6', 1.4, '可超 50 天 还需良 135 / 185', '5.37 -12.5', '49 -12.5', '120 +24'],
  ['140500', 'safe O₃ ≤160 现 120', 'overdrawn 余下 ≤57 现 84，计划 38', 'safe ≤50.8', 1.8, '可超 77 天 还需良 108 / 185', '5.91 -15.3', '52 -18.8', '104 +25'],
  ['141000', 'overdrawn O₃ ≤152 现 178，超 17%', 'safe 余下 ≤111 现 16，计划 36', 'safe ≤61.3', 11.0, '可超 76 天 还需良 109 / 185', '6.28 -19.6', '60 -16.7', '102 +28'],
  ['140800', 'overdrawn O₃ ≤157 现 175，超 11%', 'impossible 已无可能 超计划 1.4', 'overdrawn ≤49.3', -1.3, '可超 63 天 还需良 122 / 185', '5.77 -12.2', '64 -7.2', '108 +20'],
] as const;

/** June's AQI of Taiyuan and Datong as drawn. */
const STRIPS = {
  140100:
    '119 94 132 147 161 182 143 98 115 150 91 133 84 104 80 72 83 148 155 135 174 130 136 124 150 73 124 120 123',
  140200:
    '82 104 292 95 139 146 136 89 97 70 67 91 59 84 104 133 96 99 132 130 141 70 101 96 70 77 95 116 83',
};

const platform = await createTestPlatform();

describe.skipIf(!realDataPresent)('the public Shanxi data at 2020-06-30 14:00', () => {
  let served: TestApp;
  let reader: TestClient;
  let situation: Awaited<ReturnType<typeof readSituation>>;
  const words = (sentence: readonly { text: string }[]) => sentence.map(({ text }) => text).join('');

  beforeAll(async () => {
    await loadRealShanxi(platform);
    served = await createTestApp(platform);
    reader = await served.signedIn('reader');
    situation = await readSituation(platform, { at: AT, periodKey: '2020-H1', lang: 'zh' });
  }, 120_000);

  test.each(DRAWN)('row of %s', (code, today, month, year, reserve, days, index, pm25, goodDays) => {
    const row = situation.rows.find(({ region }) => region === code)!;
    const cell = ({ lamp, main, sub }: typeof row.today) => `${lamp} ${main} ${sub}`;
    expect(cell(row.today)).toBe(today);
    expect(cell(row.month)).toBe(month);
    expect(`${row.year.lamp} ${row.year.main}`).toBe(year);
    const [, word, size] = /^(余|透支) (\d+\.\d)，目标 \d+$/.exec(row.year.sub) ?? [];
    expect(Math.abs((word === '透支' ? -1 : 1) * Number(size) - reserve)).toBeLessThan(0.21);
    expect(`${row.days.main} ${row.days.sub}`).toBe(days);
    const stat = (name: 'index' | 'pm25' | 'goodDays') => {
      const { figure, delta } = row.stats[name];
      return `${figure.text} ${delta.kind === 'change' ? delta.text : delta.reason}`;
    };
    expect([stat('index'), stat('pm25'), stat('goodDays')]).toEqual([index, pm25, goodDays]);
  });

  test('the province, its lamps and the strip of June', () => {
    const { stats, lamps } = situation.province;
    expect([stats.index.figure.text, stats.pm25.figure.text, stats.goodDays.figure.text]).toEqual([
      '5.65',
      '50',
      '117',
    ]);
    expect([lamps.today, lamps.month, lamps.year]).toEqual([
      { safe: 5, tight: 4, overdrawn: 2, impossible: 0, none: 0 },
      { safe: 6, tight: 0, overdrawn: 3, impossible: 2, none: 0 },
      { safe: 7, tight: 2, overdrawn: 2, impossible: 0, none: 0 },
    ]);
    for (const [code, drawn] of Object.entries(STRIPS)) {
      const strip = situation.rows.find(({ region }) => region === code)!.strip;
      expect(
        strip
          .slice(0, 29)
          .map(({ aqi }) => aqi)
          .join(' '),
      ).toBe(drawn);
      expect(strip[29]).toMatchObject({ day: '2020-06-30', state: 'running', aqi: null });
    }
  });

  test('the three sentences', () => {
    expect(situation.say.map(({ heading }) => heading)).toEqual([
      '今天 · 余 10 小时',
      '6月 · 最后一天',
      '上半年与全年 · 余 185 天',
    ]);
    const said = situation.say.map(({ sentence }) => words(sentence));
    expect(said[0]).toBe(
      '■ 临汾、运城 O₃ 已透支，须由 178、175 压到 152、157 以下才保得住“良”；太原、朔州、忻州、吕梁趋紧。',
    );
    expect(said[1]?.replaceAll(' ', '')).toBe(
      '✕吕梁、运城PM2.5月计划已无可能，■太原、晋中、晋城透支。全省10市6月综合指数同比反弹。',
    );
    expect(said[2]).toBe(
      '全省综合指数 5.65，同比 ↓12.1% 改善；10 市改善，大同反弹。全年 PM2.5 ■ 太原、运城已走在目标路径之上。',
    );
    const asks = situation.say[0]?.sentence.flatMap(({ why }) => why ?? []);
    expect(asks).toEqual(['account|day|o3|141000|2020-06-30', 'account|day|o3|140800|2020-06-30']);
  });

  test('what got worse, and the note on June', () => {
    expect(
      situation.worse.map(
        ({ region, indicator, last, now, percent }) =>
          `${region} ${indicator} ${last.text} → ${now.text} ${percent}`,
      ),
    ).toEqual([
      '140200 co 2.9 → 3.3 13.8',
      '140300 o3 180 → 192 6.7',
      '140200 pm10 82 → 86 4.9',
      '141100 pm10 96 → 99 3.1',
      '140900 pm25 53 → 54 1.9',
      '140200 o3 152 → 154 1.3',
      '140200 index 5.20 → 5.23 0.6',
    ]);
    expect(words(situation.worseNote)).toBe(
      '6月单月更要紧：10 市综合指数反弹，太原 ↑13.2%、长治 ↑12.9%、大同 ↑9.9%、运城 ↑9.7%、吕梁 ↑8.5%；只有临汾持平。',
    );
  });

  test('whom to ask, with the reasons drawn', () => {
    const reason = (code: string) =>
      words(situation.speakers.find(({ region }) => region === code)?.reason ?? []);
    expect(reason('140100')).toBe('6月、全年 PM2.5 和优良天三本透支；6月综合指数 ↑13.2%，全省反弹最重');
    expect(reason('140200')).toBe('上半年唯一反弹（↑0.6%）：CO ↑13.8%、PM10 ↑4.9%');
    expect(reason('141100')).toBe('6月 PM2.5 计划已无可能；PM10 同比 ↑3.1%；全年仍有余额');
    expect(situation.speakers.map(({ who }) => who)).toContain('太原市局局长');
  });

  test('the city of the drawn page: sentence, rungs, curve, classes, shares', async () => {
    const response = await reader.call(getCityAccount, { params: { code: '141100' }, query: { at: AT } });
    expect(response.statusCode).toBe(200);
    const city = getCityAccount.response.parse(response.json());
    expect(words(city.lead)).toBe(
      '✕ 6月 PM2.5 计划已无可能（28.7 对 27），今天 O₃ 趋紧；但全年仍有余额：余下 185 天平均 ≤ 39.2 就能守住年目标 38。',
    );
    expect(city.rungs.map(({ lamp, allowance }) => `${lamp} ${allowance}`)).toEqual([
      'tight ≤160',
      'impossible —',
      'safe ≤39.2',
      'safe 47',
    ]);
    expect(city.curve).toMatchObject({ budget: 14052.5, budgetNote: '38.5 × 365 天', today: '2020-06-30' });
    expect(city.curve?.points[180]).toMatchObject({ day: '2020-06-29', last: 8359.998 });
    expect(Math.round(city.curve?.points[180]?.spent ?? 0)).toBe(6792);
    // Last year has no July to November: its line ends where its data do.
    expect(city.curve?.points.findLast(({ last }) => last !== null)?.day).toBe('2020-06-30');
    expect(city.classCounts.map(({ days }) => days)).toEqual([7, 133, 38, 2, 0, 0]);
    expect(city.invalidDays).toBe(1);
    expect(city.shares.now?.items.map(({ pollutant, text }) => `${pollutant} ${text}`)).toEqual([
      'pm10 28.0',
      'pm25 21.4',
      'no2 19.0',
      'o3 18.8',
      'so2 6.8',
      'co 6.0',
    ]);
    expect([city.previous, city.next]).toEqual(['140900', '140700']);
    expect(city.ledger.rows.map(({ indicator }) => indicator)).toEqual(['pm25', 'goodDayShare']);
  });

  test('why: the drawer of the year of Lüliang, sum by sum', async () => {
    const response = await reader.call(getWhy, { query: { key: 'account|year|pm25|141100|2020', at: AT } });
    expect(response.statusCode).toBe(200);
    const why = getWhy.response.parse(response.json());
    expect(why).toMatchObject({ title: '月保年', subject: '吕梁市 · PM2.5', value: '≤ 39.2' });
    expect(why.unit).toBe('µg/m³　余下 185 天平均');
    expect(why.lamp).toEqual({ state: 'safe', reason: '目标路径余下段比可承受低 6%' });
    expect(why.formula.slice(1)).toEqual([
      '= (38.5 × 365 − 6792.3) ÷ 185',
      '= (14052.5 − 6792.3) ÷ 185 = 39.24 → 向下取 39.2',
    ]);
    expect(why.facts.slice(0, 2).map(({ text }) => text)).toEqual([
      'T* = 38.5，偶数目标含端点：≤ 39.2',
      'T = 38：≤ 38.2',
    ]);
    expect(why.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(['AIR-8.4', 'AIR-8.1', 'AIR-1.5']));
    expect(
      why.inputs.rows.map(({ label, days, mean, spent }) => `${label} ${days} ${mean} ${spent}`),
    ).toEqual([
      '1月 31 77.7 2,407.4',
      '2月 28/29 42.8 1,199.1',
      '3月 31 30.0 931.3',
      '4月 30 27.6 827.9',
      '5月 31 19.2 594.8',
      '6月 29 28.7 831.9',
    ]);
    expect(why.inputs.total).toMatchObject({ days: '180/181', mean: '37.7', spent: '6,792.3' });
    expect(why.completeness[0]?.text).toContain('2月28日：仅 18 小时有效，少于 20');
    expect(why.document).toContain('目标 38：示例');
    expect(why.spark?.values).toHaveLength(181);
    const english = await reader.call(getWhy, {
      query: { key: 'account|year|pm25|141100|2020', at: AT, lang: 'en' },
    });
    expect(english.json().document).toContain('target 38');
  });

  test.each([
    'account|day|o3|141000|2020-06-30',
    'account|day|pm25|141000|2020-06-30',
    'account|day|o3|141000|2020-06-12',
    'account|month|pm25|141100|2020-06',
    'account|month|pm25|141100|2020-04',
    'account|year|goodDayShare|140100|2020',
    'stat|index|140000|ytd:2020-06-29|deducted',
    'stat|pm25|141100|2020-03|deducted',
    'day|o3|141000|2020-06-12',
    'aqi|140200|2020-06-03',
  ])('why answers %s', async (key) => {
    const response = await reader.call(getWhy, { query: { key, at: AT } });
    expect(response.statusCode).toBe(200);
    const why = getWhy.response.parse(response.json());
    expect(why.formula.length).toBeGreaterThan(0);
    expect(why.rules.length).toBeGreaterThan(0);
    expect(why.value).not.toBe('');
  });

  test.each(['account|year|so2|141100|2020', 'account|year|pm25|999999|2020', 'nonsense'])(
    'why does not know %s',
    async (key) => {
      expect((await reader.call(getWhy, { query: { key, at: AT } })).statusCode).toBe(404);
    },
  );

  test('the day, the what-if and the statement of June', async () => {
    const day = await reader.call(getCityDay, {
      params: { code: '141100', day: '2020-06-27' },
      query: { at: AT },
    });
    const read = getCityDay.response.parse(day.json());
    expect([read.aqi.text, read.level, read.primary, read.hours.length]).toEqual(['105', 3, ['o3'], 24]);
    const running = await reader.call(getCityDay, {
      params: { code: '141100', day: '2020-06-30' },
      query: { at: AT },
    });
    expect(running.json()).toMatchObject({ aqi: { text: null, why: null } });
    expect(running.json().hours).toHaveLength(14);
    const base = await reader.call(getWhatIfBase, { params: { code: '141100' }, query: { at: AT } });
    expect(base.json()).toMatchObject({ from: '2020-06-30', year: 2020 });
    expect(base.json().days.pm25).toHaveLength(181);
    expect(base.json().suggestion.pm25).toHaveLength(185);
    const html = await reader.call(getStatement, { params: { code: '141100' }, query: { month: '2020-06' } });
    expect(html.statusCode).toBe(200);
    expect(html.body).toContain('账单号 2020-06-吕梁');
    expect(html.body).toContain('13,908');
  });

  test('the overview says what there is', async () => {
    const overview = await reader.call(getOverview, {});
    expect(overview.json()).toMatchObject({
      span: { first: '2018-12-01T00:00:00+08:00', last: '2020-06-30T23:00:00+08:00' },
      simulated: false,
      boundary: null,
    });
    expect(overview.json().cities).toHaveLength(11);
  });

  test('by itself the page stands at the end of 30 June: the last hour never came, the day counts', async () => {
    const response = await reader.call(getSituation, { query: {} });
    const page = getSituation.response.parse(response.json());
    expect(page.standing.at).toBe('2020-07-01T00:00:00+08:00');
    expect(page.period).toMatchObject({ key: '2020-H1', to: '2020-06-30', days: 182, daysLeftInYear: 184 });
    const datong = page.rows.find(({ region }) => region === '140200');
    expect(datong?.stats.index.delta).toMatchObject({ text: '+0.8' });
    expect(datong?.today).toMatchObject({ lamp: 'none', main: '—' });
    expect(datong?.month.main).toMatch(/^(已守住|未守住)$/);
  });

  test('English is complete: no Chinese but the names of documents', async () => {
    const response = await reader.call(getSituation, { query: { at: AT, period: '2020-H1', lang: 'en' } });
    expect(response.statusCode).toBe(200);
    expect(response.body).not.toMatch(/\p{Script=Han}/u);
  });
});
