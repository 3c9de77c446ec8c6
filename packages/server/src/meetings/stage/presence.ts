/** 分会场在线: which venue's screen lives, and whether it shows what it should. */
import type { VenuePresence } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StageRows } from './state.ts';

/** Screens tell every five seconds; who missed two is cut off. */
const ONLINE_SECONDS = 12;
/** Silent for longer than this: not there, rather than coming back. */
const GONE_SECONDS = 600;

/** A screen's sign of life. */
export interface Seen {
  readonly at: Date;
  readonly revision: number;
  readonly page: string | null;
}

/** Write signs of life, all venues in one statement; an older one never replaces a newer one of another process. */
export async function writeSeen(db: Db, seen: ReadonlyMap<number, Seen>): Promise<void> {
  const signs = [...seen].map(([venue, { at, revision, page }]) => ({
    venue,
    at: at.toISOString(),
    revision,
    page,
  }));
  await sql`
    update venue as v set last_seen = s.at, seen_revision = s.revision, seen_page = s.page
    from jsonb_to_recordset(${JSON.stringify(signs)}::jsonb)
      as s (venue integer, at timestamptz, revision bigint, page text)
    where v.id = s.venue and (v.last_seen is null or v.last_seen <= s.at)`.execute(db);
}

/** Every venue of the meeting with its screen's state; a hall's page before the opening is the cover. */
export async function readPresence(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  stage: StageRows,
): Promise<VenuePresence[]> {
  const rows = await db
    .selectFrom('venue')
    .select(['id', 'name', 'region_code', 'last_seen', 'seen_revision', 'seen_page'])
    .where('meeting_id', '=', stage.meeting.id)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  const now = clock.now().getTime();
  return rows.map((row) => {
    const seconds =
      row.last_seen === null ? null : Math.max(0, Math.floor((now - row.last_seen.getTime()) / 1000));
    const behind = row.seen_revision === null || Number(row.seen_revision) < stage.revision;
    return {
      venue: row.id,
      name: row.name,
      region: row.region_code,
      state: stateOf(seconds, stage, { page: row.seen_page, behind }),
      seconds: seconds ?? 0,
      page: row.seen_page,
    };
  });
}

function stateOf(
  seconds: number | null,
  { meeting, page }: StageRows,
  shown: { readonly page: string | null; readonly behind: boolean },
): VenuePresence['state'] {
  if (seconds === null || seconds > GONE_SECONDS) return 'absent';
  if (seconds > ONLINE_SECONDS) return 'reconnecting';
  if (meeting.state !== 'live' || shown.page === page) return 'online';
  // A page was just turned and the screen has not told yet: given the time to.
  return shown.behind && seconds <= 2 ? 'online' : 'otherPage';
}
