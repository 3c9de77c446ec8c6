/** One act of who drives: locked, moved by the domain's rules, written with its event, in one transaction. */
import { AppError, type StageAct } from '@qingzhang/contract';
import { moveStage, type StageFacts, type StageItem } from '@qingzhang/domain';
import type { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { findMeeting, setMeetingState } from '../cycle/read.ts';
import { lockStage } from '../locks.ts';
import { findStageMeeting } from './access.ts';
import { factsOfStage, readStageRows, type StageRows } from './state.ts';

type Act = z.output<typeof StageAct>;

const CHANGES_STATE: ReadonlySet<Act['act']> = new Set(['open', 'end', 'reopen']);

const moment = (second: number | null): Date | null => (second === null ? null : new Date(second * 1000));

/** Do it; with a `revision` only if nobody did anything in between. Gives the stage afterwards. */
export function actOnStage(
  db: Db,
  call: Call,
  meetingId: number,
  input: { readonly revision: number | null; readonly act: Act },
): Promise<StageRows> {
  return transaction(db, async (trx) => {
    if ((await findStageMeeting(trx, meetingId)) === undefined)
      throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
    if (CHANGES_STATE.has(input.act.act)) await findMeeting(trx, meetingId, { hold: true });
    await lockStage(trx, meetingId, call.at);
    // Read again behind the lock: who came first has changed it.
    const meeting = await findStageMeeting(trx, meetingId);
    if (meeting === undefined) throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
    const rows = await readStageRows(trx, meeting);
    const { act } = input;
    if (input.revision !== null && input.revision !== rows.revision)
      throw new AppError('thing.conflict', { what: 'meeting', state: String(rows.revision) });
    const before = factsOfStage(rows);
    const outcome = moveStage(before, act, call.at.getTime());
    if (outcome.kind === 'same') return rows;
    if (outcome.kind === 'refused') throw refusal(outcome.why, act, meeting.state);
    await write(trx, call, rows, before, outcome.facts, act);
    const after = await findStageMeeting(trx, meetingId);
    return readStageRows(trx, after ?? meeting);
  });
}

function refusal(why: 'state' | 'page' | 'item' | 'clock', act: Act, state: string): AppError {
  switch (why) {
    case 'page':
      return new AppError('thing.notFound', { what: 'document', id: act.act === 'show' ? act.page : '' });
    case 'item':
      return new AppError('thing.notFound', { what: 'agenda', id: act.act === 'begin' ? act.item : '' });
    default:
      return new AppError('meeting.state', { state, act: act.act });
  }
}

async function write(
  trx: Db,
  call: Call,
  { meeting }: StageRows,
  before: StageFacts,
  after: StageFacts,
  act: Act,
): Promise<void> {
  const { clock } = after;
  await trx
    .updateTable('stage')
    .set({
      revision: after.revision,
      page: after.page,
      sub: after.sub,
      blank: after.blank,
      agenda_item_id: after.item,
      timer_item_id: clock?.item ?? null,
      timer_seconds: clock?.seconds ?? 0,
      timer_used: clock?.used ?? 0,
      timer_started_at: moment(clock?.startedAt ?? null),
      changed_at: call.at,
    })
    .where('meeting_id', '=', meeting.id)
    .execute();
  for (const item of after.items) {
    const was = before.items.find(({ id }) => id === item.id);
    if (was === undefined || sameItem(was, item)) continue;
    await trx
      .updateTable('agenda_item')
      .set({
        minutes: item.minutes,
        used_seconds: item.used,
        started_at: moment(item.startedAt),
        ended_at: moment(item.endedAt),
      })
      .where('id', '=', item.id)
      .execute();
  }
  const { act: name, ...detail } = act;
  await trx
    .insertInto('stage_event')
    .values({
      meeting_id: meeting.id,
      revision: after.revision,
      act: name,
      detail: JSON.stringify({
        ...detail,
        ...{ page: after.page, item: after.item },
        // What is rehearsed before the opening no hall sees, nor what is turned after the end.
        ...(after.state === 'live' && after.page !== null ? { hall: after.page } : {}),
      }),
      post: call.actor.post,
      at: call.at,
    })
    .execute();
  if (after.state === before.state) return;
  const held = await findMeeting(trx, meeting.id, { hold: true });
  if (held === null) throw new AppError('thing.notFound', { what: 'meeting', id: meeting.id });
  // Papers that were never frozen: back to where it was, not further.
  const state = after.state === 'ready' && held.frozen_at === null ? 'preparing' : after.state;
  await setMeetingState(trx, call, held, state, act.act === 'reopen' ? { reason: act.reason } : {});
}

const sameItem = (a: StageItem, b: StageItem): boolean =>
  a.minutes === b.minutes && a.used === b.used && a.startedAt === b.startedAt && a.endedAt === b.endedAt;
