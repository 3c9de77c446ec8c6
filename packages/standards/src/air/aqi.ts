import type { Day } from '../dates/days.ts';
import type { Rational } from '../numbers/exact.ts';
import { roundHalfEven } from '../numbers/rounding.ts';
import { type AqiLevel, levelOf } from './aqi-class.ts';
import { DAILY_COLUMN, type EditionId, type IaqiColumn, type Standard, standardOfDay } from './editions.ts';
import { type Iaqi, iaqiOfRounded } from './iaqi.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from './policy.ts';
import { DECIMALS, forEachPollutant, type PerPollutant, POLLUTANTS, type Pollutant } from './pollutants.ts';

/** Why an AQI is what it is, as data: a code, the rule and the pollutants concerned. */
export interface AqiReason {
  readonly code:
    | 'missingPublished'
    | 'missingWithheld'
    | 'noData'
    | 'beyondScale'
    | 'fixed'
    | 'otherAverage'
    | 'allZero';
  readonly rule: string;
  readonly pollutants: readonly Pollutant[];
}

/** The AQI of a day or an hour with all that is published beside it. */
export interface Aqi {
  /** Null: not published (NA). */
  readonly aqi: number | null;
  readonly level: AqiLevel | null;
  /** AIR-2.10: pollutants with the largest IAQI, all of a tie, only when AQI > 50. */
  readonly primary: readonly Pollutant[];
  /** AIR-2.10: pollutants with IAQI > 100. AIR-6.7 drops the term; the list stays for counting. */
  readonly exceeding: readonly Pollutant[];
  readonly iaqi: PerPollutant<number | null>;
  /** Rounded concentrations the indices were taken from, whole counts of the published unit. */
  readonly rounded: PerPollutant<number | null>;
  /** AIR-2.5: pollutants beyond the scale (爆表). */
  readonly overScale: readonly Pollutant[];
  readonly edition: EditionId;
  readonly because: readonly AqiReason[];
}

/** What the AQI of a day is made from: unrounded daily values in units, null where invalid. */
export interface AqiDay {
  readonly date: Day;
  /** 24-hour means; for O3 the MDA8. */
  readonly values: PerPollutant<Rational | null>;
  /** Largest 1-hour ozone value of the day; used past 800 µg/m³ in 2012 (AIR-2.3) and under `dailyO3: 'mda8+max1h'`. */
  readonly o3Max1h?: Rational | null;
  /** AIR-6.8: pollutants outside the monitoring plan; their absence does not block publication. */
  readonly notMonitored?: readonly Pollutant[];
}

interface Item {
  readonly pollutant: Pollutant;
  readonly rounded: number | null;
  readonly index: Iaqi | null;
}

/** AIR-2.10…2.13, 3.22, 6.3…6.8: the AQI of a day. */
export function dailyAqi(day: AqiDay, policy: AirPolicy = DEFAULT_AIR_POLICY): Aqi {
  const standard = standardOfDay(day.date, policy);
  const items = POLLUTANTS.map((pollutant): Item => {
    const value = day.values[pollutant];
    const main = itemOf(pollutant, DAILY_COLUMN[pollutant], value, standard);
    return pollutant === 'o3' ? ozoneOfDay(main, day.o3Max1h ?? null, standard, policy) : main;
  });
  return judge(items, standard, policy, day.notMonitored ?? []);
}

/** AIR-2.3: past the end of the 8-hour column the 1-hour maximum speaks; AIR-2.13: or always, when the policy says so. */
function ozoneOfDay(main: Item, max1h: Rational | null, standard: Standard, policy: AirPolicy): Item {
  const other = itemOf('o3', 'o3_1h', max1h, standard);
  if (main.index?.scale === 'otherAverage') return other.index ? { ...main, index: other.index } : main;
  if (standard.sixItemsOnly || policy.dailyO3 === 'mda8' || !main.index || !other.index) return main;
  return other.index.iaqi > main.index.iaqi ? { ...main, index: other.index } : main;
}

/** What the AQI of an hour is made from: unrounded values in units. */
export interface AqiHour {
  /** Day the hour belongs to (AIR-3.1); it decides the edition. */
  readonly date: Day;
  /** One-hour values. */
  readonly values: PerPollutant<Rational | null>;
  /** Mean of the last 24 hours, for AIR-2.2 (SO2) and under `hourlyPmBasis: 'running24h'` (PM). */
  readonly running24h?: Partial<PerPollutant<Rational | null>>;
  /** Mean of the last 8 hours of ozone, used under `hourlyO3: 'hour1+running8h'` (2012). */
  readonly o3Running8h?: Rational | null;
  readonly notMonitored?: readonly Pollutant[];
}

/** AIR-2.4, 2.13, 6.6: the AQI of an hour. It is never a day's AQI (AIR-11.4). */
export function hourlyAqi(hour: AqiHour, policy: AirPolicy = DEFAULT_AIR_POLICY): Aqi {
  const standard = standardOfDay(hour.date, policy);
  const items = POLLUTANTS.map((pollutant) => hourItem(pollutant, hour, standard, policy));
  return judge(items, standard, policy, hour.notMonitored ?? []);
}

function hourItem(pollutant: Pollutant, hour: AqiHour, standard: Standard, policy: AirPolicy): Item {
  const value = hour.values[pollutant];
  const running = hour.running24h?.[pollutant] ?? null;
  switch (pollutant) {
    case 'pm10':
    case 'pm25': {
      const basis = !standard.sixItemsOnly && policy.hourlyPmBasis === 'running24h' ? running : value;
      return itemOf(pollutant, DAILY_COLUMN[pollutant], basis, standard);
    }
    case 'so2': {
      const main = itemOf('so2', 'so2_1h', value, standard);
      const other = itemOf('so2', 'so2_24h', running, standard);
      return main.index?.scale === 'otherAverage' && other.index ? { ...main, index: other.index } : main;
    }
    case 'o3': {
      const main = itemOf('o3', 'o3_1h', value, standard);
      if (standard.sixItemsOnly || policy.hourlyO3 === 'hour1' || !main.index) return main;
      const other = itemOf('o3', 'o3_8h', hour.o3Running8h ?? null, standard);
      const usable =
        other.index && other.index.scale !== 'otherAverage' && other.index.iaqi > main.index.iaqi;
      return usable ? { ...main, index: other.index } : main;
    }
    default:
      return itemOf(pollutant, `${pollutant}_1h`, value, standard);
  }
}

function itemOf(pollutant: Pollutant, column: IaqiColumn, value: Rational | null, standard: Standard): Item {
  if (value === null) return { pollutant, rounded: null, index: null };
  const rounded = roundHalfEven(value, DECIMALS[pollutant]);
  return { pollutant, rounded, index: iaqiOfRounded(column, rounded, standard) };
}

function judge(
  items: readonly Item[],
  standard: Standard,
  policy: AirPolicy,
  notMonitored: readonly Pollutant[],
): Aqi {
  const present = items.filter((item) => item.index !== null);
  const largest = present.reduce((max, item) => Math.max(max, item.index?.iaqi ?? 0), 0);
  const blocking = items.filter((item) => item.index === null && !notMonitored.includes(item.pollutant));
  const published =
    present.length > 0 &&
    (blocking.length === 0 ||
      policy.missingDay === 'publishAny' ||
      (policy.missingDay === 'publishAbove100' && largest > 100));
  const having = (test: (index: Iaqi) => boolean) =>
    present.filter((item) => item.index !== null && test(item.index)).map((item) => item.pollutant);
  return {
    aqi: published ? largest : null,
    level: published ? levelOf(largest) : null,
    primary: published && largest > 50 ? having((index) => index.iaqi === largest) : [],
    exceeding: having((index) => index.iaqi > 100),
    iaqi: perPollutant(items, (item) => item.index?.iaqi ?? null),
    rounded: perPollutant(items, (item) => item.rounded),
    overScale: having((index) => index.scale === 'beyondScale'),
    edition: standard.id,
    because: reasons(present, blocking, published, largest, having),
  };
}

function reasons(
  present: readonly Item[],
  blocking: readonly Item[],
  published: boolean,
  largest: number,
  having: (test: (index: Iaqi) => boolean) => Pollutant[],
): AqiReason[] {
  const found: AqiReason[] = [];
  const missing = blocking.map((item) => item.pollutant);
  if (present.length === 0) found.push({ code: 'noData', rule: 'AIR-6.8', pollutants: missing });
  else if (missing.length > 0) {
    found.push({
      code: published ? 'missingPublished' : 'missingWithheld',
      rule: 'AIR-6.8',
      pollutants: missing,
    });
  }
  const scales = [
    ['beyondScale', 'AIR-2.5'],
    ['fixed', 'AIR-6.5'],
    ['otherAverage', 'AIR-2.3'],
  ] as const;
  for (const [code, rule] of scales) {
    const pollutants = having((index) => index.scale === code);
    if (pollutants.length > 0) found.push({ code, rule, pollutants });
  }
  if (published && largest === 0) found.push({ code: 'allZero', rule: 'AIR-6.6', pollutants: [] });
  return found;
}

function perPollutant<T>(items: readonly Item[], pick: (item: Item) => T): PerPollutant<T> {
  return forEachPollutant((pollutant) => pick(items[POLLUTANTS.indexOf(pollutant)]!));
}
