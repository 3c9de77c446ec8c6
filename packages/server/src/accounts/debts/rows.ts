/** The lines of a city's 事项账 for a month: from the entries, or as a closing has frozen them. */
import { DebtRow } from '@qingzhang/contract';
import { addDays } from '@qingzhang/standards';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';
import { firstOfNext } from './book.ts';

/** A line with both languages, as it is frozen. */
export interface StoredDebtRow extends Omit<DebtRow, 'name' | 'reason' | 'frozen'> {
  readonly name: { readonly zh: string; readonly en: string };
  readonly reason: { readonly zh: string; readonly en: string };
  readonly cityCode: string;
}

const Both = z.object({ zh: z.string(), en: z.string() });
/** A frozen line as it lies in `debt_closing`. */
const Stored: z.ZodType<StoredDebtRow> = DebtRow.omit({ name: true, reason: true, frozen: true }).extend({
  name: Both,
  reason: Both,
  cityCode: z.string(),
});

/**
 * The lines of all given cities at the end of a month, or at `today` while it runs; computed backwards from today's
 * balances, so that only the entries since then are read. Subjects without any debt in a city have no line.
 */
export async function debtRows(
  db: Db,
  cities: readonly string[],
  month: string,
  today: string,
): Promise<StoredDebtRow[]> {
  const first = `${month}-01`;
  const next = firstOfNext(month);
  const judged = today < next ? today : addDays(next, -1);
  const year = `${month.slice(0, 4)}-01-01`;
  const { rows } = await sql<{
    subject: string;
    city_code: string;
    name: string;
    name_en: string;
    unit: string;
    added: string;
    paid: string;
    rebound: string;
    closing: string;
    old: string;
    overdue: string;
    entries: string;
    lamp: DebtRow['lamp'] | null;
    reason: { zh: string; en: string } | null;
  }>`
    with later as (
      select subject, ref, sum(case kind when 'paid' then -amount else amount end) as net
      from debt_entry
      where city_code = any(${cities}::text[]) and on_date >= ${next}::date
      group by subject, ref
    ), own as (
      select debt.subject, debt.city_code, debt.balance - coalesce(later.net, 0) as balance, debt.opened_on, debt.due_on
      from debt left join later on later.subject = debt.subject and later.ref = debt.ref
      where debt.city_code = any(${cities}::text[]) and debt.opened_on < ${next}::date
    ), closing as (
      select subject, city_code, sum(balance) as closing,
        coalesce(sum(balance) filter (where opened_on < ${year}::date), 0) as old,
        coalesce(sum(balance) filter (where due_on < ${judged}::date and balance > 0), 0) as overdue
      from own group by subject, city_code
    ), moved as (
      select subject, city_code,
        coalesce(sum(amount) filter (where kind = 'added'), 0) as added,
        coalesce(sum(amount) filter (where kind = 'paid'), 0) as paid,
        coalesce(sum(amount) filter (where kind = 'rebound'), 0) as rebound
      from debt_entry
      where city_code = any(${cities}::text[]) and on_date >= ${first}::date and on_date < ${next}::date
      group by subject, city_code
    )
    select closing.subject, closing.city_code, s.name, s.name_en, s.unit,
      coalesce(added, 0) as added, coalesce(paid, 0) as paid, coalesce(rebound, 0) as rebound,
      closing, old, overdue, standing.lamp, standing.reason
    from closing
    join debt_subject s on s.subject = closing.subject
    left join moved on moved.subject = closing.subject and moved.city_code = closing.city_code
    left join debt_standing standing on standing.subject = closing.subject
      and standing.city_code = closing.city_code and standing.month = ${month}
    where closing <> 0 or coalesce(added, 0) <> 0 or coalesce(paid, 0) <> 0 or coalesce(rebound, 0) <> 0
      or standing.lamp is not null
    order by closing.city_code, s.sort, s.subject`.execute(db);
  return rows.map((row) => {
    const [added, paid, rebound, closing] = [row.added, row.paid, row.rebound, row.closing].map(Number) as [
      number,
      number,
      number,
      number,
    ];
    const overdue = Number(row.overdue);
    return {
      subject: row.subject,
      cityCode: row.city_code,
      name: { zh: row.name, en: row.name_en },
      unit: row.unit,
      opening: tidy(closing - added + paid - rebound),
      added,
      paid,
      rebound,
      closing,
      old: Number(row.old),
      overdue,
      lamp: row.lamp ?? (overdue > 0 || rebound > 0 ? 'red' : 'green'),
      reason: row.reason ?? plainReason(overdue, rebound),
    };
  });
}

const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Where the owning area has not said more. */
function plainReason(overdue: number, rebound: number): { zh: string; en: string } {
  if (overdue > 0 && rebound > 0) return { zh: '逾期、反弹', en: 'overdue, rebound' };
  if (overdue > 0) return { zh: '逾期', en: 'overdue' };
  if (rebound > 0) return { zh: '反弹', en: 'rebound' };
  return { zh: '按序时', en: 'on schedule' };
}

/** Freeze the lines of a month with its closing. */
export async function freezeDebts(
  trx: Db,
  closing: number,
  cities: readonly string[],
  month: string,
): Promise<number> {
  const rows = await debtRows(trx, cities, month, addDays(firstOfNext(month), -1));
  if (rows.length === 0) return 0;
  await trx
    .insertInto('debt_closing')
    .values(
      rows.map((row) => ({
        closing_id: closing,
        city_code: row.cityCode,
        subject: row.subject,
        row: JSON.stringify(row),
      })),
    )
    .execute();
  return rows.length;
}

/** The lines as a closing has frozen them; null when the month is open. */
export async function frozenDebts(
  db: Db,
  cities: readonly string[],
  month: string,
): Promise<StoredDebtRow[] | null> {
  const closing = await db.selectFrom('closing').select('id').where('period', '=', month).executeTakeFirst();
  if (closing === undefined) return null;
  const rows = await db
    .selectFrom('debt_closing')
    .select('row')
    .where('closing_id', '=', closing.id)
    .where('city_code', 'in', [...cities, ''])
    .execute();
  const stored = rows.map(({ row }) => Stored.parse(row));
  const order = new Map(
    (await db.selectFrom('debt_subject').select(['subject', 'sort']).execute()).map((one) => [
      one.subject,
      one.sort,
    ]),
  );
  return stored.toSorted(
    (a, b) =>
      a.cityCode.localeCompare(b.cityCode) || (order.get(a.subject) ?? 0) - (order.get(b.subject) ?? 0),
  );
}

/** The lines of cities for a month, frozen or live. */
export async function readDebts(
  db: Db,
  cities: readonly string[],
  month: string,
  today: string,
): Promise<{ frozen: boolean; rows: StoredDebtRow[] }> {
  const frozen = await frozenDebts(db, cities, month);
  return frozen === null
    ? { frozen: false, rows: await debtRows(db, cities, month, today) }
    : { frozen: true, rows: frozen };
}
