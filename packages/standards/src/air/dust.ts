import type { HourIndex } from '../dates/hours.ts';
import { compare, divide, fraction, mean, multiply, type Rational } from '../numbers/exact.ts';
import { type Aqi, type AqiDay, dailyAqi } from './aqi.ts';
import type { AirDay } from './period.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from './policy.ts';
import { type PerPollutant, POLLUTANTS, type Pollutant } from './pollutants.ts';

/** AIR-5.5: the pollutants whose hours a dust event removes. */
export const DUST_POLLUTANTS: readonly Pollutant[] = ['pm10', 'pm25'];

/** Numbers of the dust rules (AIR-5.3, AIR-5.4); recalled, not read in the text, therefore settings. */
export interface DustRules {
  /** PM10 must reach this multiple of the mean of the hours before. */
  readonly riseFactor: number;
  /** PM10 must be above this, µg/m³. */
  readonly above: number;
  /** Or PM2.5/PM10 must fall to this share (per cent) of its own mean of the hours before; null switches the rule off. */
  readonly ratioPercent: number | null;
  /** The event is over when PM10 is at most this many per cent above the mean before it. */
  readonly endWithinPercent: number;
  /** Hours before the event that make the base, and how many of them must be there. */
  readonly baseHours: number;
  readonly minBaseHours: number;
}

export const DEFAULT_DUST_RULES: DustRules = Object.freeze({
  riseFactor: 2,
  above: 150,
  ratioPercent: 50,
  endWithinPercent: 10,
  baseHours: 6,
  minBaseHours: 4,
});

/** City hourly values from `firstHour` on, thousandths, null where absent. */
export interface DustSeries {
  readonly firstHour: HourIndex;
  readonly pm10: readonly (number | null)[];
  readonly pm25?: readonly (number | null)[];
}

/** Hours that look like dust. A proposal only: an event needs confirmation (AIR-5.2). */
export interface DustProposal {
  /** First hour affected. */
  readonly start: HourIndex;
  /** First hour after it, itself kept; null when the series ends before PM10 is back. */
  readonly end: HourIndex | null;
  /** Affected hours, start ≤ hour < end. */
  readonly hours: number;
  readonly rule: 'rise' | 'ratio';
  /** Mean of the hours before, µg/m³. */
  readonly base: Rational;
}

/** AIR-5.3, AIR-5.4: proposes the dust hours of a city series. It never removes anything. */
export function proposeDustHours(series: DustSeries, rules: DustRules = DEFAULT_DUST_RULES): DustProposal[] {
  const found: DustProposal[] = [];
  for (let hour = 0; hour < series.pm10.length; ) {
    const started = startsAt(series, hour, rules);
    if (!started) {
      hour += 1;
      continue;
    }
    const ceiling = multiply(started.base, { num: 100 + rules.endWithinPercent, den: 100 });
    let end = hour + 1;
    while (end < series.pm10.length && !isAtMost(series.pm10[end] ?? null, ceiling)) end += 1;
    const back = end < series.pm10.length;
    found.push({
      start: series.firstHour + hour,
      end: back ? series.firstHour + end : null,
      hours: end - hour,
      ...started,
    });
    hour = end + 1;
  }
  return found;
}

function startsAt(
  series: DustSeries,
  hour: number,
  rules: DustRules,
): { rule: 'rise' | 'ratio'; base: Rational } | null {
  const now = series.pm10[hour] ?? null;
  if (now === null || now <= rules.above * 1000) return null;
  const from = Math.max(0, hour - rules.baseHours);
  const before = series.pm10.slice(from, hour).filter((value) => value !== null);
  if (before.length < rules.minBaseHours) return null;
  const base = mean(before.map((value) => fraction(value, 1000)))!;
  if (compare({ num: now, den: 1000 }, multiply(base, { num: rules.riseFactor, den: 1 })) >= 0)
    return { rule: 'rise', base };
  return fallsInRatio(series, from, hour, rules) ? { rule: 'ratio', base } : null;
}

function fallsInRatio(series: DustSeries, from: number, hour: number, rules: DustRules): boolean {
  const ratioAt = (index: number): Rational | null => {
    const [fine, coarse] = [series.pm25?.[index] ?? null, series.pm10[index] ?? null];
    return fine === null || coarse === null || coarse === 0 ? null : fraction(fine, coarse);
  };
  const now = ratioAt(hour);
  const before = Array.from({ length: hour - from }, (_, index) => ratioAt(from + index)).filter(
    (ratio) => ratio !== null,
  );
  const base = mean(before);
  if (rules.ratioPercent === null || !now || !base || base.num === 0n || before.length < rules.minBaseHours)
    return false;
  return compare(divide(now, base), { num: rules.ratioPercent, den: 100 }) <= 0;
}

function isAtMost(value: number | null, ceiling: Rational): boolean {
  return value !== null && compare({ num: value, den: 1000 }, ceiling) <= 0;
}

/** A confirmed event: hours start ≤ hour < end of some places. */
export interface DustExclusion {
  readonly start: HourIndex;
  readonly end: HourIndex;
  readonly pollutants?: readonly Pollutant[];
}

/**
 * AIR-5.5: the hourly values of one place without those a confirmed event affects; PM10 and PM2.5 unless the event names
 * its pollutants. Everything else stays, and nothing becomes zero.
 */
export function withoutDustHours(
  firstHour: HourIndex,
  hours: PerPollutant<readonly (number | null)[]>,
  events: readonly DustExclusion[],
): PerPollutant<(number | null)[]> {
  const strip = (pollutant: Pollutant) => {
    const affecting = events.filter((event) => (event.pollutants ?? DUST_POLLUTANTS).includes(pollutant));
    const removed = (hour: HourIndex) => affecting.some((event) => hour >= event.start && hour < event.end);
    return hours[pollutant].map((value, index) => (removed(firstHour + index) ? null : value));
  };
  return {
    so2: strip('so2'),
    no2: strip('no2'),
    pm10: strip('pm10'),
    pm25: strip('pm25'),
    co: strip('co'),
    o3: strip('o3'),
  };
}

/**
 * AIR-5.6, AIR-5.7: the day for period statistics when dust hours were removed: values without dust, which of them were
 * lost to it, and the AQI by the policy `dustDays` (a: as measured; b: days measured above 100 judged anew from what
 * remains, where a value lost to dust does not block publication).
 */
export function dustDay(
  measured: AqiDay,
  withoutDust: AqiDay,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
): AirDay {
  const accounted = POLLUTANTS.filter(
    (pollutant) => measured.values[pollutant] !== null && withoutDust.values[pollutant] === null,
  );
  return { ...withoutDust, accounted, aqi: dustDayAqi(measured, withoutDust, accounted, policy) };
}

function dustDayAqi(
  measured: AqiDay,
  withoutDust: AqiDay,
  accounted: readonly Pollutant[],
  policy: AirPolicy,
): Aqi {
  const asMeasured = dailyAqi(measured, policy);
  if (policy.dustDays === 'asMeasured' || accounted.length === 0 || (asMeasured.aqi ?? 0) <= 100)
    return asMeasured;
  return dailyAqi(
    { ...withoutDust, notMonitored: [...(withoutDust.notMonitored ?? []), ...accounted] },
    policy,
  );
}
