import { randomUUID } from 'node:crypto';
import { type WorkCalendar, workCalendar } from '@qingzhang/domain';
import type { Call } from '../actor.ts';
import { type Db, transaction } from '../database/transaction.ts';
import { announcedYears } from './announced.ts';

/** Calendars by version: an edit changes the version, so that no process goes on with an old one. */
const known = new Map<string, WorkCalendar>();
const KEPT = 4;

/**
 * The working-day calendar (工作日历) as it stands: one small query where nothing has changed. Inside a transaction it
 * is what that transaction sees.
 */
export async function readCalendar(db: Db): Promise<WorkCalendar> {
  const { version } = await db.selectFrom('calendar_state').select('version').executeTakeFirstOrThrow();
  const kept = known.get(version);
  if (kept !== undefined) return kept;
  const days = await db.selectFrom('calendar_day').select(['day', 'work']).execute();
  const years = await db.selectFrom('calendar_year').select('year').execute();
  const calendar = workCalendar(
    days,
    years.map(({ year }) => year),
  );
  const oldest = known.keys().next();
  if (known.size >= KEPT && !oldest.done) known.delete(oldest.value);
  known.set(version, calendar);
  return calendar;
}

/** Say that the calendar has changed, in the transaction that changes it. */
export async function renewVersion(trx: Db): Promise<void> {
  await trx.updateTable('calendar_state').set({ version: randomUUID() }).execute();
}

/**
 * Put the arrangements that the program carries into the database: years that are not there yet, and nothing else, so
 * that what somebody has entered or corrected stays. Returns the years added.
 */
export async function ensureCalendar(db: Db, call: Call): Promise<number[]> {
  const { source, years } = announcedYears();
  return transaction(db, async (trx) => {
    // Two servers that start at once: one after the other.
    await trx.selectFrom('calendar_state').select('version').forUpdate().execute();
    const present = new Set(
      (await trx.selectFrom('calendar_year').select('year').execute()).map(({ year }) => year),
    );
    const missing = [...years.keys()].filter((year) => !present.has(year)).sort((a, b) => a - b);
    if (missing.length === 0) return [];
    const stamp = { changed_by: call.actor.login, changed_at: call.at };
    await trx
      .insertInto('calendar_year')
      .values(missing.map((year) => ({ year, source, ...stamp })))
      .execute();
    const rows = missing.flatMap((year) =>
      (years.get(year) ?? []).map(({ day, work, name, nameEn }) => ({
        day,
        work,
        name,
        name_en: nameEn,
        source,
        ...stamp,
      })),
    );
    await trx
      .insertInto('calendar_day')
      .values(rows)
      .onConflict((conflict) => conflict.column('day').doNothing())
      .execute();
    await renewVersion(trx);
    return missing;
  });
}
