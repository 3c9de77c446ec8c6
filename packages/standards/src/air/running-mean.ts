import { type Fraction, fraction } from '../numbers/exact.ts';
import { MIN_DAY_HOURS, MIN_WINDOW_HOURS } from './station-day.ts';

/**
 * Means of the last `window` hours at each hour of a series (thousandths, null where absent), in units; null where fewer than
 * `minimum` of them are there, as at the beginning. The value belongs to the window's last hour (AIR-3.4).
 */
export function runningMeans(
  hours: readonly (number | null)[],
  window: number,
  minimum: number,
): (Fraction | null)[] {
  let [total, present] = [0, 0];
  return hours.map((entering, index) => {
    if (entering !== null) [total, present] = [total + entering, present + 1];
    const leaving = index >= window ? (hours[index - window] ?? null) : null;
    if (leaving !== null) [total, present] = [total - leaving, present - 1];
    return present >= minimum ? fraction(total, present * 1000) : null;
  });
}

/** AIR-3.4: running 8-hour means of ozone, at least 6 hours. Across midnight: the value shown now, not the MDA8 (AIR-11.4). */
export function running8hMeans(hours: readonly (number | null)[]): (Fraction | null)[] {
  return runningMeans(hours, 8, MIN_WINDOW_HOURS);
}

/** AIR-2.2, 2.4: running 24-hour means for the hourly report, at least 20 hours. */
export function running24hMeans(hours: readonly (number | null)[]): (Fraction | null)[] {
  return runningMeans(hours, 24, MIN_DAY_HOURS);
}
