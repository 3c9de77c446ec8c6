/** 旧账: debts opened before this year and not paid yet, counted by city. */
import { sql } from 'kysely';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';

interface OldDebts {
  readonly count: number;
  readonly simulated: boolean;
}
type ByCity = ReadonlyMap<string, OldDebts>;

interface Kept {
  readonly stamp: string;
  readonly at: number;
  readonly counts: Promise<ByCity>;
}

/**
 * A count of the whole book is kept while nothing is booked. The stamp is the last entry's number; as two bookings may be
 * confirmed in another order than they were numbered, no count is kept longer than this.
 */
const KEPT_MS = 60_000;
const keptOf = new WeakMap<Db, Kept>();

/**
 * How many old debts each city has, as of now. Each counts as one, since their units differ; a city without any is not in
 * it. What stands in it is of all cities: who asks takes those that may be seen.
 */
export async function oldDebts(db: Db, now: Date): Promise<ByCity> {
  const year = beijingDay(now).slice(0, 4);
  const last = await db
    .selectFrom('debt_entry')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  const stamp = `${year}|${last?.id ?? 0}`;
  const kept = keptOf.get(db);
  if (kept?.stamp === stamp && Math.abs(now.getTime() - kept.at) < KEPT_MS) return kept.counts;
  const counts = countOld(db, year);
  keptOf.set(db, { stamp, at: now.getTime(), counts });
  counts.catch(() => keptOf.delete(db));
  return counts;
}

async function countOld(db: Db, year: string): Promise<ByCity> {
  const rows = await db
    .selectFrom('debt')
    .innerJoin('debt_subject', 'debt_subject.subject', 'debt.subject')
    .select((eb) => [
      'city_code',
      eb.fn.countAll<number>().as('count'),
      sql<boolean>`bool_or(simulated)`.as('simulated'),
    ])
    .where('opened_on', '<', `${year}-01-01`)
    .where('balance', '>', '0')
    .groupBy('city_code')
    .execute();
  return new Map(rows.map(({ city_code, count, simulated }) => [city_code, { count, simulated }]));
}
