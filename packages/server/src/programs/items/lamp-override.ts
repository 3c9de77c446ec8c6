/** 灯色人工调整: with a reason, by two people, with a corner mark (DIS-2.2, DIS-12). */
import { AppError, type ItemActBody } from '@qingzhang/contract';
import { refuse } from '@qingzhang/domain';
import { notify } from '../../notifications/notify.ts';
import { recipientsOf } from '../../notifications/recipients.ts';
import { type Call, personIds } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { derive, type Judge } from './derive.ts';
import type { ItemRecord, LampOverride } from './record.ts';
import { refusalError } from './refusals.ts';
import { addEvents, follow, updateItems } from './save.ts';

type LampAct = Extract<ItemActBody, { act: 'overrideLamp' | 'confirmLamp' | 'liftLamp' }>;

/** Propose, confirm by a second person, or lift. Until it is confirmed the lamp stays what it was. */
export async function actOnLamp(
  trx: Db,
  call: Call,
  item: ItemRecord,
  judge: Judge,
  body: LampAct,
): Promise<void> {
  const { actor, at } = call;
  if (!may(actor, 'lamps.override'))
    throw new AppError('permission.denied', { permission: 'lamps.override' });
  const lampOverride = nextOverride(call, item, body);
  const after = derive({ ...item, lampOverride, changedAt: at }, judge);
  await updateItems(trx, [after]);
  await addEvents(trx, call, [
    {
      item: item.id,
      kind: body.act,
      from: item.state,
      to: item.state,
      reason: body.act === 'confirmLamp' ? (item.lampOverride?.reason ?? null) : body.reason,
      detail: { lamp: [item.lamp, after.lamp], wanted: lampOverride?.lamp ?? null },
    },
  ]);
  await audit(trx, call, {
    action: `item.${body.act}`,
    objectType: 'item',
    objectId: item.id,
    detail: { lamp: after.lamp },
  });
  await follow(trx, call, new Map([[item.program, judge]]), [{ before: item, after }]);
  if (body.act === 'overrideLamp') {
    await notify(trx, call, {
      to: await recipientsOf(trx, {
        roles: ['office', 'dispatch'],
        region: item.city,
        program: item.program,
      }),
      kind: 'lamp.override',
      subject: { type: 'item', id: item.id },
      params: { title: item.title.slice(0, 300), reason: body.reason },
      link: `/items/${item.id}`,
      region: item.county ?? item.city,
    });
  }
}

function nextOverride(call: Call, item: ItemRecord, body: LampAct): LampOverride | null {
  const { actor } = call;
  const at = call.at.toISOString();
  const post = actor.actingFor === null ? actor.post : `${actor.post}（代 ${actor.actingFor.post}）`;
  if (body.act === 'overrideLamp') {
    return { lamp: body.lamp, reason: body.reason, people: [...personIds(actor)], post, at, confirmed: null };
  }
  const standing = item.lampOverride;
  if (standing === null || (body.act === 'confirmLamp' && standing.confirmed !== null)) {
    throw refusalError(body.act, refuse('wrongState', { state: item.state }));
  }
  if (body.act === 'liftLamp') return null;
  const people = personIds(actor);
  if (people.length === 0) throw refusalError(body.act, refuse('nobodyAnswers'));
  if (standing.people.some((id) => people.includes(id)))
    throw refusalError(body.act, refuse('submittedByYou'));
  return { ...standing, confirmed: { post, at } };
}
