import type { Pollutant } from '@qingzhang/standards';

/** What a column of an hourly file can be. */
export type ColumnRole =
  | { kind: 'time' | 'date' | 'hour' | 'type' | 'stationCode' | 'stationName' | 'city' | 'adcode' }
  /** `divisor` turns the file's unit into the unit readings are kept in (CO given in µg/m³: 1000). */
  | { kind: 'pollutant'; pollutant: Pollutant; divisor: 1 | 1000 };

const names: ReadonlyArray<readonly [ColumnRole, readonly string[]]> = [
  [{ kind: 'time' }, ['time', 'timepoint', 'datetime', '时间', '监测时间', '数据时间']],
  [{ kind: 'date' }, ['date', '日期', '监测日期']],
  [{ kind: 'hour' }, ['hour', '小时', '时']],
  [{ kind: 'type' }, ['type', '类型', '指标']],
  [
    { kind: 'stationCode' },
    ['station', 'stationcode', 'station_code', '点位编码', '站点编码', '点位编号', '站点编号', '监测点编码'],
  ],
  [
    { kind: 'stationName' },
    [
      'station_name',
      'stationname',
      'positionname',
      'position_name',
      '点位',
      '点位名称',
      '站点',
      '站点名称',
      '监测点',
    ],
  ],
  [{ kind: 'city' }, ['city', 'area', '城市', '城市名称', '地市']],
  [{ kind: 'adcode' }, ['adcode', 'city_adcode', 'city_code', '行政区划代码', '区划代码', '城市代码']],
  [{ kind: 'pollutant', pollutant: 'so2', divisor: 1 }, ['so2', '二氧化硫']],
  [{ kind: 'pollutant', pollutant: 'no2', divisor: 1 }, ['no2', '二氧化氮']],
  [{ kind: 'pollutant', pollutant: 'pm10', divisor: 1 }, ['pm10', '可吸入颗粒物']],
  [{ kind: 'pollutant', pollutant: 'pm25', divisor: 1 }, ['pm25', 'pm2.5', 'pm2_5', '细颗粒物']],
  [{ kind: 'pollutant', pollutant: 'co', divisor: 1 }, ['co', '一氧化碳']],
  [{ kind: 'pollutant', pollutant: 'co', divisor: 1000 }, ['co_ug_m3']],
  [{ kind: 'pollutant', pollutant: 'o3', divisor: 1 }, ['o3', 'o3_1h', '臭氧', '臭氧1小时']],
];

const roles = new Map(names.flatMap(([role, aliases]) => aliases.map((alias) => [alias, role] as const)));

/** Columns that a download of turned-away rows adds; they are passed over without a word when it comes back. */
export const reasonColumns = [
  'reject_file',
  'reject_line',
  'reject_column',
  'reject_code',
  'reject_reason',
] as const;

const reasons = new Set<string>(reasonColumns);

/** The heading as it is compared: full width folded, units in brackets dropped, lower case. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/\s*\((?:[µμu]?g\/m(?:3|³)|mg\/m(?:3|³)|ug\/m3)\)\s*$/i, '')
    .trim()
    .toLowerCase();
}

/** What a column is, by its heading; undefined for one that hourly readings do not use. */
export function roleOf(heading: string): ColumnRole | undefined {
  return roles.get(plainHeading(heading));
}

/** Whether a heading is one of the columns our own download of turned-away rows adds. */
export function isReasonColumn(heading: string): boolean {
  return reasons.has(plainHeading(heading));
}
