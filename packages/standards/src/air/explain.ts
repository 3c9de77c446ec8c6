import { fromMilli, type Rational, sum, toFraction } from '../numbers/exact.ts';
import { fixedHalfEven, formatRounded } from '../numbers/rounding.ts';
import { type Aqi, type AqiDay, dailyAqi } from './aqi.ts';
import { cityValue, stationsNeeded } from './city-day.ts';
import { type EditionId, IAQI_LEVELS, type IaqiColumn, type Standard } from './editions.ts';
import { iaqiOfRounded } from './iaqi.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from './policy.ts';
import { DECIMALS, POLLUTANTS, type Pollutant, UNITS } from './pollutants.ts';
import {
  type DayHours,
  dayMean,
  isPresent,
  MIN_DAY_HOURS,
  MIN_WINDOWS,
  mda8,
  OZONE_8H_LIMIT,
} from './station-day.ts';

/** One input of a figure: a key (label, station, pollutant, date) and its value as text, null where absent. */
export interface ExplanationInput {
  readonly key: string;
  readonly value: string | null;
}

/** Something that decided the figure besides its formula; `code` is worded by the locale files. */
export interface ExplanationNote {
  readonly code:
    | 'belowMinimum'
    | 'ozoneException'
    | 'shortMonths'
    | 'dustAccounted'
    | 'itemInvalid'
    | 'missingItem'
    | 'beyondScale';
  readonly rule: string;
  readonly detail: string;
}

/**
 * Why a figure is what it is (为什么), as data without language: symbols, numbers and codes. Values are decimal text in
 * `unit`; unrounded ones carry at most six decimals and end in … when they go on.
 */
export interface Explanation {
  readonly figure: 'dayMean' | 'mda8' | 'cityValue' | 'iaqi' | 'aqi' | 'periodStatistic' | 'compositeIndex';
  /** The figure as published, null when invalid. */
  readonly value: string | null;
  readonly unit: 'µg/m³' | 'mg/m³' | '';
  readonly edition: EditionId | null;
  readonly ruleIds: readonly string[];
  /** In symbols: `C = Σ c_h / n`. */
  readonly formula: string;
  /** The same with the numbers put in; null when there is nothing to compute. */
  readonly substituted: string | null;
  readonly inputs: readonly ExplanationInput[];
  /** How many of the inputs are valid, how many the rule needs, how many there could be. */
  readonly completeness: { readonly valid: number; readonly needed: number; readonly of: number } | null;
  /** The one rounding step. */
  readonly rounding: {
    readonly from: string;
    readonly to: string;
    readonly decimals: number;
    readonly rule: string;
  } | null;
  readonly notes: readonly ExplanationNote[];
}

/** An exact number as text of at most six decimals, without trailing zeros, … when digits were cut. */
export function decimalText(x: Rational): string {
  const text = fixedHalfEven(x, 6).replace(/\.?0+$/, '');
  const { den } = toFraction(x);
  return 1_000_000n % den === 0n ? text : `${text}…`;
}

/** The rounding step of a figure (AIR-3.11), null without one. */
export function roundingStep(x: Rational | null, decimals: number): Explanation['rounding'] {
  return x && { from: decimalText(x), to: fixedHalfEven(x, decimals), decimals, rule: 'AIR-3.11' };
}

const hourInputs = (hours: DayHours): ExplanationInput[] =>
  hours.map((value, index) => ({
    key: `${index + 1}`.padStart(2, '0'),
    value: isPresent(value) ? decimalText(fromMilli(value)) : null,
  }));

/** AIR-3.3: why a station's day mean is what it is. */
export function explainDayMean(pollutant: Pollutant, hours: DayHours): Explanation {
  const { value, hours: valid } = dayMean(hours);
  const total = sum(hours.filter(isPresent).map(fromMilli));
  return {
    figure: 'dayMean',
    value: value && fixedHalfEven(value, DECIMALS[pollutant]),
    unit: UNITS[pollutant],
    edition: null,
    ruleIds: ['AIR-3.3', 'AIR-1.5', 'AIR-3.11'],
    formula: 'C = Σ c_h / n',
    substituted: value && `${decimalText(total)} / ${valid} = ${decimalText(value)}`,
    inputs: hourInputs(hours),
    completeness: { valid, needed: MIN_DAY_HOURS, of: hours.length },
    rounding: roundingStep(value, DECIMALS[pollutant]),
    notes: value ? [] : [{ code: 'belowMinimum', rule: 'AIR-1.6', detail: `${valid} < ${MIN_DAY_HOURS}` }],
  };
}

/** AIR-3.4…3.6: why a station's MDA8 is what it is. */
export function explainMda8(hours: DayHours): Explanation {
  const found = mda8(hours);
  const { endLabel, largest, windows } = found;
  const window = endLabel === null ? [] : hours.slice(endLabel - 8, endLabel).filter(isPresent);
  const total = sum(window.map(fromMilli));
  const notes: ExplanationNote[] = [];
  if (found.byException) {
    notes.push({
      code: 'ozoneException',
      rule: 'AIR-3.6',
      detail: `${windows} < ${MIN_WINDOWS}, > ${OZONE_8H_LIMIT}`,
    });
  } else if (!found.value) {
    notes.push({ code: 'belowMinimum', rule: 'AIR-3.6', detail: `${windows} < ${MIN_WINDOWS}` });
  }
  return {
    figure: 'mda8',
    value: found.value && fixedHalfEven(found.value, DECIMALS.o3),
    unit: UNITS.o3,
    edition: null,
    ruleIds: ['AIR-3.4', 'AIR-3.5', 'AIR-3.6', 'AIR-3.11'],
    formula: 'C = max(t = 8…24) Σ c(t−7…t) / n_t',
    substituted:
      largest && `t = ${endLabel}: ${decimalText(total)} / ${window.length} = ${decimalText(largest)}`,
    inputs: hourInputs(hours),
    completeness: { valid: windows, needed: MIN_WINDOWS, of: 17 },
    rounding: roundingStep(found.value, DECIMALS.o3),
    notes,
  };
}

/** A station's share in a city's value. */
export interface StationInput {
  readonly station: string;
  readonly value: Rational | null;
}

/** AIR-3.8, AIR-3.9: why a city's value of a day (or hour) is what it is. */
export function explainCityDay(pollutant: Pollutant, stations: readonly StationInput[]): Explanation {
  const { value, valid, expected } = cityValue(stations.map((station) => station.value));
  const needed = stationsNeeded(expected);
  const total = sum(stations.flatMap((station) => (station.value ? [station.value] : [])));
  return {
    figure: 'cityValue',
    value: value && fixedHalfEven(value, DECIMALS[pollutant]),
    unit: UNITS[pollutant],
    edition: null,
    ruleIds: ['AIR-3.8', 'AIR-3.9', 'AIR-3.11'],
    formula: 'C = Σ C_station / m',
    substituted: value && `${decimalText(total)} / ${valid} = ${decimalText(value)}`,
    inputs: stations.map((station) => ({
      key: station.station,
      value: station.value && decimalText(station.value),
    })),
    completeness: { valid, needed, of: expected },
    rounding: roundingStep(value, DECIMALS[pollutant]),
    notes: value ? [] : [{ code: 'belowMinimum', rule: 'AIR-3.9', detail: `${valid} < ${needed}` }],
  };
}

/** AIR-2.6: why an individual index is what it is, from the rounded concentration (whole count of the published unit). */
export function explainIaqi(
  pollutant: Pollutant,
  column: IaqiColumn,
  count: number,
  standard: Standard,
): Explanation {
  const { iaqi, scale } = iaqiOfRounded(column, count, standard);
  const points = standard.breakpoints[column];
  const upper = points.findIndex((point, index) => index > 0 && count <= point);
  const text = (value: number) => formatRounded(value, DECIMALS[pollutant]);
  const [from, to] = [points[upper - 1] ?? 0, points[upper] ?? 0];
  const [low, high] = [IAQI_LEVELS[upper - 1], IAQI_LEVELS[upper]];
  const exact = {
    num: ((high ?? 0) - (low ?? 0)) * (count - from) + (low ?? 0) * (to - from),
    den: Math.max(1, to - from),
  };
  const substituted = `(${high} − ${low}) / (${text(to)} − ${text(from)}) × (${text(count)} − ${text(from)}) + ${low} = ${decimalText(exact)}`;
  return {
    figure: 'iaqi',
    value: `${iaqi}`,
    unit: '',
    edition: standard.id,
    ruleIds: ['AIR-2.6', 'AIR-2.7', 'AIR-2.8', standard.id === '2012' ? 'AIR-2.1' : 'AIR-6.3'],
    formula: 'IAQI = ⌈(I_hi − I_lo) / (BP_hi − BP_lo) × (C − BP_lo) + I_lo⌉',
    substituted: upper < 0 ? null : substituted,
    inputs: [{ key: pollutant, value: text(count) }],
    completeness: null,
    rounding: upper < 0 ? null : { from: decimalText(exact), to: `${iaqi}`, decimals: 0, rule: 'AIR-2.7' },
    notes:
      scale === 'inScale'
        ? []
        : [{ code: 'beyondScale', rule: scale === 'beyondScale' ? 'AIR-2.5' : 'AIR-6.5', detail: scale }],
  };
}

/** AIR-2.10, 6.8: why the AQI of a day is what it is. */
export function explainAqi(
  day: AqiDay,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
  aqi: Aqi = dailyAqi(day, policy),
): Explanation {
  const present = POLLUTANTS.filter((pollutant) => aqi.iaqi[pollutant] !== null);
  const list = present.map((pollutant) => aqi.iaqi[pollutant]).join(', ');
  return {
    figure: 'aqi',
    value: aqi.aqi === null ? null : `${aqi.aqi}`,
    unit: '',
    edition: aqi.edition,
    ruleIds: ['AIR-2.10', 'AIR-2.11', 'AIR-2.13', ...aqi.because.map((reason) => reason.rule)],
    formula: 'AQI = max(IAQI_i)',
    substituted:
      present.length > 0 ? `max(${list}) = ${Math.max(...present.map((p) => aqi.iaqi[p] ?? 0))}` : null,
    inputs: POLLUTANTS.map((pollutant) => ({
      key: pollutant,
      value: aqi.iaqi[pollutant]?.toString() ?? null,
    })),
    completeness: { valid: present.length, needed: POLLUTANTS.length, of: POLLUTANTS.length },
    rounding: null,
    notes: aqi.because.map((reason) => ({
      code: reason.code === 'beyondScale' || reason.code === 'fixed' ? 'beyondScale' : 'missingItem',
      rule: reason.rule,
      detail: `${reason.code}: ${reason.pollutants.join(', ')}`,
    })),
  };
}
