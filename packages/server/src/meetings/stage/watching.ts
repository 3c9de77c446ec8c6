/** What the hub asks of the database while streams are open. */
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import type { StageStream } from './hub.ts';

/** By meeting: what changes when something of the stage does. */
export async function readRevisions(
  db: Db,
  meetings: readonly number[],
): Promise<Map<number, { state: string; meeting: number; stage: number; record: number }>> {
  const rows = await db
    .selectFrom('meeting as m')
    .leftJoin('stage as s', 's.meeting_id', 'm.id')
    .select([
      'm.id',
      'm.state',
      'm.revision as meeting',
      's.revision as stage',
      's.record_revision as record',
    ])
    .where('m.id', 'in', [...meetings])
    .execute();
  return new Map(
    rows.map(({ id, state, meeting, stage, record }) => [
      id,
      { state, meeting, stage: Number(stage ?? 0), record: Number(record ?? 0) },
    ]),
  );
}

/** The streams whose session has ended, or whose link was made anew. */
export async function endedStreams(
  { db, clock }: Pick<Platform, 'db' | 'clock'>,
  streams: readonly StageStream[],
): Promise<StageStream[]> {
  const hashes = (kind: 'session' | 'screen') => [
    ...new Set(streams.filter(({ lasting }) => lasting.kind === kind).map(({ lasting }) => lasting.hash)),
  ];
  const [sessions, screens] = [hashes('session'), hashes('screen')];
  const lasting = new Set<string>();
  if (sessions.length > 0) {
    const rows = await db
      .selectFrom('session as s')
      .innerJoin('app_user as u', 'u.id', 's.user_id')
      .select('s.token_hash')
      .where('s.expires_at', '>', clock.now())
      .where('u.disabled', '=', false)
      .where('s.token_hash', 'in', sessions)
      .execute();
    for (const row of rows) lasting.add(row.token_hash.toString('hex'));
  }
  if (screens.length > 0) {
    const rows = await db
      .selectFrom('venue as v')
      .innerJoin('meeting as m', 'm.id', 'v.meeting_id')
      .select('v.screen_hash')
      .where('v.screen_hash', 'in', screens)
      .where('m.state', 'not in', ['followed', 'cancelled'])
      .execute();
    for (const row of rows) if (row.screen_hash !== null) lasting.add(row.screen_hash.toString('hex'));
  }
  return streams.filter((stream) => !lasting.has(stream.lasting.hash.toString('hex')));
}
