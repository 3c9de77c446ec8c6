/** Venues with how many are expected, there, and on leave, as far as the actor may see them. */
import type { Venue } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { bureauOf, isInvited } from './record.ts';
import { type VenueRow, venueRows } from './rows.ts';

/** The house sees every venue; a bureau its own; another department none but the hall it is invited to. */
export const seesVenue = (actor: Actor, venue: Pick<VenueRow, 'kind' | 'region_code'>): boolean =>
  !isInvited(actor) ||
  (venue.region_code === null ? bureauOf(actor) === null : bureauOf(actor) === venue.region_code);

/** All venues that the actor may see, with counts. */
export async function venueViews(db: Db, { actor }: Call, meetingId: number): Promise<Venue[]> {
  const [rows, counts] = await Promise.all([
    venueRows(db, meetingId),
    sql<{ venue_id: number; expected: number; signed_in: number; on_leave: number }>`
      select venue_id,
        count(*) filter (where leave_state <> 'approved' or substitute <> '')::int as expected,
        count(*) filter (where signed_in_at is not null)::int as signed_in,
        count(*) filter (where leave_state = 'approved')::int as on_leave
      from attendee where meeting_id = ${meetingId} group by venue_id`.execute(db),
  ]);
  const byVenue = new Map(counts.rows.map((row) => [row.venue_id, row]));
  return rows
    .filter((row) => seesVenue(actor, row))
    .map((row) => {
      const count = byVenue.get(row.id);
      return {
        id: row.id,
        kind: kindOf(row.kind),
        region: row.region_code,
        name: row.name,
        sort: row.sort,
        screen: row.screen_hash !== null,
        expected: count?.expected ?? 0,
        signedIn: count?.signed_in ?? 0,
        onLeave: count?.on_leave ?? 0,
      };
    });
}

const kindOf = (kind: string): Venue['kind'] => (kind === 'city' || kind === 'county' ? kind : 'main');
