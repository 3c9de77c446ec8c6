import { StatIndicator, type StatIndicator as StatIndicatorName } from '@qingzhang/contract';
import { isDay, type Period, POLLUTANTS, type Pollutant, parsePeriod } from '@qingzhang/standards';
import type { DustView } from './air-days.ts';

/** What a figure of evaluation is: the handle that asks why, parsed. */
export type EvaluationFigure =
  /** A statistic of a city, province or group over a period. */
  | {
      readonly kind: 'stat';
      readonly indicator: StatIndicatorName;
      readonly region: string;
      readonly period: Period;
      readonly dust: DustView;
      /** The figure of the year before, as it stands beside `period`: judged by the edition of `period` (AIR-0.3). */
      readonly yearBefore: boolean;
    }
  /** A city's daily value. */
  | { readonly kind: 'day'; readonly pollutant: Pollutant; readonly region: string; readonly day: string }
  /** A city's daily AQI. */
  | { readonly kind: 'aqi'; readonly region: string; readonly day: string }
  /** A station's daily value. */
  | {
      readonly kind: 'station';
      readonly pollutant: Pollutant;
      readonly station: string;
      readonly day: string;
    };

/** Handle of a period statistic, or of last year's beside it; `period` in the text form of the standards. */
export function statKey(
  indicator: StatIndicatorName,
  region: string,
  period: string,
  dust: DustView,
  yearBefore = false,
): string {
  return ['stat', indicator, region, period, dust, ...(yearBefore ? ['last'] : [])].join('|');
}

/** Handle of a city's daily value. */
export function dayKey(pollutant: Pollutant, region: string, day: string): string {
  return ['day', pollutant, region, day].join('|');
}

/** Handle of a city's daily AQI. */
export function aqiKey(region: string, day: string): string {
  return ['aqi', region, day].join('|');
}

/** Handle of a station's daily value. */
export function stationKey(pollutant: Pollutant, station: string, day: string): string {
  return ['station', pollutant, station, day].join('|');
}

/** The figure a handle stands for; null when it is none of evaluation's. */
export function parseFigureKey(key: string): EvaluationFigure | null {
  const [kind, ...parts] = key.split('|');
  const [first = '', second = '', third = '', fourth = '', fifth] = parts;
  const pollutant = POLLUTANTS.find((name) => name === first);
  switch (kind) {
    case 'stat': {
      const indicator = StatIndicator.safeParse(first);
      const period = parsePeriod(third);
      if (!indicator.success || period === null || (fourth !== 'deducted' && fourth !== 'measured'))
        return null;
      return {
        kind,
        indicator: indicator.data,
        region: second,
        period,
        dust: fourth,
        yearBefore: fifth === 'last',
      };
    }
    case 'day':
      return pollutant && isDay(third) ? { kind, pollutant, region: second, day: third } : null;
    case 'aqi':
      return isDay(second) ? { kind, region: first, day: second } : null;
    case 'station':
      return pollutant && isDay(third) ? { kind, pollutant, station: second, day: third } : null;
    default:
      return null;
  }
}
