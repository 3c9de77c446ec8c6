/** Who is told of what happens to an item (DIS-11): the responsible at once, the one above a day later. */
import type { NotificationKind } from '@qingzhang/contract';
import { notify, settle } from '../../notifications/notify.ts';
import { type Recipient, recipientsOf } from '../../notifications/recipients.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { ItemRecord } from './record.ts';

type Place = Pick<ItemRecord, 'id' | 'program' | 'city' | 'county'>;

/** Who reports the item: its owner, its county, or where there is none its city; with the city above a day later. */
export async function reporters(trx: Db, item: Place, superiors = false): Promise<Recipient[]> {
  const { program, city, county } = item;
  const owners = await trx
    .selectFrom('user_scope')
    .select('user_id')
    .where('kind', '=', 'item')
    .where('key', '=', String(item.id))
    .execute();
  const own = await recipientsOf(trx, {
    roles: county === null ? ['city'] : ['county'],
    region: county ?? city,
    program,
    userIds: owners.map(({ user_id: id }) => id),
  });
  const responsible =
    own.length > 0 ? own : await recipientsOf(trx, { roles: ['city'], region: city, program });
  if (!superiors || county === null) return responsible;
  return [
    ...responsible,
    ...(await recipientsOf(trx, { roles: ['city'], region: city, program, as: 'superior' })),
  ];
}

const checkers = (trx: Db, { city, program }: Place) =>
  recipientsOf(trx, { roles: ['city'], region: city, program });
const offices = (trx: Db, { city, program }: Place) =>
  recipientsOf(trx, { roles: ['office', 'dispatch'], region: city, program });

/** The kinds that an act answers: nobody need be told any more. */
const answered: Readonly<Record<string, readonly NotificationKind[]>> = {
  sign: ['item.assigned', 'item.reopened'],
  apply: ['item.returned', 'item.dueSoon', 'item.dueToday', 'item.overdue', 'lamp.red'],
  check: ['item.applied'],
  accept: ['item.checked'],
  makeStanding: ['item.checked'],
  return: ['item.applied', 'item.checked'],
  approveExtension: ['item.dueSoon', 'item.dueToday', 'item.overdue', 'lamp.red'],
  passLookBack: ['item.lookBack'],
  rebound: ['item.lookBack'],
  recheckStanding: ['item.lookBack'],
};

/** Messages of an act that has been done. */
export async function tellAct(
  trx: Db,
  call: Call,
  act: string,
  before: ItemRecord,
  after: ItemRecord,
  reason: string | null,
): Promise<void> {
  const subject = { type: 'item', id: after.id } as const;
  const kinds = answered[act];
  if (kinds !== undefined)
    await settle(trx, call, subject, act === 'approveExtension' ? 'extended' : 'done', { kinds });
  const told = async (
    kind:
      | 'item.assigned'
      | 'item.applied'
      | 'item.checked'
      | 'item.accepted'
      | 'item.extended'
      | 'item.reopened'
      | 'item.returned',
    to: readonly Recipient[],
  ) =>
    notify(trx, call, {
      to,
      kind,
      subject,
      params: {
        title: after.title.slice(0, 300),
        ...(after.deadline === null ? {} : { due: after.deadline }),
        ...(reason === null ? {} : { reason: reason.slice(0, 2000) }),
      },
      link: `/items/${after.id}`,
      region: after.county ?? after.city,
    });
  if (after.state === 'issued' && before.state === 'draft')
    await told('item.assigned', await reporters(trx, after));
  else if (after.state === 'cityCheck') await told('item.applied', await checkers(trx, after));
  else if (after.state === 'acceptance' && before.state !== 'acceptance')
    await told('item.checked', await offices(trx, after));
  else if (after.state === 'closed' && before.state !== 'lookBack') {
    await told('item.accepted', [...(await reporters(trx, after)), ...(await checkers(trx, after))]);
  } else if (act === 'approveExtension') await told('item.extended', await reporters(trx, after));
  else if (act === 'rebound') await told('item.reopened', await reporters(trx, after, true));
  else if (
    act === 'return' ||
    act === 'denyExtension' ||
    (act === 'answerObjection' && after.state === 'working')
  ) {
    const people = before.life.applications?.flatMap((hand) => hand.people) ?? [];
    const to = people.length > 0 ? await recipientsOf(trx, { userIds: people }) : [];
    await told('item.returned', to.length > 0 ? to : await reporters(trx, after));
  }
  if (after.lamp === 'red' && before.lamp !== 'red') await tellRed(trx, call, [after]);
}

/** Lamps that have turned red: one message an item, or one a county where many turn on the same day. */
const MANY = 5;

export async function tellRed(trx: Db, call: Call, items: readonly ItemRecord[]): Promise<void> {
  const groups = new Map<string, ItemRecord[]>();
  for (const item of items) {
    const key = `${item.program}|${item.county ?? item.city}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const to = await reporters(trx, first, true);
    const region = first.county ?? first.city;
    if (group.length > MANY) {
      await notify(trx, call, {
        to,
        kind: 'lamp.red',
        subject: { type: 'program', id: `${first.program}:${region}` },
        params: { title: `${first.title.slice(0, 200)} 等 ${group.length} 项` },
        link: `/programs/${first.program}`,
        region,
        once: `items.red:${first.program}:${region}:${beijingDay(call.at)}`,
      });
      continue;
    }
    for (const item of group) {
      await notify(trx, call, {
        to,
        kind: 'lamp.red',
        subject: { type: 'item', id: item.id },
        params: {
          title: item.title.slice(0, 300),
          ...(item.deadline === null ? {} : { due: item.deadline }),
        },
        link: `/items/${item.id}`,
        region,
      });
    }
  }
}
