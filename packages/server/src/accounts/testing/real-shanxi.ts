/** The public Shanxi hours and the targets drawn for the first page: for tests on real data, skipped where absent. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { meanPlan } from '@qingzhang/domain';
import { decimal, fixedHalfEven } from '@qingzhang/standards';
import type { TestPlatform } from '../../../test/harness/platform.ts';
import { reevaluate } from '../../evaluation/reevaluate.ts';
import { importAirHours } from '../../intake/import-air-hours.ts';
import { loadProvincePreset } from '../../intake/presets.ts';

const folder = new URL('../../../../../../shared/data/air/', import.meta.url);
const hourlyFile = fileURLToPath(new URL('shanxi_city_hourly_2018-12_2020-06.csv.gz', folder));
const seasonFile = fileURLToPath(new URL('shanxi_city_daily_2017.csv.gz', folder));

export const realDataPresent = existsSync(hourlyFile) && existsSync(seasonFile);

/** City code, short name, PM2.5 target of 2020, plan of June, good-day target: as drawn (示例). */
export const DRAWN_TARGETS = [
  ['140100', '太原', '55', '44', '60.1'],
  ['140200', '大同', '33', '27', '84.0'],
  ['140600', '朔州', '39', '26', '76.0'],
  ['140900', '忻州', '47', '36', '66.1'],
  ['141100', '吕梁', '38', '27', '76'],
  ['140700', '晋中', '46', '35', '68.1'],
  ['140300', '阳泉', '48', '37', '64.1'],
  ['140400', '长治', '47', '38', '70.0'],
  ['140500', '晋城', '51', '38', '58.0'],
  ['141000', '临汾', '60', '36', '57.9'],
  ['140800', '运城', '56', '34', '63.1'],
] as const;

/** PM2.5 monthly means of 2017 by short city name: the season the drawn paths follow. */
function season2017(): Map<string, { num: number; den: number }[]> {
  const cities = new Map<string, number[][]>();
  const [header = '', ...lines] = gunzipSync(readFileSync(seasonFile)).toString('utf8').split('\n');
  const columns = header.split(',');
  for (const line of lines) {
    const cells = line.split(',');
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    const value = cell('pm25');
    if (value === '') continue;
    const city = cell('city').replace(/市$/, '');
    const months = cities.get(city) ?? Array.from({ length: 12 }, () => []);
    cities.set(city, months);
    months[Number(cell('date').slice(5, 7)) - 1]?.push(Math.round(Number(value) * 100));
  }
  return new Map(
    [...cities].map(([city, months]) => [
      city,
      months.map((values) => ({ num: values.reduce((a, b) => a + b, 0), den: 100 * values.length })),
    ]),
  );
}

/** Regions, the real hours, and the drawn targets with the plan of 2017's season; June as drawn. */
export async function loadRealShanxi(platform: TestPlatform): Promise<void> {
  await loadProvincePreset(platform.db, 'shanxi');
  const batch = await importAirHours(
    platform,
    platform.call(),
    { path: hourlyFile },
    { onTouched: async (trx, touched) => void (await reevaluate(trx, touched)) },
  );
  if (batch.state !== 'done') throw new Error(`import: ${JSON.stringify(batch)}`);
  const seasons = season2017();
  await platform.db
    .insertInto('target')
    .values(
      DRAWN_TARGETS.flatMap(([region, city, pm25, june, goodDays]) => {
        const history = { label: '2017', monthly: seasons.get(city) ?? [] };
        const plan = meanPlan(2020, decimal(pm25), history).perDay.map((day) => fixedHalfEven(day, 4));
        plan[5] = june;
        const common = {
          region_code: region,
          year: 2020,
          version: 1,
          document: '示例',
          created_by: 'test',
          created_at: platform.clock.now(),
        };
        return [
          { ...common, indicator: 'pm25', value: pm25, monthly: plan },
          { ...common, indicator: 'goodDayShare', value: goodDays, monthly: null },
        ];
      }),
    )
    .execute();
}
