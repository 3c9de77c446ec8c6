/** 只能变好，不能变坏 (DIS-3.6): which indicators are worse than in the same period a year before, worst first. */
import {
  compare,
  decimal,
  divide,
  type Fraction,
  fixedHalfEven,
  fraction,
  multiply,
  subtract,
} from '@qingzhang/standards';
import { sign } from '../numbers/ratio.ts';

/** An indicator a region is compared by; for `goodDays` and `goodDayShare` less is worse. */
export type ComparedIndicator =
  | 'pm25'
  | 'pm10'
  | 'so2'
  | 'no2'
  | 'co'
  | 'o3'
  | 'index'
  | 'goodDays'
  | 'goodDayShare'
  | 'heavyDays';

/** Published values of both years, decimal text; null where invalid. */
export interface Comparison {
  readonly region: string;
  readonly indicator: ComparedIndicator;
  readonly now: string | null;
  readonly last: string | null;
}

export type Sense = 'better' | 'worse' | 'flat';

export interface Change {
  readonly region: string;
  readonly indicator: ComparedIndicator;
  readonly now: string;
  readonly last: string;
  readonly sense: Sense;
  /** Signed relative change in %, 1 decimal (AIR-4.10); null when last year's value is zero. */
  readonly percent: string | null;
  /** Signed difference in the indicator's own unit. */
  readonly difference: string;
}

const moreIsBetter = (indicator: ComparedIndicator): boolean =>
  indicator === 'goodDays' || indicator === 'goodDayShare';

/** The change of one indicator, reckoned from the published values (AIR-4.9, AIR-4.10); null when either is invalid. */
export function changeOf({ region, indicator, now, last }: Comparison): Change | null {
  if (now === null || last === null) return null;
  const [a, b] = [decimal(now), decimal(last)];
  const difference = subtract(a, b);
  const side = sign(difference);
  const places = Math.max(now.split('.')[1]?.length ?? 0, last.split('.')[1]?.length ?? 0);
  return {
    region,
    indicator,
    now,
    last,
    sense: side === 0 ? 'flat' : side > 0 === moreIsBetter(indicator) ? 'better' : 'worse',
    percent: sign(b) === 0 ? null : signed(fixedHalfEven(multiply(divide(difference, b), fraction(100)), 1)),
    difference: signed(fixedHalfEven(difference, places)),
  };
}

/** Writes a plus before what is above zero: `+0.6`, `-11.3`, `0.0`. */
export function signed(text: string): string {
  const value = decimal(text);
  if (sign(value) === 0) return text.replace('-', '');
  return sign(value) > 0 ? `+${text}` : text;
}

/** Relative change against last year; worse from nothing ranks before any percentage. */
function size(change: Change): Fraction | null {
  const last = decimal(change.last);
  if (sign(last) === 0) return null;
  const rate = divide(subtract(decimal(change.now), last), last);
  return sign(rate) < 0 ? subtract(fraction(0), rate) : rate;
}

/**
 * Every indicator that is worse than last year, the relatively worst first; equal ones keep the order given (protocol order of
 * the regions). A change too small to show in the published values is no change.
 */
export function bottomLine(comparisons: readonly Comparison[]): Change[] {
  return comparisons
    .map(changeOf)
    .filter((change): change is Change => change?.sense === 'worse')
    .map((change) => ({ change, size: size(change) }))
    .sort((a, b) => {
      if (a.size === null || b.size === null) return a.size === b.size ? 0 : a.size === null ? -1 : 1;
      return compare(b.size, a.size);
    })
    .map(({ change }) => change);
}
