import {
  type Delta,
  type PollutantName,
  type RankColumn,
  Ranking,
  type RankRow,
  type StatCell,
} from '@qingzhang/contract';
import type { z } from 'zod';
import { cities, codeOf } from './fixture-cities.ts';
import { situation } from './fixture-situation.ts';

/** The ranking of the mock: the half-year to 30 June 2020, closed, and June alone with its two ties. */
type Line = readonly [city: string, index: string, change: string, validDays: number];

// biome-ignore format: a table
const half: readonly Line[] = [
  ['吕梁', '5.03', '-15.6', 181], ['大同', '5.22', '+0.8', 179], ['朔州', '5.34', '-10.3', 180],
  ['长治', '5.36', '-12.4', 180], ['晋中', '5.37', '-14.8', 180], ['忻州', '5.61', '-7.9', 179],
  ['阳泉', '5.73', '-10.7', 179], ['运城', '5.76', '-12.1', 180], ['晋城', '5.91', '-15.1', 181],
  ['临汾', '6.27', '-19.5', 180], ['太原', '6.39', '-11.2', 180],
];
// biome-ignore format: a table
const june: readonly Line[] = [
  ['朔州', '4.22', '+5.2', 30], ['大同', '4.27', '+9.5', 30], ['运城', '4.27', '+9.5', 30],
  ['忻州', '4.45', '+0.5', 30], ['晋中', '4.68', '+6.4', 30], ['吕梁', '4.79', '+8.9', 30],
  ['临汾', '4.81', '-0.2', 30], ['长治', '4.82', '+13.9', 30], ['阳泉', '4.98', '+4.0', 30],
  ['晋城', '5.25', '+2.3', 30], ['太原', '5.70', '+13.5', 30],
];

const delta = (change: string): Delta => ({
  kind: 'change',
  text: change,
  unit: '%',
  sense: Number(change) < 0 ? 'better' : 'worse',
});

function cellOf([, index, change]: Line, code: string, period: string): StatCell {
  const last = (Number(index) / (1 + Number(change) / 100)).toFixed(2);
  return {
    figure: { text: index, why: `stat|${code}|${period}|index` },
    last: { text: last, why: null },
    delta: delta(change),
    unit: '',
  };
}

function rows(lines: readonly Line[], period: string): RankRow[] {
  const place = (at: 1 | 2, value: string) =>
    1 + lines.filter((one) => Number(one[at]) < Number(value)).length;
  const same = (at: 1 | 2, value: string) => lines.filter((one) => one[at] === value).length > 1;
  return cities.flatMap(({ code, shortName }) => {
    const line = lines.find(([city]) => city === shortName);
    if (!line) return [];
    return {
      region: code,
      cell: cellOf(line, code, period),
      rank: place(1, line[1]),
      fromWorst: 1 + lines.filter((one) => Number(one[1]) > Number(line[1])).length,
      tied: same(1, line[1]),
      changeRank: place(2, line[2]),
      changeTied: same(2, line[2]),
      validDays: line[3],
      invalid: null,
    };
  });
}

const standing: RankColumn['standing'] = {
  ...situation.standing,
  at: '2020-07-01T00:00:00+08:00',
  closed: { at: '2020-07-08T10:00:00+08:00', asOf: '2020-07-08T09:00:00+08:00' },
};

const item = (
  pollutant: z.infer<typeof PollutantName>,
  label: string,
  last: string,
  now: string,
  limit: string,
  value: number,
) => ({
  pollutant,
  label,
  last,
  now,
  limit,
  contribution: `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`,
  value,
});

const daily = (text: string) => text.split(' ').map((one) => (one === '-' ? null : Number(one)));

export const ranking: Ranking = Ranking.parse({
  sentence: [
    { text: '状态最好的是吕梁（5.03），最差的是太原（6.39）；改善最多的是' },
    { text: '临汾（↓19.5%）', tone: 'safe' },
    { text: '，唯一反弹的是' },
    { text: '大同（↑0.8%）', tone: 'overdrawn' },
    { text: '——它状态第 2，变化第 11。6月单月相反：' },
    { text: '10 市反弹', tone: 'overdrawn' },
    { text: '。' },
  ],
  columns: [
    {
      period: { key: '2020-H1', label: '2020年上半年', from: '2020-01-01', to: '2020-06-30', days: 182 },
      standing,
      lastYear: '2019',
      n: 11,
      rows: rows(half, '2020-H1'),
      note: '有效天 n：六项中最少的一项，应有 182 天（2月28日全省只有 18 小时，无效）。名次按公布值，并列占位。',
    },
    {
      period: { key: '2020-06', label: '6月', from: '2020-06-01', to: '2020-06-30', days: 30 },
      standing,
      lastYear: '2019',
      n: 11,
      rows: rows(june, '2020-06'),
      note: '并列画成一级：大同、运城指数同为 4.27、变化同为 ↑9.5%，名次 2、2、4。n = 30（2019年6月 28–30）。',
    },
  ],
  table: situation.rows.map((row) => {
    const line = rows(half, '2020-H1').find(({ region }) => region === row.region);
    return {
      region: row.region,
      rank: line?.rank ?? null,
      changeRank: line?.changeRank ?? null,
      stats: row.stats,
      maxPollutants: ['pm25'],
      validDays: line?.validDays ?? 0,
    };
  }),
  decomposition: {
    region: codeOf('大同'),
    sentence: [
      { text: 'PM2.5、SO₂、NO₂ 都在降，被 ' },
      { text: 'CO 与 PM10', tone: 'overdrawn' },
      { text: ' 抵消。' },
    ],
    last: '5.184',
    now: '5.221',
    change: '+0.036',
    items: [
      item('pm25', 'PM2.5', '37', '34', '35', -0.063),
      item('so2', 'SO₂', '32', '30', '60', -0.043),
      item('no2', 'NO₂', '30', '29', '40', -0.019),
      item('o3', 'O₃ P90', '152', '154', '160', 0.013),
      item('pm10', 'PM10', '82', '86', '70', 0.058),
      item('co', 'CO P95', '2.9', '3.3', '4', 0.09),
    ],
    days: {
      pollutant: 'co',
      unit: 'mg/m³',
      from: '2020-01-01',
      now: daily(
        '3.95 3.99 3.54 2.85 3.56 1.39 1.22 3.22 3.36 2.3 1.96 2.07 1.27 2.69 3.71 3.45 2.66 2.18 1.07 1.86 2.96 3.3 2.47 3.18 3.55 3.38 3.23 1.61 1.28 1.8 1.8 1.45 0.9 1.05 0.92 1.57 1.27 1.94 1.89 1.39 1.56 2.67 2.34 2.07 0.58 0.49 0.64 0.82 1.66 1.62 1.79 0.56 0.83 1.97 2.28 1.67 1.06 1.08 - 1.57 0.66 0.87 0.55 0.64 1.11 1.31 0.83 1.17 0.64 0.5 0.73 0.39 0.49 0.45 0.59 0.56 0.63 0.45 0.53 0.56 0.69 0.75 0.77 0.88 0.84 0.54 - 0.76 0.8 0.94 0.6 0.58 0.99 1.04 1.08 1.14 0.96 1.03 1.12 0.64 0.8 0.85 0.91 1.48 1.17 1.79 0.44 0.67 1.14 0.64 0.48 0.5 0.68 0.7 0.66 0.52 0.63 1.17 1.5 1.22 1.35 1.43 1.32 0.8 0.5 0.59 0.66 0.64 0.65 0.4 0.28 0.3 0.56 1.29 0.61 0.72 0.55 0.56 0.51 0.88 0.85 0.46 0.52 0.53 0.81 0.6 0.52 0.48 0.57 0.75 0.65 0.35 0.59 0.46 0.57 0.59 0.56 0.62 0.64 0.62 0.66 0.55 0.64 0.69 0.43 0.56 0.98 0.9 0.69 0.78 0.75 0.66 0.9 0.96 0.87 0.7 0.56 0.72 0.76 0.82 0.67 0.62',
      ),
      last: daily(
        '1.61 3.25 2.99 1.07 2.41 3.31 1.55 1.33 3.25 4.18 2.95 2.71 2.84 2.9 0.8 2.1 2.4 2.61 0.72 0.85 1.63 2.03 2.49 2.77 0.8 2.76 1.69 2 1.54 0.55 0.95 0.98 2.94 0.65 0.63 1.14 1.81 0.77 0.73 1.23 2.12 0.97 1.49 0.87 0.84 1.22 1.71 2.24 2.08 1.14 2.64 3.77 3.52 3.16 1.56 1.35 1.77 1.66 2.26 2.23 2.61 2.6 2.01 1 0.98 2.17 2.66 0.96 1.21 1.31 0.86 1.02 1.15 0.65 0.99 2.16 1.72 1.96 1.06 0.72 0.87 1.09 1.44 2.47 1.98 1.2 0.8 0.55 0.63 1.31 1.85 1.04 2.71 1.83 1.66 0.71 1.67 1.11 0.75 0.82 0.99 2.19 1.19 1.47 1.64 1.57 0.76 0.85 0.88 1.12 2.06 1.33 1.45 0.88 0.72 0.61 0.55 0.97 0.75 0.6 2.08 1.87 1.67 1.1 0.61 1.43 2.18 0.94 1.39 2.42 1.15 0.62 0.77 1.4 0.65 1.03 0.61 0.97 0.47 0.49 1.38 1.95 2.14 1.61 0.88 0.69 0.84 1.79 1.4 0.84 1.2 0.87 0.65 0.93 - 0.52 1.31 0.94 0.89 0.78 1.48 1.26 1.23 0.98 1.79 1 0.57 0.76 1.47 1.22 1.19 2.19 1.04 1.34 1.69 0.97 0.89 1.83 0.66 0.79 1.17 -',
      ),
      note: '2020 年 CO 最高的 9 天：全在 1 月（2019 年为 1月 6 天、2月 3 天）；P95 由它们决定。',
    },
  },
  province: situation.province.stats,
});
