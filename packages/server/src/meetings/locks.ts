/**
 * The order in which acts upon one meeting hold rows, in one place: the meeting, its stage, then papers, agenda, pages,
 * lines, promises and tasks. Who needs a row further up takes it first; whoever takes them the other way round waits for
 * somebody who waits for it, and one of the two fails.
 *
 * - `findMeeting(…, { hold: true })`: who changes the meeting's state, agenda, venues or checklist, freezes, issues, sends
 *   out tasks. Held against changes, not against references: rows that name the meeting can be added meanwhile.
 * - `lockStage`: who turns pages, keeps lines, changes agenda items or pages, or counts lines to decide something by them.
 * - Then rows of one table by their ids.
 */
import type { Db } from '../platform/database/transaction.ts';

/** The stage row of a meeting, made where there is none yet; locked until the transaction ends. */
export async function lockStage(trx: Db, meetingId: number, at: Date): Promise<void> {
  await trx
    .insertInto('stage')
    .values({ meeting_id: meetingId, changed_at: at })
    .onConflict((conflict) => conflict.column('meeting_id').doNothing())
    .execute();
  await trx
    .selectFrom('stage')
    .select('revision')
    .where('meeting_id', '=', meetingId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}
