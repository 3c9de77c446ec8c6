/** 认定兑现: a person says what came of a promise; the figures' word is kept beside it (DIS-6.5). */
import { AppError, type Commitment, type Lang } from '@qingzhang/contract';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { requireMeeting } from '../cycle/read.ts';
import { bookCommitments, type CommitmentState } from './book.ts';
import { commitmentViews, factsBefore, requireCommitment, stateOf } from './list.ts';
import { suggestionOf } from './read.ts';

/** What somebody decides. */
export interface Settlement {
  readonly state: CommitmentState;
  readonly result: string;
  readonly value: number | null;
  /** In which meeting it was heard. */
  readonly meeting: number | null;
  readonly reason: string;
}

/**
 * Settle a promise, change what was settled, or open it again. Kept, late and broken say the result; changing a decision
 * and withdrawing say why. The city's books follow in the same transaction.
 */
export async function settleCommitment(
  platform: Platform,
  call: Call,
  id: number,
  input: Settlement,
  lang: Lang,
): Promise<Commitment> {
  const { actor } = call;
  requirePermission(actor, 'meetings.record');
  const seen = await requireCommitment(platform.db, actor, id);
  const heard = input.meeting === null ? null : await requireMeeting(platform.db, actor, input.meeting);
  if (heard !== null && heard.id === seen.meeting_id) {
    throw new AppError('thing.invalid', {
      what: 'meeting',
      reason: '应在之后的会议上认定 · a later meeting hears it',
    });
  }
  // What the figures say is asked before the row is held: it takes its time.
  const facts =
    heard === null || seen.measure?.kind !== 'figure' ? null : await factsBefore(platform, call, heard.id);
  return transaction(platform.db, async (trx) => {
    const row = await requireCommitment(trx, actor, id, true);
    const from = stateOf(row);
    const { state, result, reason } = input;
    if (from !== 'open' && reason.length < 2) throw new AppError('task.reasonNeeded');
    if (state === 'withdrawn' && reason.length < 2) throw new AppError('task.reasonNeeded');
    if (state !== 'open' && state !== 'withdrawn' && result === '') {
      throw new AppError('thing.invalid', { what: 'result', reason: '请写明结果 · say the result' });
    }
    const said = facts === null ? null : suggestionOf(row, facts);
    const settled = state !== 'open';
    await trx
      .updateTable('commitment')
      .set({
        state,
        result_text: settled ? result || null : null,
        result_value: settled && input.value !== null ? String(input.value) : null,
        suggested: said === null ? null : JSON.stringify(said),
        settled_meeting_id: settled ? input.meeting : null,
        settled_by: settled ? actor.id : null,
        settled_post: settled ? actor.post : null,
        settled_at: settled ? call.at : null,
      })
      .where('id', '=', id)
      .execute();
    await bookCommitments(trx, call, [row], from, state);
    await audit(trx, call, {
      action: settled ? 'commitment.settle' : 'commitment.reopen',
      objectType: 'commitment',
      objectId: id,
      detail: {
        from,
        to: state,
        result,
        value: input.value,
        meeting: input.meeting,
        ...(reason === '' ? {} : { reason }),
      },
    });
    const changed = await requireCommitment(trx, actor, id);
    const [view] = await commitmentViews(trx, actor, [changed], lang);
    if (view === undefined) throw new AppError('thing.notFound', { what: 'commitment', id });
    return view;
  });
}
