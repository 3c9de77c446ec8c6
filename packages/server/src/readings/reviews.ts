/** 数据审核: months whose readings the monitoring centre has reviewed; only these may be the ground of a pledge (DIS-6.3). */
import { AppError, type DataReview } from '@qingzhang/contract';
import { addDays, type Day, monthOfDay, spanOf } from '@qingzhang/standards';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { requirePermission } from '../platform/policy.ts';

/** The month (2026-06) of a day. */
const keyOf = (day: Day): string => day.slice(0, 7);

/** The months that a span touches, 'YYYY-MM', in order. */
export function monthsOf(span: { readonly from: Day; readonly to: Day }): string[] {
  const months: string[] = [];
  for (let day = span.from; day <= span.to; day = addDays(spanOf(monthOfDay(day)).to, 1)) {
    months.push(keyOf(day));
  }
  return months;
}

/**
 * Whether every month of a span is reviewed; a month under way never is. `known`: only reviews made until then count, so
 * that a page about what was known at a moment does not know better.
 */
export async function allReviewed(
  db: Db,
  span: { readonly from: Day; readonly to: Day },
  known: Date | null = null,
): Promise<boolean> {
  const months = monthsOf(span);
  if (months.length === 0) return false;
  let query = db.selectFrom('data_review').select('month').where('month', 'in', months);
  if (known !== null) query = query.where('reviewed_at', '<=', known);
  return (await query.execute()).length === months.length;
}

/** So many months back are listed. */
const MONTHS_LISTED = 36;

/** The months that are over and have readings, the newest first, with their review. */
export async function listDataReviews(db: Db, at: Date): Promise<DataReview[]> {
  const today = beijingDay(at);
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(a.hour) as first, max(z.hour) as last
    from place p join region c on c.code = p.city_code and c.managed
    cross join lateral (select hour from air_hour where place_id = p.id order by hour limit 1) a
    cross join lateral (select hour from air_hour where place_id = p.id order by hour desc limit 1) z`.execute(
    db,
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  if (first === null || last === null) return [];
  // An hour is stored by its end: 24:00 of a month's last day is the next month's first instant.
  const day = (hour: Date) => beijingDay(new Date(hour.getTime() - 1));
  const months = monthsOf({ from: day(first), to: day(last) })
    .filter((month) => lastDayOf(month) < today)
    .toReversed()
    .slice(0, MONTHS_LISTED);
  if (months.length === 0) return [];
  const reviews = await db.selectFrom('data_review').selectAll().where('month', 'in', months).execute();
  return months.map((month) => {
    const row = reviews.find((one) => one.month === month);
    return row === undefined ? unreviewed(month) : shown(row);
  });
}

const lastDayOf = (month: string): Day => spanOf(monthOfDay(`${month}-01`)).to;

/** Say that a month is reviewed, under which document; or take that back. A month that is not over is refused. */
export async function putDataReview(
  db: Db,
  month: string,
  input: { readonly reviewed: boolean; readonly document: string; readonly note: string },
  call: Call,
): Promise<DataReview> {
  requirePermission(call.actor, 'readings.review');
  if (lastDayOf(month) >= beijingDay(call.at)) {
    throw new AppError('thing.invalid', { what: 'month', reason: `${month} 未结束 · not over` });
  }
  return transaction(db, async (trx) => {
    const detail = { ...input };
    await audit(trx, call, {
      action: input.reviewed ? 'readings.review' : 'readings.unreview',
      objectType: 'month',
      objectId: month,
      detail,
    });
    if (!input.reviewed) {
      await trx.deleteFrom('data_review').where('month', '=', month).execute();
      return unreviewed(month);
    }
    const values = {
      document: input.document,
      note: input.note,
      reviewed_by: call.actor.id,
      reviewed_post: call.actor.post,
      reviewed_at: call.at,
    };
    const row = await trx
      .insertInto('data_review')
      .values({ month, ...values })
      // Other words for the same review do not make it a later one.
      .onConflict((conflict) =>
        conflict.column('month').doUpdateSet({ document: input.document, note: input.note }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return shown(row);
  });
}

const unreviewed = (month: string): DataReview => ({
  month,
  reviewed: false,
  document: '',
  note: '',
  post: null,
  at: null,
});

const shown = (row: {
  month: string;
  document: string;
  note: string;
  reviewed_post: string;
  reviewed_at: Date;
}): DataReview => ({
  month: row.month,
  reviewed: true,
  document: row.document,
  note: row.note,
  post: row.reviewed_post,
  at: row.reviewed_at.toISOString(),
});
