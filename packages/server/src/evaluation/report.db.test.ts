import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_AIR_POLICY, parsePeriod } from '@qingzhang/standards';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { importAirHours } from '../intake/import-air-hours.ts';
import { ensureProvince } from '../intake/presets.ts';
import { dayBookOf } from './day-book.ts';
import { explainFigure } from './explain.ts';
import { statKey } from './figure-keys.ts';
import { reevaluate } from './reevaluate.ts';
import { reportAir } from './report.ts';
import { evaluationPolicy } from './settings.ts';
import type { Level } from './subjects.ts';

const FILE = resolve(
  import.meta.dirname,
  '../../../../../shared/data/air/shanxi_city_hourly_2018-12_2020-06.csv.gz',
);
const present = existsSync(FILE);
if (!present) console.warn(`skipped: the real hourly file is not beside the project (${FILE})`);

const platform = await createTestPlatform({ now: '2020-07-05T08:00:00+08:00' });
const view = { policy: DEFAULT_AIR_POLICY, dust: 'deducted' as const };

function report(period: string, level: Level = 'city', daily = false) {
  const parsed = parsePeriod(period);
  if (parsed === null) throw new Error(period);
  return reportAir(platform.db, dayBookOf(platform), { period: parsed, level, daily, view });
}

// Real-time readings of eleven cities, December 2018 – June 2019 and December 2019 – June 2020.
describe.skipIf(!present)('evaluating real readings', () => {
  beforeAll(async () => {
    await ensureProvince(platform.db, '140000');
    const batch = await importAirHours(platform, platform.call(), { path: FILE }, { onTouched: reevaluate });
    expect(batch).toMatchObject({ state: 'done', rows: { new: 109_678, rejected: 0 } });
  }, 60_000);

  it('gives the half-year index, change and ranks of all cities (AIR-4.1…4.9)', async () => {
    const { rows, edition } = await report('2020-H1');
    expect(edition).toBe('2012');
    const figures = rows.map((row) => [
      row.name,
      row.compositeIndex,
      row.change.compositeIndex,
      'rank' in row ? row.rank.state : null,
    ]);
    expect(figures).toEqual([
      ['太原市', 6.39, -11.2, 11],
      ['大同市', 5.22, 0.8, 2],
      ['朔州市', 5.34, -10.3, 3],
      ['忻州市', 5.61, -7.9, 6],
      ['吕梁市', 5.03, -15.6, 1],
      ['晋中市', 5.37, -14.8, 5],
      ['阳泉市', 5.73, -10.7, 7],
      ['长治市', 5.36, -12.4, 4],
      ['晋城市', 5.91, -15.1, 9],
      ['临汾市', 6.27, -19.5, 10],
      ['运城市', 5.76, -12.1, 8],
    ]);
    expect(rows[1]).toMatchObject({
      so2: 30,
      no2: 29,
      pm10: 86,
      pm25: 34,
      co: 3.3,
      o3: 154,
      validDays: 179,
      goodDays: 148,
    });
  });

  it('lets equal published indices share a rank (AIR-4.7)', async () => {
    const { rows } = await report('2020-06');
    const ranks = Object.fromEntries(rows.map((row) => [row.name, 'rank' in row ? row.rank.state : null]));
    expect(ranks).toMatchObject({ 朔州市: 1, 大同市: 2, 运城市: 2, 忻州市: 4 });
  });

  it('calls a period invalid that lacks days, and gives no rank (AIR-3.18, 4.11)', async () => {
    const { rows } = await report('2019-H2');
    for (const row of rows) expect(row).toMatchObject({ compositeIndex: null, rank: { state: null } });
  });

  it('gives the province as mean of its cities, and a group of cities by itself (AIR-3.10, 4.12)', async () => {
    const province = await report('2020-H1', 'province');
    expect(province.rows).toHaveLength(1);
    expect(province.rows[0]).toMatchObject({ compositeIndex: 5.64, lastYear: { compositeIndex: 6.41 } });
    const cities = await report('2020-H1');
    const mean = cities.rows.reduce((sum, row) => sum + (row.compositeIndex ?? 0), 0) / cities.rows.length;
    expect(Math.abs(mean - 5.64)).toBeLessThan(0.01);
    const group = await report('2020-H1', 'group:fen-wei');
    expect(group.rows.filter((row) => row.compositeIndex !== null).map((row) => row.name)).toEqual(
      expect.arrayContaining(['吕梁市', '晋中市', '临汾市', '运城市']),
    );
  });

  it('knows nothing as of a moment before the import', async () => {
    const early = await reportAir(platform.db, dayBookOf(platform), {
      period: { kind: 'half', year: 2020, half: 1 },
      level: 'city',
      daily: true,
      view: { ...view, asOf: new Date('2020-07-05T07:59:00+08:00') },
    });
    for (const row of early.rows) expect(row).toMatchObject({ compositeIndex: null, validDays: 0 });
  });

  it('explains a figure so that it can be recomputed by hand', async () => {
    const context = {
      db: platform.db,
      book: dayBookOf(platform),
      policy: evaluationPolicy.standard,
      lang: 'zh' as const,
    };
    const mean = await explainFigure(context, statKey('pm25', '141100', '2020-H1', 'deducted'));
    expect(mean).toMatchObject({ value: '38', unit: 'µg/m³' });
    const numbers = /= ([\d.]+) ÷ (\d+)/.exec(mean?.formula[1] ?? '');
    expect(Number(numbers?.[1]) / Number(numbers?.[2])).toBeCloseTo(37.7, 0);
    expect(mean?.rules.map((rule) => rule.id)).toContain('AIR-3.10');
    for (const rule of mean?.rules ?? []) expect(rule.text).not.toBe('');
    const index = await explainFigure(context, statKey('index', '140200', '2020-H1', 'deducted'));
    expect(index?.inputs.rows).toHaveLength(6);
    const sum = index?.inputs.rows.reduce((total, row) => total + Number(row.single), 0) ?? 0;
    expect(sum).toBeCloseTo(5.22, 2);
    expect(await explainFigure(context, 'account|year|pm25|140200|2020')).toBeNull();
    const before = await explainFigure(context, statKey('index', '140200', '2020-H1', 'deducted', true));
    expect(before).toMatchObject({ value: '5.18' });
    expect(before?.subject).toContain('2019年1月1日');
  });
});
