/** 逐日格: a day, or the worst day of a week, as strips and calendars show it. */
import type { DayCell } from '@qingzhang/contract';
import { addDays, type Day, dayNumber, daysFromTo, formatDay } from '@qingzhang/standards';
import type { RegionYear } from '../evaluation/kept-results.ts';
import { earlierDay, laterDay, type Standpoint } from './moment.ts';

type Seen = Pick<Standpoint, 'lastDay' | 'running' | 'view'>;

/** One day of a city. */
export function dayCell(stand: Seen, days: RegionYear, day: Day): DayCell {
  const empty = { day, aqi: null, level: null, primary: [], dust: false };
  if (day > stand.lastDay) return { ...empty, state: day === stand.running?.day ? 'running' : 'future' };
  const found = days.get(day);
  const aqi = found?.[stand.view.dust].aqi;
  const dust = (found?.row.dustHours ?? 0) > 0;
  if (aqi === undefined || aqi.aqi === null) return { ...empty, state: 'invalid', dust };
  return { day, state: 'valid', aqi: aqi.aqi, level: aqi.level, primary: [...aqi.primary], dust };
}

/** Every day from one to another. */
export const dayCells = (stand: Seen, days: RegionYear, from: Day, to: Day): DayCell[] =>
  daysFromTo(from, to).map((day) => dayCell(stand, days, day));

/** The weeks (Monday first) that touch a year, each as its worst valid day, labelled by the week's Monday. */
export function weekCells(stand: Seen, days: RegionYear, year: number): DayCell[] {
  const [first, last] = [formatDay(year, 1, 1), formatDay(year, 12, 31)];
  const weeks: DayCell[] = [];
  // 1970-01-01 was a Thursday.
  for (
    let monday = addDays(first, -((dayNumber(first) + 3) % 7));
    monday <= last;
    monday = addDays(monday, 7)
  ) {
    const sunday = addDays(monday, 6);
    const cells = dayCells(stand, days, laterDay(monday, first), earlierDay(sunday, last));
    const worst = cells.reduce<DayCell | null>(
      (found, cell) => ((cell.aqi ?? -1) > (found?.aqi ?? -1) ? cell : found),
      null,
    );
    const state = worst ? 'valid' : (cells.find((cell) => cell.state !== 'future')?.state ?? 'future');
    weeks.push({
      ...(worst ?? { aqi: null, level: null, primary: [] }),
      day: monday,
      state,
      dust: cells.some((cell) => cell.dust),
    });
  }
  return weeks;
}
