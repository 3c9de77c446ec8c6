/** A year of the calendar as a page shows it, and changes to it: each with a reason, a source and a line in the audit log. */
import type { CalendarDay, CalendarYear } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { isWeekday } from '@qingzhang/domain';
import { type Day, isDay, monthOf, yearOf } from '@qingzhang/standards';
import type { Call } from '../actor.ts';
import { audit } from '../audit/audit.ts';
import { type Db, transaction } from '../database/transaction.ts';
import { daysOfYear } from './announced.ts';
import { readCalendar, renewVersion } from './calendar.ts';

/** The year as it stands. */
export async function readCalendarYear(db: Db, year: number): Promise<CalendarYear> {
  const calendar = await readCalendar(db);
  const rows = await db
    .selectFrom('calendar_day')
    .selectAll()
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute();
  const years = await db.selectFrom('calendar_year').selectAll().orderBy('year').execute();
  const announced = years.find((row) => row.year === year);
  const workdays = Array.from({ length: 12 }, () => 0);
  for (const day of daysOfYear(year)) {
    const month = monthOf(day) - 1;
    if (calendar.isWorkday(day)) workdays[month] = (workdays[month] ?? 0) + 1;
  }
  return {
    year,
    announced:
      announced === undefined
        ? null
        : {
            source: announced.source,
            changedBy: announced.changed_by,
            changedAt: announced.changed_at.toISOString(),
          },
    days: rows.map(
      (row): CalendarDay => ({
        day: row.day,
        work: row.work,
        name: row.name,
        nameEn: row.name_en,
        source: row.source,
        reason: row.reason,
        changedBy: row.changed_by,
        changedAt: row.changed_at.toISOString(),
      }),
    ),
    workdays,
    known: years.map((row) => row.year),
  };
}

/** What is entered for a day. */
export interface DayEntry {
  readonly day: Day;
  readonly work: boolean;
  readonly name: string;
  readonly source: string;
  readonly reason: string;
}

/** Enter a day, or change what is entered. */
export async function putCalendarDay(db: Db, entry: DayEntry, call: Call): Promise<CalendarYear> {
  const day = existing(entry.day);
  await transaction(db, async (trx) => {
    const before = await lockDay(trx, day);
    const row = {
      work: entry.work,
      name: entry.name,
      // The name is a person's word in one language; what was announced keeps its translation.
      name_en: before !== undefined && before.name === entry.name ? before.name_en : entry.name,
      source: entry.source,
      reason: entry.reason,
      changed_by: call.actor.post,
      changed_at: call.at,
    };
    await trx
      .insertInto('calendar_day')
      .values({ day, ...row })
      .onConflict((conflict) => conflict.column('day').doUpdateSet(row))
      .execute();
    await renewVersion(trx);
    const detail = {
      before: before === undefined ? isWeekday(day) : before.work,
      work: entry.work,
      source: entry.source,
      reason: entry.reason,
    };
    await audit(trx, call, { action: 'calendar.change', objectType: 'calendar', objectId: day, detail });
  });
  return readCalendarYear(db, yearOf(day));
}

/** Take a day's entry away. */
export async function removeCalendarDay(
  db: Db,
  { day, reason }: Pick<DayEntry, 'day' | 'reason'>,
  call: Call,
): Promise<CalendarYear> {
  existing(day);
  await transaction(db, async (trx) => {
    const before = await lockDay(trx, day);
    if (before === undefined) throw new AppError('thing.notFound', { what: 'calendar day', id: day });
    await trx.deleteFrom('calendar_day').where('day', '=', day).execute();
    await renewVersion(trx);
    const detail = { before: before.work, work: isWeekday(day), reason };
    await audit(trx, call, { action: 'calendar.remove', objectType: 'calendar', objectId: day, detail });
  });
  return readCalendarYear(db, yearOf(day));
}

/** Say that the year's arrangement is entered. */
export async function announceYear(
  db: Db,
  { year, source, reason }: { readonly year: number; readonly source: string; readonly reason: string },
  call: Call,
): Promise<CalendarYear> {
  await transaction(db, async (trx) => {
    const row = { source, changed_by: call.actor.post, changed_at: call.at };
    await trx
      .insertInto('calendar_year')
      .values({ year, ...row })
      .onConflict((conflict) => conflict.column('year').doUpdateSet(row))
      .execute();
    await renewVersion(trx);
    const detail = { source, reason };
    await audit(trx, call, { action: 'calendar.announce', objectType: 'calendar', objectId: year, detail });
  });
  return readCalendarYear(db, year);
}

function lockDay(trx: Db, day: Day) {
  return trx.selectFrom('calendar_day').selectAll().where('day', '=', day).forUpdate().executeTakeFirst();
}

function existing(day: string): Day {
  if (!isDay(day)) throw new AppError('thing.invalid', { what: 'day', reason: day });
  return day;
}
