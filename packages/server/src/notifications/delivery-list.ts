/** Deliveries as those see them who look after them, and sending again. */
import { AppError, type Delivery, type deliveryChannels, deliveryStates } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { deliverMessages } from './job.ts';

/** What of the deliveries is asked for. */
export interface DeliveryFilter {
  readonly state?: Delivery['state'] | undefined;
  readonly channel?: Delivery['channel'] | undefined;
  readonly cursor?: number | undefined;
  readonly limit: number;
}

/** A page of deliveries, newest first; never the words of a message. */
export async function listDeliveries(db: Db, filter: DeliveryFilter) {
  const { state, channel, cursor, limit } = filter;
  const rows = await db
    .selectFrom('delivery as d')
    .leftJoin('message as m', 'm.id', 'd.message_id')
    .leftJoin('digest as g', 'g.id', 'd.digest_id')
    .leftJoin('app_user as u', (join) =>
      join.on((eb) => eb('u.id', '=', eb.fn.coalesce('m.user_id', 'g.user_id'))),
    )
    .leftJoin('webhook as w', 'w.id', 'd.webhook_id')
    .leftJoin('notification as n', (join) =>
      join.on((eb) => eb('n.id', '=', eb.fn.coalesce('m.notification_id', 'd.notification_id'))),
    )
    .select(['d.id', 'd.channel', 'd.state', 'd.attempts', 'd.next_try_at', 'd.last_error', 'd.created_at'])
    .select(['d.done_at', 'u.post', 'w.name', 'n.kind'])
    .$if(state !== undefined, (query) => query.where('d.state', '=', state ?? ''))
    .$if(channel !== undefined, (query) => query.where('d.channel', '=', channel ?? ''))
    .$if(cursor !== undefined, (query) => query.where('d.id', '<', cursor ?? 0))
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(
    (row): Delivery => ({
      id: row.id,
      channel: asChannel(row.channel),
      to: row.name ?? row.post ?? '',
      kind: row.kind ?? 'digest',
      state: deliveryStates.find((one) => one === row.state) ?? 'waiting',
      attempts: row.attempts,
      nextTryAt: row.state === 'waiting' ? row.next_try_at.toISOString() : null,
      lastError: row.last_error,
      createdAt: row.created_at.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
    }),
  );
  const last = items.at(-1);
  return { items, total: null, nextCursor: rows.length > limit && last ? String(last.id) : null };
}

/** How many of each state there are. */
export async function countDeliveries(db: Db): Promise<Record<Delivery['state'], number>> {
  const rows = await db
    .selectFrom('delivery')
    .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute();
  const of = (state: Delivery['state']) => rows.find((row) => row.state === state)?.n ?? 0;
  return { waiting: of('waiting'), sent: of('sent'), failed: of('failed'), cancelled: of('cancelled') };
}

/** Send again, now, what failed or waits; what is sent or cancelled stays so. */
export async function retryDelivery(platform: Platform, id: number, call: Call): Promise<void> {
  await transaction(platform.db, async (trx) => {
    const row = await trx
      .selectFrom('delivery')
      .select(['state', 'attempts'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('thing.notFound', { what: 'delivery', id });
    if (row.state !== 'failed' && row.state !== 'waiting') {
      throw new AppError('thing.conflict', { what: 'delivery', state: row.state });
    }
    await trx
      .updateTable('delivery')
      .set({
        state: 'waiting',
        next_try_at: call.at,
        done_at: null,
        ...(row.state === 'failed' ? { attempts: 0 } : {}),
      })
      .where('id', '=', id)
      .execute();
    await audit(trx, call, { action: 'delivery.retry', objectType: 'delivery', objectId: id });
    await platform.jobs.enqueue(trx, deliverMessages, {});
  });
}

const asChannel = (text: string): (typeof deliveryChannels)[number] =>
  text === 'dingtalk' ? 'dingtalk' : text === 'wecom' ? 'wecom' : 'email';
