/** 会场: the main hall and one for each bureau, in protocol order (DIS-6.6). */
import { AppError } from '@qingzhang/contract';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { insertAttendance } from './attendance.ts';
import { auditMeeting } from './change.ts';
import { requireBefore, requireMeeting } from './record.ts';
import type { VenueRow } from './rows.ts';
import { effectiveRules } from './rules.ts';

interface Place {
  readonly code: string;
  readonly level: string;
  readonly short_name: string;
  readonly sort: number;
}

const MAIN = '主会场';
const branchName = (place: Place): string => `${place.short_name}分会场`;
/** The main hall, then cities, then each county after its city: both by the regions' protocol order. */
const sortOf = (place: Place): number => (place.level === 'city' ? 1_000 : 1_000_000) + place.sort;

/** Lay out the venues of a new meeting: of the regions named, or of every managed city (and county, where the rules say). */
export async function insertVenues(
  trx: Db,
  meetingId: number,
  codes: readonly string[] | undefined,
  counties: boolean,
): Promise<VenueRow[]> {
  const places = await placesOf(trx, codes ?? null, counties);
  return trx
    .insertInto('venue')
    .values([
      { meeting_id: meetingId, kind: 'main', name: MAIN, sort: 0 },
      ...places.map((place) => ({
        meeting_id: meetingId,
        kind: place.level,
        region_code: place.code,
        name: branchName(place),
        sort: sortOf(place),
      })),
    ])
    .returningAll()
    .execute();
}

async function placesOf(trx: Db, codes: readonly string[] | null, counties: boolean): Promise<Place[]> {
  const levels = codes !== null || counties ? ['city', 'county'] : ['city'];
  let query = trx
    .selectFrom('region')
    .select(['code', 'level', 'short_name', 'sort'])
    .where('managed', '=', true)
    .where('level', 'in', levels);
  if (codes !== null) query = query.where('code', 'in', codes.length === 0 ? [''] : [...new Set(codes)]);
  const places = await query.orderBy('sort').orderBy('code').execute();
  const unknown = codes?.find((code) => !places.some((place) => place.code === code));
  if (unknown !== undefined) throw new AppError('thing.notFound', { what: 'region', id: unknown });
  return withOwnNames(places);
}

/** Two counties of one name (城区, 郊区) are told apart by their code. */
function withOwnNames(places: readonly Place[]): Place[] {
  const seen = new Set<string>();
  return places.map((place) => {
    const taken = seen.has(place.short_name);
    seen.add(place.short_name);
    return taken ? { ...place, short_name: `${place.short_name}（${place.code}）` } : place;
  });
}

/** Add a venue; a bureau's comes with its attendance list. */
export async function addVenue(
  db: Db,
  call: Call,
  meetingId: number,
  input: {
    readonly region: string | null;
    readonly kind: 'main' | 'city' | 'county';
    readonly name: string;
  },
): Promise<void> {
  await transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId, { hold: true });
    requireBefore(meeting, 'venue');
    if ((input.region === null) !== (input.kind === 'main')) {
      throw new AppError('thing.invalid', { what: 'venue', reason: `${input.kind}: ${input.region ?? '—'}` });
    }
    const [place] = input.region === null ? [] : await placesOf(trx, [input.region], true);
    if (place !== undefined && place.level !== input.kind) {
      throw new AppError('thing.invalid', { what: 'venue', reason: `${input.kind}: ${place.code}` });
    }
    const row = await trx
      .insertInto('venue')
      .values({
        meeting_id: meetingId,
        kind: input.kind,
        region_code: input.region,
        name: input.name,
        sort: place === undefined ? 1 : sortOf(place),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('thing.conflict', { what: 'venue', state: input.name });
    // A second hall of the department has no list of its own yet: who sits there is said by hand.
    if (place !== undefined) await insertAttendance(trx, meeting, [row], await effectiveRules(trx));
    await auditMeeting(trx, call, meetingId, 'venue.add', { venue: row.id, name: row.name });
  });
}

/** Take a venue away with its list; not the last main hall, and none where somebody has signed in. */
export async function removeVenue(db: Db, call: Call, meetingId: number, venueId: number): Promise<void> {
  await transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId, { hold: true });
    requireBefore(meeting, 'venue');
    const venue = await requireVenue(trx, meetingId, venueId);
    const others = await trx
      .selectFrom('venue')
      .select('id')
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', 'main')
      .where('id', '<>', venueId)
      .execute();
    const signed = await trx
      .selectFrom('attendee')
      .select('id')
      .where('venue_id', '=', venueId)
      .where('signed_in_at', 'is not', null)
      .limit(1)
      .execute();
    if ((venue.kind === 'main' && others.length === 0) || signed.length > 0) {
      throw new AppError('thing.conflict', { what: 'venue', state: venue.name });
    }
    await trx.deleteFrom('attendee').where('venue_id', '=', venueId).execute();
    await trx.deleteFrom('venue').where('id', '=', venueId).execute();
    await auditMeeting(trx, call, meetingId, 'venue.remove', { venue: venueId, name: venue.name });
  });
}

/** A venue of this meeting and of no other. */
export async function requireVenue(trx: Db, meetingId: number, venueId: number): Promise<VenueRow> {
  const venue = await trx
    .selectFrom('venue')
    .selectAll()
    .where('id', '=', venueId)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if (venue === undefined) throw new AppError('thing.notFound', { what: 'venue', id: venueId });
  return venue;
}
