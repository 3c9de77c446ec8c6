/**
 * 事项账 (DIS-3.5): what a city owes in items, tasks and commitments, kept as entries of one book. The areas that own the
 * items write here; nothing here knows them. Opening + added − paid + rebound = closing, by construction.
 */

import { addDays } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';

/** One movement of a debt. */
export interface DebtMovement {
  /** A program's key, `tasks` or `commitments`. */
  readonly subject: string;
  /** The item or task, unique within the subject. */
  readonly ref: string;
  readonly cityCode: string;
  /** 项, 户. */
  readonly unit: string;
  /** 'YYYY-MM-DD'; whether it is an old debt follows from it. */
  readonly openedOn: string;
  readonly dueOn: string | null;
  readonly kind: 'added' | 'paid' | 'rebound';
  /** How much; a paid amount taken back is negative. Zero moves nothing but renews the due date. */
  readonly amount: number;
  /** The day it happened; the day of the call unless said. In a closed month it is booked on the first open day. */
  readonly on?: string;
}

const CHUNK = 5000;

/**
 * Book movements in the caller's transaction. Rows of several thousand items go in as a few statements. What falls into a
 * closed month is booked in the first open one, with the day it was about kept beside it: a closed statement never changes.
 */
export async function bookDebts(trx: Db, call: Call, movements: readonly DebtMovement[]): Promise<void> {
  if (movements.length === 0) return;
  // No month is frozen between the look at the closings and this transaction's end.
  await sql`select pg_advisory_xact_lock_shared(hashtext('debt-months'))`.execute(trx);
  const firstOpen = await firstOpenDay(trx);
  const today = beijingDay(call.at);
  for (let start = 0; start < movements.length; start += CHUNK) {
    const rows = movements.slice(start, start + CHUNK).map((one) => {
      const about = one.on ?? today;
      return { ...one, about, on: firstOpen !== null && about < firstOpen ? firstOpen : about };
    });
    await writeDebts(trx, rows);
    const moved = rows.filter(({ amount }) => amount !== 0);
    if (moved.length === 0) continue;
    await sql`
      insert into debt_entry (subject, ref, city_code, kind, amount, on_date, about_on, opened_on, booked_by, booked_at)
      select subject, ref, city, kind, amount, on_date, about_on, opened_on, ${call.actor.login}, ${call.at}
      from unnest(
        ${moved.map((one) => one.subject)}::text[], ${moved.map((one) => one.ref)}::text[],
        ${moved.map((one) => one.cityCode)}::text[], ${moved.map((one) => one.kind)}::text[],
        ${moved.map((one) => one.amount)}::numeric[], ${moved.map((one) => one.on)}::date[],
        ${moved.map((one) => one.about)}::date[], ${moved.map((one) => one.openedOn)}::date[]
      ) as one (subject, ref, city, kind, amount, on_date, about_on, opened_on)`.execute(trx);
  }
}

/** One row per debt: its city, due date and balance; several movements of one debt are summed first. */
async function writeDebts(trx: Db, rows: readonly DebtMovement[]): Promise<void> {
  const byRef = new Map<string, { one: DebtMovement; net: number }>();
  for (const one of rows) {
    const key = `${one.subject}|${one.ref}`;
    byRef.set(key, { one, net: (byRef.get(key)?.net ?? 0) + signed(one.kind, one.amount) });
  }
  const debts = [...byRef.values()];
  await sql`
    insert into debt (subject, ref, city_code, unit, opened_on, due_on, balance)
    select * from unnest(
      ${debts.map(({ one }) => one.subject)}::text[], ${debts.map(({ one }) => one.ref)}::text[],
      ${debts.map(({ one }) => one.cityCode)}::text[], ${debts.map(({ one }) => one.unit)}::text[],
      ${debts.map(({ one }) => one.openedOn)}::date[], ${debts.map(({ one }) => one.dueOn)}::date[],
      ${debts.map(({ net }) => net)}::numeric[]
    )
    on conflict (subject, ref) do update
      set due_on = excluded.due_on, balance = debt.balance + excluded.balance`.execute(trx);
}

const signed = (kind: DebtMovement['kind'], amount: number): number => (kind === 'paid' ? -amount : amount);

/** The first day that no closing has frozen; null when nothing is closed. */
async function firstOpenDay(trx: Db): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`select max(period) as last from closing`.execute(trx);
  const last = rows[0]?.last ?? null;
  return last === null ? null : firstOfNext(last);
}

/** Before a month is closed: whoever is booking commits first, whoever comes later sees the closing. */
export async function holdDebtMonths(trx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('debt-months'))`.execute(trx);
}

/** The first day after a month. */
export function firstOfNext(month: string): string {
  return `${addDays(`${month}-28`, 4).slice(0, 7)}-01`;
}

/** 科目: what a subject is called on statements, and where it stands. */
export interface DebtSubject {
  readonly subject: string;
  readonly name: string;
  readonly nameEn: string;
  readonly unit: string;
  readonly sort: number;
  readonly simulated: boolean;
}

/** Name the subjects an area keeps; saying it again changes the words. */
export async function declareSubjects(trx: Db, subjects: readonly DebtSubject[]): Promise<void> {
  for (const { subject, name, nameEn, unit, sort, simulated } of subjects) {
    const words = { name, name_en: nameEn, unit, sort, simulated };
    await trx
      .insertInto('debt_subject')
      .values({ subject, ...words })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet(words))
      .execute();
  }
}

/** The lamp of a subject in a city for a month, with its reason in both languages. */
export interface DebtStanding {
  readonly subject: string;
  readonly cityCode: string;
  /** 'YYYY-MM'. */
  readonly month: string;
  readonly lamp: 'blue' | 'green' | 'yellow' | 'red' | 'grey';
  readonly reason: { readonly zh: string; readonly en: string };
}

/** Set lamps; the last word of a month stands. */
export async function setDebtStandings(
  trx: Db,
  call: Call,
  standings: readonly DebtStanding[],
): Promise<void> {
  if (standings.length === 0) return;
  await sql`
    insert into debt_standing (subject, city_code, month, lamp, reason, set_at)
    select subject, city, month, lamp, reason::jsonb, ${call.at} from unnest(
      ${standings.map((one) => one.subject)}::text[], ${standings.map((one) => one.cityCode)}::text[],
      ${standings.map((one) => one.month)}::text[], ${standings.map((one) => one.lamp)}::text[],
      ${standings.map((one) => JSON.stringify(one.reason))}::text[]
    ) as one (subject, city, month, lamp, reason)
    on conflict (subject, city_code, month) do update
      set lamp = excluded.lamp, reason = excluded.reason, set_at = excluded.set_at`.execute(trx);
}
