/** Beijing's wall clock (UTC+8, no daylight saving): days and times of day as people set them. */

import { addDays, type Day } from '@qingzhang/standards';
import { beijingDay } from '../platform/clock.ts';

const OFFSET_MS = 8 * 3_600_000;

/** `08:30` as the database and the pages write it. */
export type TimeOfDay = string;

/** The Beijing time of a moment, `08:30`. */
export function beijingTime(at: Date): TimeOfDay {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(11, 16);
}

/** The moment of a Beijing day and time. */
export function beijingMoment(day: Day, time: TimeOfDay): Date {
  return new Date(`${day}T${time.slice(0, 5)}:00+08:00`);
}

/** A time in which nobody is disturbed: from one time of day to another, over midnight where the second is earlier. */
export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

/** DIS-11.1: 22:00–07:00 unless somebody set it otherwise. */
export const standardQuiet: QuietHours = { from: '22:00', to: '07:00' };

/** DIS-11.1: the digest of the day comes at 08:30. */
export const STANDARD_DIGEST_AT: TimeOfDay = '08:30';

/** Whether the moment is quiet: the first minute is, the last is not. Equal times: never quiet. */
export function isQuiet(at: Date, { from, to }: QuietHours): boolean {
  const now = beijingTime(at);
  const [begin, end] = [from.slice(0, 5), to.slice(0, 5)];
  return begin <= end ? begin <= now && now < end : now >= begin || now < end;
}

/** The moment itself, or where it is quiet the end of the quiet hours. */
export function afterQuiet(at: Date, quiet: QuietHours): Date {
  if (!isQuiet(at, quiet)) return at;
  const today = beijingDay(at);
  const end = beijingMoment(today, quiet.to);
  return end > at ? end : beijingMoment(addDays(today, 1), quiet.to);
}
