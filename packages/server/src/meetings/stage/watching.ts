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

/** In which role a session acts: the own one or, acting for somebody (代办), that person's. */
export const sessionRole = (as: {
  readonly role: string;
  readonly regionCode: string | null;
  readonly delegation: number | null;
}): string => `${as.role} ${as.regionCode ?? ''} ${as.delegation ?? ''}`;

/** The streams whose session has ended or acts in another role than when they were opened, or whose link was made anew. */
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
    for (const row of await sessionsInForce(db, sessions, clock.now())) lasting.add(row);
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
  return streams.filter(({ lasting: own }) => {
    const hash = own.hash.toString('hex');
    return !lasting.has(own.kind === 'session' ? `${hash} ${own.role}` : hash);
  });
}

/** Sessions that last, each with the role it now acts in. */
async function sessionsInForce(db: Db, hashes: readonly Buffer[], now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('session as s')
    .innerJoin('app_user as u', 'u.id', 's.user_id')
    .leftJoin('delegation as d', (join) =>
      join
        .onRef('d.id', '=', 's.delegation_id')
        .on('d.ended_at', 'is', null)
        .on('d.valid_from', '<=', now)
        .on('d.valid_to', '>', now),
    )
    .leftJoin('app_user as p', (join) =>
      join.onRef('p.id', '=', 'd.principal_id').on('p.disabled', '=', false),
    )
    .select(['s.token_hash', 'u.role', 'u.region_code', 'd.id as delegation'])
    .select(['p.role as principal_role', 'p.region_code as principal_region'])
    .where('s.expires_at', '>', now)
    .where('u.disabled', '=', false)
    .where('s.token_hash', 'in', [...hashes])
    .execute();
  return rows.map((row) => {
    const as =
      row.principal_role === null
        ? { role: row.role, regionCode: row.region_code, delegation: null }
        : { role: row.principal_role, regionCode: row.principal_region, delegation: row.delegation };
    return `${row.token_hash.toString('hex')} ${sessionRole(as)}`;
  });
}
