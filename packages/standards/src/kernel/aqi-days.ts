import { type Aqi, dailyAqi } from '../air/aqi.ts';
import {
  DAILY_COLUMN,
  type EditionId,
  IAQI_LEVELS,
  type IaqiColumn,
  type Standard,
  standardOfDay,
} from '../air/editions.ts';
import { AQI_MAX, iaqiOfRounded } from '../air/iaqi.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from '../air/policy.ts';
import { DECIMALS, type PerPollutant, POLLUTANTS } from '../air/pollutants.ts';
import { addDays } from '../dates/days.ts';
import { DAY_DEN } from '../numbers/exact.ts';
import { powerOfTen, roundRatio } from '../numbers/rounding.ts';
import { type DayColumns, type DayQuantity, dayValue, dayValues, type PlaceRange } from './day-columns.ts';
import { buffer, type ColumnShape } from './hour-columns.ts';

/** Stands for an index that is not published (NA) in {@link AqiDays.aqi}. */
export const NO_AQI = -1;

/** The AQI of many places' days as columns (cell = place × days + day); masks have one bit per pollutant. */
export interface AqiDays {
  readonly places: number;
  readonly days: number;
  /** NO_AQI where not published. */
  readonly aqi: Int16Array;
  /** Primary pollutants (AIR-2.10). */
  readonly primary: Uint8Array;
  /** Pollutants with IAQI > 100. */
  readonly exceeding: Uint8Array;
  /** AIR-2.5: pollutants beyond the scale. */
  readonly overScale: Uint8Array;
}

export function createAqiDays(shape: Omit<ColumnShape, 'firstDay'>): AqiDays {
  const cells = shape.places * shape.days;
  const bytes = () => new Uint8Array(buffer(cells, shape.shared));
  return {
    places: shape.places,
    days: shape.days,
    aqi: new Int16Array(buffer(cells * 2, shape.shared)).fill(NO_AQI),
    primary: bytes(),
    exceeding: bytes(),
    overScale: bytes(),
  };
}

/** Indices by rounded concentration; the last entry stands for everything past the column. */
type Table = Int16Array;

/** Marks past the end of a column that has no index there (AIR-2.3). */
const OTHER_AVERAGE = -2;
/** Marks past the breakpoint of 500 (AIR-2.5). */
const BEYOND_SCALE = AQI_MAX + 1;

interface Tables {
  readonly daily: PerPollutant<Table>;
  readonly o3Max1h: Table;
}

const tablesByEdition = new Map<EditionId, Tables>();

function tablesOf(standard: Standard): Tables {
  let tables = tablesByEdition.get(standard.id);
  if (!tables) {
    const of = (column: IaqiColumn) => tableOf(column, standard);
    const { so2, no2, pm10, pm25, co, o3 } = DAILY_COLUMN;
    const daily = { so2: of(so2), no2: of(no2), pm10: of(pm10), pm25: of(pm25), co: of(co), o3: of(o3) };
    tables = { daily, o3Max1h: of('o3_1h') };
    tablesByEdition.set(standard.id, tables);
  }
  return tables;
}

function tableOf(column: IaqiColumn, standard: Standard): Table {
  const last = standard.breakpoints[column].at(-1)!;
  return Int16Array.from({ length: last + 2 }, (_, count) => {
    const { iaqi, scale } = iaqiOfRounded(column, count, standard);
    return scale === 'otherAverage' ? OTHER_AVERAGE : scale === 'beyondScale' ? BEYOND_SCALE : iaqi;
  });
}

const ABSENT = -1;

/**
 * The AQI of every day by the rules of `dailyAqi` (all six items monitored), by tables: rounding is exact (AIR-3.11), an
 * index of a rounded concentration is looked up.
 */
export function evaluateAqiDays(
  days: DayColumns,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
  out: AqiDays = createAqiDays(days),
  range: PlaceRange = { from: 0, to: days.places },
): AqiDays {
  const index = new Int16Array(days.days * POLLUTANTS.length);
  for (const { from, to, standard } of editionRuns(days, policy)) {
    const tables = tablesOf(standard);
    for (let place = range.from; place < range.to; place++) {
      const first = place * days.days;
      for (const [item, pollutant] of POLLUTANTS.entries()) {
        indicesOf(
          days,
          pollutant,
          tables.daily[pollutant],
          powerOfTen(DECIMALS[pollutant]),
          first,
          from,
          to,
          index,
          item,
        );
      }
      ozoneByHour(days, standard, tables, policy, first, from, to, index);
      for (let day = from; day < to; day++)
        judgeDay(index, day * POLLUTANTS.length, first + day, policy, out);
    }
  }
  return out;
}

/** Runs of days judged by one edition. */
function editionRuns(
  days: DayColumns,
  policy: AirPolicy,
): { from: number; to: number; standard: Standard }[] {
  const runs: { from: number; to: number; standard: Standard }[] = [];
  for (let day = 0; day < days.days; ) {
    const standard = standardOfDay(addDays(days.firstDay, day), policy);
    const last = policy.edition === 'auto' && standard.to ? standard.to : null;
    let to = day + 1;
    if (last === null) to = days.days;
    else while (to < days.days && addDays(days.firstDay, to) <= last) to++;
    runs.push({ from: day, to, standard });
    day = to;
  }
  return runs;
}

function indicesOf(
  days: DayColumns,
  quantity: DayQuantity,
  table: Table,
  power: number,
  first: number,
  from: number,
  to: number,
  index: Int16Array,
  item: number,
): void {
  const num = days.num[quantity];
  const parts = days.parts?.[quantity];
  const den = DAY_DEN / power;
  const last = table.length - 1;
  for (let day = from; day < to; day++) {
    const value = num[first + day]!;
    const at = day * POLLUTANTS.length + item;
    if (Number.isNaN(value)) index[at] = ABSENT;
    else {
      const count = roundRatio(value, parts ? den * parts[first + day]! : den);
      index[at] = table[Math.min(count, last)]!;
    }
  }
}

const OZONE = POLLUTANTS.indexOf('o3');

/** AIR-2.3 (past 800 µg/m³ the 1-hour maximum speaks) and AIR-2.13 (policy: it always takes part), 2012 edition. */
function ozoneByHour(
  days: DayColumns,
  standard: Standard,
  tables: Tables,
  policy: AirPolicy,
  first: number,
  from: number,
  to: number,
  index: Int16Array,
): void {
  if (standard.sixItemsOnly) return;
  const endOfColumn = IAQI_LEVELS[standard.breakpoints.o3_8h.length - 1]!;
  for (let day = from; day < to; day++) {
    const at = day * POLLUTANTS.length + OZONE;
    const main = index[at]!;
    if (main === ABSENT || (main !== OTHER_AVERAGE && policy.dailyO3 === 'mda8')) continue;
    const value = days.num.o3Max1h[first + day]!;
    const parts = days.parts?.o3Max1h[first + day] ?? 1;
    const count = Number.isNaN(value) ? ABSENT : roundRatio(value, DAY_DEN * parts);
    const other = count === ABSENT ? ABSENT : tables.o3Max1h[Math.min(count, tables.o3Max1h.length - 1)]!;
    if (main === OTHER_AVERAGE) index[at] = other === ABSENT ? endOfColumn : other;
    else index[at] = Math.max(main, other);
  }
}

function judgeDay(index: Int16Array, at: number, cell: number, policy: AirPolicy, out: AqiDays): void {
  let largest = ABSENT;
  let primary = 0;
  let exceeding = 0;
  let overScale = 0;
  let missing = 0;
  for (let item = 0; item < 6; item++) {
    let value = index[at + item]!;
    const bit = 1 << item;
    if (value === ABSENT) missing += 1;
    if (value === BEYOND_SCALE) {
      overScale |= bit;
      value = AQI_MAX;
    }
    if (value > 100) exceeding |= bit;
    if (value > largest) {
      largest = value;
      primary = bit;
    } else if (value === largest) primary |= bit;
  }
  const published =
    missing === 0 ||
    (missing < 6 &&
      (policy.missingDay === 'publishAny' || (policy.missingDay === 'publishAbove100' && largest > 100)));
  out.aqi[cell] = published ? largest : NO_AQI;
  out.primary[cell] = published && largest > 50 ? primary : 0;
  out.exceeding[cell] = exceeding;
  out.overScale[cell] = overScale;
}

/** The full AQI of one cell, with indices and reasons, by the function for single days. */
export function aqiOfCell(
  days: DayColumns,
  place: number,
  day: number,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
): Aqi {
  const date = addDays(days.firstDay, day);
  return dailyAqi(
    { date, values: dayValues(days, place, day), o3Max1h: dayValue(days, place, day, 'o3Max1h') },
    policy,
  );
}

/**
 * AIR-5.6 over columns: the AQI days of a place with dust hours removed, from the AQI as measured and the days without
 * dust. `asMeasured` keeps the measured index; `deducted` judges days measured above 100 anew from what remains, where a
 * value lost to dust does not block publication. Equal to `dustDayAqi` of the single days.
 */
export function dustAqiDays(measured: AqiDays, withoutDust: DayColumns, policy: AirPolicy): AqiDays {
  if (policy.dustDays === 'asMeasured' || !withoutDust.accounted) return measured;
  const anew = evaluateAqiDays(withoutDust, policy);
  const lenient = evaluateAqiDays(withoutDust, { ...policy, missingDay: 'publishAny' });
  const out = createAqiDays(measured);
  for (let cell = 0; cell < out.aqi.length; cell++) {
    const accounted = withoutDust.accounted[cell]!;
    const keep = accounted === 0 || measured.aqi[cell]! <= 100;
    const source = keep ? measured : onlyDustMissing(withoutDust, cell, accounted) ? lenient : anew;
    out.aqi[cell] = source.aqi[cell]!;
    out.primary[cell] = source.primary[cell]!;
    out.exceeding[cell] = source.exceeding[cell]!;
    out.overScale[cell] = source.overScale[cell]!;
  }
  return out;
}

function onlyDustMissing(days: DayColumns, cell: number, accounted: number): boolean {
  return POLLUTANTS.every(
    (pollutant, item) => !Number.isNaN(days.num[pollutant][cell]) || (accounted & (1 << item)) !== 0,
  );
}
