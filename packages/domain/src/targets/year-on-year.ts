/** 同比目标 (AIR-8.8): to stay flat with last year, or to improve by a share of it. */
import { decimal, divide, fraction, multiply, subtract } from '@qingzhang/standards';
import { flooredText } from '../numbers/ratio.ts';
import { type Indicator, publishedDecimals } from './indicator.ts';

/**
 * The target that keeps last year's same-period value (published, decimal text), lowered by `percent` % for 保持改善. The result
 * is the largest publishable value not above it: 43 lowered by 3 % is 41.71, so 41. More days are better for none of these.
 */
export function yearOnYearTarget(
  indicator: Exclude<Indicator, 'goodDayShare'>,
  last: string,
  percent = '0',
): string {
  const kept = divide(subtract(fraction(100), decimal(percent)), fraction(100));
  return flooredText(multiply(decimal(last), kept), publishedDecimals(indicator));
}
