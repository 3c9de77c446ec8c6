/** Publishing: the moment at which a message appears, in one order that all servers see alike. */
import { type Urgency, urgencies } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import { transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { afterQuiet, standardQuiet } from './beijing.ts';
import { deliverMessages } from './job.ts';
import { preferencesOf } from './preferences.ts';
import { covers, type PostHolder, placesOf, postHolders } from './scopes.ts';

/** At most this many at once; the rest follow in the next round. */
const ROUND = 2000;

/**
 * Publish what has become due: it gets its number in the order of commits (one process at a time holds the head), its
 * letters and group messages are laid out, and whoever lost the scope meanwhile is left out. Returns how many.
 */
export async function publishDue(
  platform: Pick<Platform, 'db' | 'jobs' | 'config'>,
  at: Date,
): Promise<number> {
  const { db } = platform;
  if (!(await anyDue(db, at))) return 0;
  return transaction(db, async (trx) => {
    const head = await trx.selectFrom('message_head').select('seq').forUpdate().executeTakeFirstOrThrow();
    const due = await dueMessages(trx, at);
    const holders = new Map(
      (await postHolders(trx, { ids: due.map((row) => row.user_id) })).map((one) => [one.id, one]),
    );
    const codes = due.map((row) => row.region_code).filter((code) => code !== null);
    const places = await placesOf(trx, codes);
    const told: ToldMessage[] = [];
    const lost: number[] = [];
    for (const row of due) {
      const holder = holders.get(row.user_id);
      const concern = { places: places(row.region_code), program: row.program_key };
      if (holder === undefined || holder.disabled || !covers(holder.scope, concern)) lost.push(row.id);
      else told.push({ ...row, urgency: asUrgency(row.urgency), holder, places: concern.places ?? [] });
    }
    if (lost.length > 0) {
      const change = { settled_at: at, settled_reason: 'withdrawn' };
      await trx.updateTable('message').set(change).where('id', 'in', lost).execute();
    }
    if (told.length === 0) return 0;
    await sql`
      update message m set seq = t.seq, published_at = ${at}
      from unnest(${told.map((row) => row.id)}::bigint[], ${told.map((_, i) => head.seq + i + 1)}::bigint[]) t(id, seq)
      where m.id = t.id`.execute(trx);
    await trx
      .updateTable('message_head')
      .set({ seq: head.seq + told.length })
      .execute();
    if (await layOut(trx, told, at, platform.config.smtp !== null))
      await platform.jobs.enqueue(trx, deliverMessages, {});
    return told.length;
  });
}

/** The seq of the last message published. */
export async function publishedUpTo(db: Db): Promise<number> {
  return (await db.selectFrom('message_head').select('seq').executeTakeFirstOrThrow()).seq;
}

async function anyDue(db: Db, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('seq', 'is', null)
    .where('settled_at', 'is', null)
    .where('visible_from', '<=', at)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locked; what a transaction is settling just now is waited for and then left out. */
function dueMessages(trx: Db, at: Date) {
  return trx
    .selectFrom('message as m')
    .innerJoin('notification as n', 'n.id', 'm.notification_id')
    .select(['m.id', 'm.notification_id', 'm.user_id', 'm.recipient'])
    .select(['n.urgency', 'n.region_code', 'n.program_key'])
    .where('m.seq', 'is', null)
    .where('m.settled_at', 'is', null)
    .where('m.visible_from', '<=', at)
    .orderBy('m.visible_from')
    .orderBy('m.id')
    .limit(ROUND)
    .forUpdate('m')
    .execute();
}

interface ToldMessage {
  readonly id: number;
  readonly notification_id: number;
  readonly user_id: number;
  readonly recipient: string;
  readonly urgency: Urgency;
  readonly holder: PostHolder;
  readonly places: readonly string[];
}

/** Letters and group messages of what is immediate; says whether any of them may go at once. */
async function layOut(trx: Db, told: readonly ToldMessage[], at: Date, mail: boolean): Promise<boolean> {
  const immediate = told.filter(({ urgency }) => urgency !== 'digest');
  if (immediate.length === 0) return false;
  const preferences = await preferencesOf(
    trx,
    immediate.map((row) => row.user_id),
  );
  const letters = immediate.flatMap((row) => {
    const { email, byEmail, quiet } = preferences(row.user_id);
    if (!mail || email === null || !byEmail) return [];
    const next_try_at = row.urgency === 'emergency' ? at : afterQuiet(at, quiet);
    return [{ channel: 'email', message_id: row.id, next_try_at, created_at: at }];
  });
  const groups = await groupMessages(trx, immediate, at);
  for (const rows of [letters, groups]) {
    if (rows.length === 0) continue;
    await trx
      .insertInto('delivery')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return [...letters, ...groups].some(({ next_try_at }) => next_try_at <= at);
}

/** A group is told of what its members are responsible for, once a notification; never of what goes to superiors. */
async function groupMessages(trx: Db, immediate: readonly ToldMessage[], at: Date) {
  const robots = await trx
    .selectFrom('webhook')
    .select(['id', 'service', 'region_code', 'role'])
    .where('enabled', '=', true)
    .orderBy('id')
    .execute();
  const rows = new Map<
    string,
    { next_try_at: Date; webhook_id: number; notification_id: number; channel: string; created_at: Date }
  >();
  for (const { recipient, urgency, holder, places, notification_id } of immediate) {
    if (recipient !== 'responsible') continue;
    const here = holder.regionCode === null ? places : [...places, holder.regionCode];
    for (const robot of robots) {
      if (robot.role !== null && robot.role !== holder.role) continue;
      if (robot.region_code !== null && !here.includes(robot.region_code)) continue;
      const next_try_at = urgency === 'emergency' ? at : afterQuiet(at, standardQuiet);
      const row = {
        channel: robot.service,
        webhook_id: robot.id,
        notification_id,
        next_try_at,
        created_at: at,
      };
      rows.set(`${robot.id} ${notification_id}`, row);
    }
  }
  return [...rows.values()];
}

/** The urgency as stored; the database holds no other. */
export function asUrgency(text: string): Urgency {
  const urgency = urgencies.find((one) => one === text);
  if (urgency === undefined) throw new Error(`unknown urgency ${text}`);
  return urgency;
}
