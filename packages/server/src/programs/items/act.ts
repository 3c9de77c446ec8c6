/** 办理: an act of an item's life, in one transaction with its history, its accounts and its messages. */
import { AppError, type ItemActBody } from '@qingzhang/contract';
import { actOn, type ItemAct } from '@qingzhang/domain';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { registerCloseOut } from './close-out.ts';
import { lifeContexts } from './context.ts';
import { derive, type Judge, judgeOf } from './derive.ts';
import { actOnLamp } from './lamp-override.ts';
import { lifeActor } from './people.ts';
import { requireItem } from './read.ts';
import { type ItemRecord, lifeFacts, withLife } from './record.ts';
import { refusalError, requireRevision } from './refusals.ts';
import { addEvents, follow, updateItems } from './save.ts';
import { tellAct } from './tell.ts';

/** Do an act on an item the actor sees. */
export async function actOnItem(
  db: Db,
  call: Call,
  id: number,
  revision: number | null,
  body: ItemActBody,
): Promise<void> {
  await transaction(db, async (trx) => {
    const item = await requireItem(trx, call.actor, id, { lock: true });
    if (revision !== null) requireRevision(item, revision);
    const judge = await judgeOf(trx, await requireProgram(trx, item.program), call.at);
    if (body.act === 'overrideLamp' || body.act === 'confirmLamp' || body.act === 'liftLamp') {
      return actOnLamp(trx, call, item, judge, body);
    }
    await takeStep(trx, call, item, judge, body);
  });
}

/** The step itself, with everything that follows; the item is locked. */
export async function takeStep(
  trx: Db,
  call: Call,
  item: ItemRecord,
  judge: Judge,
  act: ItemAct,
): Promise<ItemRecord> {
  const judges = new Map([[item.program, judge]]);
  const context = (await lifeContexts(trx, judges, [item])).get(item.id);
  if (context === undefined) throw new AppError('thing.notFound', { what: 'item', id: item.id });
  const outcome = actOn(lifeFacts(item), act, lifeActor(call.actor), context);
  if (!outcome.ok) throw refusalError(act.act, outcome.refusal);

  const numbered = outcome.closes
    ? await registerCloseOut(trx, judge.program, item.id, outcome.facts)
    : { facts: outcome.facts, mark: null };
  const back = outcome.facts.rejectedCount > item.rejectedCount;
  const [event] = outcome.events;
  const reason = event?.reason ?? null;
  const stepped = {
    ...withLife(item, numbered.facts, call.at),
    changedAt: call.at,
    returned: back
      ? { reason: reason ?? '', post: call.actor.post, at: call.at.toISOString(), reportId: null }
      : act.act === 'apply' || act.act === 'rebound'
        ? null
        : item.returned,
    // A lamp set by hand was set for the life before.
    lampOverride: outcome.closes || act.act === 'rebound' ? null : item.lampOverride,
  };
  const after = derive(stepped, judge);
  await updateItems(trx, [after]);
  await writeNotices(trx, call, item.id, act);
  await addEvents(
    trx,
    call,
    outcome.events.map((one) => ({
      ...one,
      item: item.id,
      detail:
        numbered.mark === null || one.to !== 'closed' ? one.detail : { ...one.detail, mark: numbered.mark },
    })),
  );
  if (
    act.act === 'accept' ||
    act.act === 'makeStanding' ||
    act.act === 'rebound' ||
    act.act === 'approveExtension'
  ) {
    await audit(trx, call, {
      action: `item.${act.act}`,
      objectType: 'item',
      objectId: item.id,
      detail: { to: after.state },
    });
  }
  await follow(trx, call, judges, [{ before: item, after, rebound: act.act === 'rebound' }]);
  await tellAct(trx, call, act.act, item, after, reason);
  return { ...after, revision: item.revision + 1 };
}

/** 异议与公示链接. */
async function writeNotices(trx: Db, call: Call, item: number, act: ItemAct): Promise<void> {
  if (act.act === 'object' || act.act === 'publish') {
    await trx
      .insertInto('item_notice')
      .values({
        item_id: item,
        kind: act.act === 'object' ? 'objection' : 'publicNotice',
        text: act.act === 'object' ? act.text : act.link,
        from_who: act.act === 'object' ? act.from : call.actor.post,
        at: call.at,
      })
      .execute();
  }
  if (act.act === 'answerObjection') {
    await trx
      .updateTable('item_notice')
      .set({ answer: act.answer, answered_by: call.actor.post, answered_at: call.at })
      .where('id', '=', act.notice)
      .where('item_id', '=', item)
      .execute();
  }
  if (act.act === 'return') {
    // What was objected to is looked at again with the next application.
    await trx
      .updateTable('item_notice')
      .set({ answer: act.reason, answered_by: call.actor.post, answered_at: call.at })
      .where('item_id', '=', item)
      .where('kind', '=', 'objection')
      .where('answered_at', 'is', null)
      .execute();
  }
}
