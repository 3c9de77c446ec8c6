/** 已落实: minutes issued, every requirement a task, every promise in the books. */
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { findMeeting, setMeetingState } from '../cycle/read.ts';
import { keptLines } from './gaps.ts';
import { missingTasks, unbookedCommitments } from './owed.ts';

/** Bring a meeting that is held by the caller to `followed` where nothing is left to send out. */
export async function settleFollowed(trx: Db, call: Call, meetingId: number): Promise<void> {
  const meeting = await findMeeting(trx, meetingId, { hold: true });
  if (meeting?.state !== 'ended') return;
  const minutes = await trx
    .selectFrom('paper')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('kind', '=', 'minutes')
    .where('state', '=', 'issued')
    .executeTakeFirst();
  if (minutes === undefined) return;
  const lines = await keptLines(trx, meetingId);
  if ((await missingTasks(trx, lines)).length > 0) return;
  if ((await unbookedCommitments(trx, lines)).length > 0) return;
  await setMeetingState(trx, call, meeting, 'followed');
}
