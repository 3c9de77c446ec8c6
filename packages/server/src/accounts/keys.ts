/** Handles of account figures: what `GET /api/why` is asked with. */
import type { TargetIndicator } from '@qingzhang/contract';
import { TargetIndicator as TargetIndicatorSchema } from '@qingzhang/contract';
import { isDay, POLLUTANTS, type Pollutant } from '@qingzhang/standards';

/** A figure of an account: one of three scales. */
export type AccountFigure =
  | { readonly scale: 'day'; readonly pollutant: Pollutant; readonly region: string; readonly day: string }
  | {
      readonly scale: 'month';
      readonly indicator: TargetIndicator;
      readonly region: string;
      readonly month: string;
    }
  | {
      readonly scale: 'year';
      readonly indicator: TargetIndicator;
      readonly region: string;
      readonly year: number;
    };

/** `account|day|o3|140100|2020-06-30`. */
export const dayAccountKey = (pollutant: Pollutant, region: string, day: string): string =>
  ['account', 'day', pollutant, region, day].join('|');

/** `account|month|pm25|140100|2020-06`. */
export const monthAccountKey = (indicator: TargetIndicator, region: string, month: string): string =>
  ['account', 'month', indicator, region, month].join('|');

/** `account|year|pm25|140100|2020`. */
export const yearAccountKey = (indicator: TargetIndicator, region: string, year: number): string =>
  ['account', 'year', indicator, region, year].join('|');

/** The figure a handle stands for; null when it is none of the accounts'. */
export function parseAccountKey(key: string): AccountFigure | null {
  const [kind, scale, indicator, region = '', when = '', more] = key.split('|');
  if (kind !== 'account' || more !== undefined || !/^\d{6}$/.test(region)) return null;
  if (scale === 'day') {
    const pollutant = POLLUTANTS.find((name) => name === indicator);
    return pollutant && isDay(when) ? { scale, pollutant, region, day: when } : null;
  }
  const target = TargetIndicatorSchema.safeParse(indicator);
  if (!target.success) return null;
  if (scale === 'month' && /^\d{4}-(0[1-9]|1[0-2])$/.test(when)) {
    return { scale, indicator: target.data, region, month: when };
  }
  if (scale === 'year' && /^\d{4}$/.test(when)) {
    return { scale, indicator: target.data, region, year: Number(when) };
  }
  return null;
}
