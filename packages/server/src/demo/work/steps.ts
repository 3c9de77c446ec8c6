/** Steps of many items at once, by the same machine as one by one: a history of thousands in seconds. */
import { actOn, type ItemAct } from '@qingzhang/domain';
import { bookDebts } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { BoardProgram } from '../../programs/board/programs.ts';
import { registerCloseOut } from '../../programs/items/close-out.ts';
import { lifeContexts } from '../../programs/items/context.ts';
import { derive, judgeOf } from '../../programs/items/derive.ts';
import { lifeActor } from '../../programs/items/people.ts';
import { readItems } from '../../programs/items/read.ts';
import { lifeFacts, withLife } from '../../programs/items/record.ts';
import {
  addEvents,
  type ItemChange,
  type ItemEventRow,
  movementsOf,
  updateItems,
} from '../../programs/items/save.ts';

/** Do an act on items of a program; those that refuse stay as they are. Returns the ids that took it. */
export async function stepMany(
  trx: Db,
  call: Call,
  program: BoardProgram,
  ids: readonly number[],
  act: ItemAct,
): Promise<number[]> {
  if (ids.length === 0) return [];
  const judge = await judgeOf(trx, program, call.at);
  const judges = new Map([[program.key, judge]]);
  const items = await readItems(trx, ids, { lock: true });
  const contexts = await lifeContexts(trx, judges, items);
  const actor = lifeActor(call.actor);
  const changes: ItemChange[] = [];
  const events: ItemEventRow[] = [];
  for (const before of items) {
    const context = contexts.get(before.id);
    if (context === undefined) continue;
    const outcome = actOn(lifeFacts(before), act, actor, context);
    if (!outcome.ok) continue;
    const numbered = outcome.closes
      ? await registerCloseOut(trx, program, before.id, outcome.facts)
      : { facts: outcome.facts, mark: null };
    const reason = outcome.events[0]?.reason ?? null;
    const back = outcome.facts.rejectedCount > before.rejectedCount;
    const after = derive(
      {
        ...withLife(before, numbered.facts, call.at),
        changedAt: call.at,
        returned: back
          ? { reason: reason ?? '', post: call.actor.post, at: call.at.toISOString(), reportId: null }
          : act.act === 'apply'
            ? null
            : before.returned,
      },
      judge,
    );
    changes.push({ before, after, rebound: act.act === 'rebound' });
    for (const event of outcome.events) {
      const detail =
        numbered.mark === null || event.to !== 'closed'
          ? event.detail
          : { ...event.detail, mark: numbered.mark };
      events.push({ ...event, item: before.id, detail });
    }
  }
  if (changes.length === 0) return [];
  await updateItems(
    trx,
    changes.map(({ after }) => after),
  );
  await addEvents(trx, call, events);
  // The boards are told once, after all steps of the month (`touchProgress` by the caller).
  await bookDebts(
    trx,
    call,
    changes.flatMap((change) => movementsOf(change, judge)),
  );
  return changes.map(({ after }) => after.id);
}
