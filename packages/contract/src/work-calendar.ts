/** The official working-day calendar (工作日历): a year as it stands, and changes to it. */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang } from './figures.ts';

const Year = z.object({ year: queryInteger.pipe(z.number().int().min(1990).max(2100)) });
const Reason = z.string().trim().min(2).max(300);
const Source = z.string().trim().min(2).max(200);

/** A day that has a name or departs from Monday-to-Friday. */
export const CalendarDay = z
  .object({
    day: Day,
    work: z.boolean(),
    name: z.string(),
    nameEn: z.string(),
    source: z.string(),
    /** Why somebody changed it; null: as announced. */
    reason: z.string().nullable(),
    changedBy: z.string(),
    changedAt: Instant,
  })
  .meta({ id: 'CalendarDay' });
export type CalendarDay = z.output<typeof CalendarDay>;

export const CalendarYear = z
  .object({
    year: z.number().int(),
    /** Null: not announced yet, or not entered: weekends are assumed. */
    announced: z.object({ source: z.string(), changedBy: z.string(), changedAt: Instant }).nullable(),
    days: z.array(CalendarDay),
    /** Working days of each month, January first. */
    workdays: z.array(z.number().int()).length(12),
    /** Years that stand in the calendar, ascending. */
    known: z.array(z.number().int()),
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYear = z.output<typeof CalendarYear>;

export const getCalendarYear = endpoint({
  method: 'GET',
  path: '/api/work-calendar/:year',
  params: Year,
  response: CalendarYear,
  permission: 'self',
});

export const getCalendarYearXlsx = endpoint({
  method: 'GET',
  path: '/api/work-calendar/:year/days.xlsx',
  params: Year,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'self',
});

/** Say whether a day is worked, why, and by which document. */
export const putCalendarDay = endpoint({
  method: 'PUT',
  path: '/api/work-calendar/days/:day',
  params: z.object({ day: Day }),
  body: z.object({ work: z.boolean(), name: z.string().trim().max(40), source: Source, reason: Reason }),
  response: CalendarYear,
  permission: 'calendar.write',
});

/** Take a day's entry away: it is again what its weekday says. */
export const deleteCalendarDay = endpoint({
  method: 'POST',
  path: '/api/work-calendar/days/:day/remove',
  params: z.object({ day: Day }),
  body: z.object({ reason: Reason }),
  response: CalendarYear,
  permission: 'calendar.write',
});

/** Say that a year's arrangement is entered in full: from then on its days are no assumption. */
export const announceCalendarYear = endpoint({
  method: 'PUT',
  path: '/api/work-calendar/years/:year',
  params: Year,
  body: z.object({ source: Source, reason: Reason }),
  response: CalendarYear,
  permission: 'calendar.write',
});
