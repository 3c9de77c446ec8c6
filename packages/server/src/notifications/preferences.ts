import type { Db } from '../platform/database/transaction.ts';
import { type QuietHours, STANDARD_DIGEST_AT, standardQuiet, type TimeOfDay } from './beijing.ts';

/** How somebody wants to be told; in the list of messages everybody always is. */
export interface Preference {
  /** Where letters go; null: none are sent. */
  readonly email: string | null;
  /** Whether immediate messages come by letter too. */
  readonly byEmail: boolean;
  /** Whether the daily digest comes by letter. */
  readonly digest: boolean;
  readonly digestAt: TimeOfDay;
  readonly quiet: QuietHours;
  /** The language of letters. */
  readonly lang: 'zh' | 'en';
}

/** What holds until somebody sets it otherwise (DIS-11.1). */
export const standardPreference: Preference = {
  email: null,
  byEmail: true,
  digest: true,
  digestAt: STANDARD_DIGEST_AT,
  quiet: standardQuiet,
  lang: 'zh',
};

/** The preferences of these people, as a function of their id. */
export async function preferencesOf(
  db: Db,
  userIds: readonly number[],
): Promise<(userId: number) => Preference> {
  if (userIds.length === 0) return () => standardPreference;
  const rows = await db
    .selectFrom('notification_preference')
    .selectAll()
    .where('user_id', 'in', userIds)
    .execute();
  const known = new Map<number, Preference>(
    rows.map((row) => [
      row.user_id,
      {
        email: row.email,
        byEmail: row.by_email,
        digest: row.digest,
        digestAt: row.digest_at.slice(0, 5),
        quiet: { from: row.quiet_from.slice(0, 5), to: row.quiet_to.slice(0, 5) },
        lang: row.lang === 'en' ? 'en' : 'zh',
      },
    ]),
  );
  return (userId) => known.get(userId) ?? standardPreference;
}
