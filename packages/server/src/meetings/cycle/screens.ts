/** 会场大屏链接: a secret that opens one venue's screen without an account. Told once; only its digest is kept. */
import { randomBytes } from 'node:crypto';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { hashToken } from '../../session/service.ts';
import { auditMeeting } from './change.ts';
import { refusedByState, requireMeeting } from './record.ts';
import { requireVenue } from './venues.ts';

/** 128 bits, as an address takes them. */
const TOKEN_BYTES = 16;

/** Make a new link for a venue; an older one ends. */
export async function makeScreenLink(
  db: Db,
  call: Call,
  meetingId: number,
  venueId: number,
): Promise<{ path: string }> {
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId);
    if (['cancelled', 'followed'].includes(meeting.state)) throw refusedByState(meeting, 'screen');
    const venue = await requireVenue(trx, meetingId, venueId);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await trx
      .updateTable('venue')
      .set({ screen_hash: hashToken(token) })
      .where('id', '=', venueId)
      .execute();
    await auditMeeting(trx, call, meetingId, 'screen', { venue: venueId, name: venue.name });
    return { path: `/screen/${token}` };
  });
}
