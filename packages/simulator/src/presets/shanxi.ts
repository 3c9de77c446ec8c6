/**
 * A province preset: the eleven cities of Shanxi in protocol order with simulated stations. City and county codes are
 * GB/T 2260; every station is invented and says so in code and name. 模拟数据.
 */
import type { PerPollutant } from '@qingzhang/standards';
import type { CityProfile, Fault, Profile, SimulatedStation } from '../types.ts';

interface CityRow {
  readonly city: CityProfile;
  /** County code of each evaluation station. */
  readonly counties: readonly string[];
  readonly control?: string;
}

function city(
  code: string,
  name: string,
  [lat, lon]: readonly [number, number],
  [so2, no2, pm10, pm25, co, o3]: readonly [number, number, number, number, number, number],
  [trend, ozoneTrend]: readonly [number, number],
): CityProfile {
  const level: PerPollutant<number> = { so2, no2, pm10, pm25, co, o3 };
  return { code, name, lat, lon, level, trend, ozoneTrend };
}

const ROWS: readonly CityRow[] = [
  {
    city: city('140100', '太原市', [37.9, 112.5], [13, 39, 82, 43, 0.9, 178], [-0.06, -0.02]),
    counties: ['140105', '140105', '140106', '140107', '140108', '140109', '140109', '140110'],
    control: '140108',
  },
  {
    city: city('140200', '大同市', [40.1, 113.3], [17, 27, 66, 31, 0.8, 153], [-0.05, -0.01]),
    counties: ['140213', '140213', '140213', '140214', '140214', '140215'],
    control: '140215',
  },
  {
    city: city('140300', '阳泉市', [37.9, 113.6], [15, 35, 78, 41, 0.9, 176], [-0.07, -0.02]),
    counties: ['140302', '140302', '140303', '140303', '140311'],
  },
  {
    city: city('140400', '长治市', [36.2, 113.1], [12, 29, 73, 40, 1.0, 172], [-0.05, -0.01]),
    counties: ['140403', '140403', '140403', '140404', '140406'],
    control: '140404',
  },
  {
    city: city('140500', '晋城市', [35.5, 112.9], [11, 30, 74, 40, 1.1, 180], [-0.06, -0.02]),
    counties: ['140502', '140502', '140502', '140502', '140525', '140525'],
  },
  {
    city: city('140600', '朔州市', [39.3, 112.4], [17, 30, 73, 33, 0.8, 160], [0.08, 0.02]),
    counties: ['140602', '140602', '140602', '140602', '140603'],
  },
  {
    city: city('140700', '晋中市', [37.7, 112.7], [15, 35, 80, 42, 0.9, 175], [-0.05, -0.02]),
    counties: ['140702', '140702', '140702', '140702', '140703'],
  },
  {
    city: city('140800', '运城市', [35.0, 111.0], [11, 28, 86, 46, 1.0, 177], [-0.04, -0.01]),
    counties: ['140802', '140802', '140802', '140802', '140802', '140802'],
    control: '140802',
  },
  {
    city: city('140900', '忻州市', [38.4, 112.7], [14, 33, 72, 36, 0.9, 168], [-0.06, -0.02]),
    counties: ['140902', '140902', '140902', '140902', '140902'],
  },
  {
    city: city('141000', '临汾市', [36.1, 111.5], [14, 34, 86, 47, 1.2, 178], [-0.06, -0.02]),
    counties: ['141002', '141002', '141002', '141002', '141002', '141002'],
  },
  {
    city: city('141100', '吕梁市', [37.5, 111.1], [15, 34, 74, 36, 0.9, 165], [0.08, 0.02]),
    counties: ['141102', '141102', '141102', '141102', '141102'],
  },
];

function stationsOf({ city: c, counties, control }: CityRow): SimulatedStation[] {
  const short = c.name.replace(/市$/, '');
  const station = (n: number, countyCode: string, isControl: boolean): SimulatedStation => ({
    code: `SIM${c.code.slice(0, 4)}${String(n).padStart(2, '0')}`,
    name: `模拟点位·${short}${n}${isControl ? '（对照点）' : ''}`,
    cityCode: c.code,
    countyCode,
    control: isControl,
  });
  const all = counties.map((county, i) => station(i + 1, county, false));
  return control === undefined ? all : [...all, station(counties.length + 1, control, true)];
}

const FAULTS: readonly Fault[] = [
  { kind: 'stuck', station: 'SIM140303', pollutant: 'so2', everyDays: 45, hours: 9 },
  { kind: 'stuck', station: 'SIM140904', pollutant: 'pm25', everyDays: 120, hours: 9 },
  { kind: 'drifting', station: 'SIM141103', pollutant: 'o3', everyDays: 90, upTo: 0.3 },
  { kind: 'down', station: 'SIM140605', everyDays: 200, hours: 130 },
  { kind: 'late', station: 'SIM140806', share: 0.3, maxHours: 5 },
  { kind: 'spiky', station: 'SIM140204', share: 0.004 },
];

/** 66 simulated stations: five to eight evaluation stations a city, and a control site (对照点) in four. */
export const shanxiStations: readonly SimulatedStation[] = ROWS.flatMap(stationsOf);

/** The province's air as data; nine cities improve, two (朔州, 吕梁) rebound. */
export const shanxiProfile: Profile = {
  cities: ROWS.map((r) => r.city),
  anchorDay: '2025-07-01',
  heating: { from: [11, 1], to: [3, 31] },
  missingShare: 0.03,
  dustEventsPerSpring: 1,
  faults: FAULTS,
};

/** Seed of the demo. */
export const DEMO_SEED = 4;
