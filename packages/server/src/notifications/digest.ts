import { sql } from 'kysely';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { beijingTime, STANDARD_DIGEST_AT } from './beijing.ts';

/**
 * Put the day's digests together (每日汇总, DIS-11.1): for everybody whose hour has come and who has letters sent, what was
 * published by that hour and is neither read nor dealt with. Once a person and day, whatever repeats or crashes: the
 * digest, its messages and its letter are one transaction. Returns how many.
 */
export async function assembleDigests(db: Db, at: Date): Promise<number> {
  const [day, time] = [beijingDay(at), beijingTime(at)];
  return transaction(db, async (trx) => {
    const { rows: digests } = await sql<{ id: number; user_id: number }>`
      insert into digest (user_id, day, assembled_at)
      select p.user_id, ${day}::date, ${at}
      from notification_preference p
      join app_user u on u.id = p.user_id and not u.disabled
      where p.digest and p.email is not null and p.digest_at <= ${time}::time
        and exists (select from message m where m.user_id = p.user_id and ${waiting(day)})
      order by p.user_id
      on conflict (user_id, day) do nothing
      returning id, user_id`.execute(trx);
    if (digests.length === 0) return 0;
    const users = digests.map(({ user_id }) => user_id);
    await sql`
      update message m set digest_day = ${day}::date
      from notification_preference p
      where p.user_id = m.user_id and m.user_id = any(${users}::integer[]) and ${waiting(day)}`.execute(trx);
    await trx
      .insertInto('delivery')
      .values(digests.map(({ id }) => ({ channel: 'email', digest_id: id, next_try_at: at, created_at: at })))
      .execute();
    return digests.length;
  });
}

/** Messages `m` of the person `p` that belong into the day's digest. */
const waiting = (day: string) => sql<boolean>`(
  m.seq is not null and m.digest_day is null and m.settled_at is null and m.read_at is null
  and (m.snoozed_until is null or m.snoozed_until <= ${day}::date)
  and m.published_at <= (${day}::date + coalesce(p.digest_at, ${STANDARD_DIGEST_AT}::time)) at time zone 'Asia/Shanghai'
)`;
