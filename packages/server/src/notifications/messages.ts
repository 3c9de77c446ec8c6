/** One's own messages: the list, the bell's count, reading and putting off. */

import { AppError, type Message, type MessageCount, settleReasons, subjectTypes } from '@qingzhang/contract';
import { addDays, type Day, isDay } from '@qingzhang/standards';
import { type SqlBool, sql } from 'kysely';
import type { Actor, Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import { asRecipient, asRecord } from './deliveries.ts';
import { asUrgency } from './publish.ts';

/** Nothing is put off for longer. */
const SNOOZE_DAYS = 30;

/** Whose messages somebody sees: the own ones, and acting for somebody (代办) that person's. */
export function readerOf(actor: Pick<Actor, 'id' | 'actingFor'>): number {
  const id = actor.actingFor?.id ?? actor.id;
  if (id === null) throw new AppError('session.required');
  return id;
}

/** What is published to the actor and lies in their scope as it is now. */
function own(db: Db, actor: Actor) {
  const { regions, programs } = actor.scope;
  return db
    .selectFrom('message as m')
    .innerJoin('notification as n', 'n.id', 'm.notification_id')
    .where('m.user_id', '=', readerOf(actor))
    .where('m.seq', 'is not', null)
    .$if(regions !== 'all', (query) =>
      query.where(
        sql<SqlBool>`(n.region_code is null or exists (
          select from region r
          where r.code = n.region_code
            and (r.code = any(${[...regions]}::text[]) or r.parent_code = any(${[...regions]}::text[]))
        ))`,
      ),
    )
    .$if(programs !== 'all', (query) =>
      query.where(sql<SqlBool>`(n.program_key is null or n.program_key = any(${[...programs]}::text[]))`),
    );
}

const isOpen = (today: Day) =>
  sql<SqlBool>`(m.read_at is null and m.settled_at is null and (m.snoozed_until is null or m.snoozed_until <= ${today}::date))`;

/** What of the messages is asked for. */
export interface MessageFilter {
  readonly state: 'open' | 'all';
  readonly cursor?: number | undefined;
  readonly limit: number;
}

/** A page of the actor's messages, newest first. */
export async function listMessages(
  db: Db,
  call: Call,
  { state, cursor, limit }: MessageFilter,
): Promise<{ items: Message[]; total: number | null; nextCursor: string | null }> {
  const rows = await own(db, call.actor)
    .select([
      'm.id',
      'm.seq',
      'm.recipient',
      'm.published_at',
      'm.read_at',
      'm.settled_at',
      'm.settled_reason',
    ])
    .select(['m.snoozed_until', 'm.snooze_reason', 'n.kind', 'n.params', 'n.urgency', 'n.subject_type'])
    .select(['n.subject_id', 'n.link', 'n.by_post'])
    .$if(state === 'open', (query) => query.where(isOpen(beijingDay(call.at))))
    .$if(cursor !== undefined, (query) => query.where('m.seq', '<', cursor ?? 0))
    .orderBy('m.seq', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(
    (row): Message => ({
      id: row.id,
      seq: row.seq ?? 0,
      kind: row.kind,
      params: asRecord(row.params),
      recipient: asRecipient(row.recipient),
      urgency: asUrgency(row.urgency),
      subject: { type: asSubjectType(row.subject_type), id: row.subject_id },
      link: row.link,
      byPost: row.by_post,
      at: (row.published_at ?? call.at).toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
      settled:
        row.settled_at === null
          ? null
          : {
              at: row.settled_at.toISOString(),
              reason: settleReasons.find((reason) => reason === row.settled_reason) ?? 'done',
            },
      snoozed:
        row.snoozed_until === null ? null : { until: row.snoozed_until, reason: row.snooze_reason ?? '' },
    }),
  );
  const last = items.at(-1);
  return { items, total: null, nextCursor: rows.length > limit && last ? String(last.seq) : null };
}

/** How many of the actor's messages are open; `upTo`: the newest published. */
export async function countMessages(db: Db, call: Call): Promise<MessageCount> {
  const today = beijingDay(call.at);
  const open = await own(db, call.actor)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(isOpen(today))
    .executeTakeFirstOrThrow();
  const newest = await own(db, call.actor)
    .select((eb) => eb.fn.max('m.seq').as('seq'))
    .executeTakeFirstOrThrow();
  return { open: open.n, upTo: newest.seq ?? 0 };
}

/** Mark as read: what is named, or everything up to a seq. Others' messages are left alone. */
export async function readMessages(
  db: Db,
  call: Call,
  which: { readonly ids: readonly number[] } | { readonly upTo: number },
): Promise<MessageCount> {
  await db
    .updateTable('message')
    .set({ read_at: call.at })
    .where('user_id', '=', readerOf(call.actor))
    .where('seq', 'is not', null)
    .where('read_at', 'is', null)
    .where((eb) => ('ids' in which ? eb('id', 'in', which.ids) : eb('seq', '<=', which.upTo)))
    .execute();
  return countMessages(db, call);
}

/** Put a message off until a day (稍后提醒), with a reason; it comes back on that day, and in its digest. */
export async function snoozeMessage(
  db: Db,
  call: Call,
  { id, until, reason }: { readonly id: number; readonly until: Day; readonly reason: string },
): Promise<MessageCount> {
  const today = beijingDay(call.at);
  if (!isDay(until) || until <= today || until > addDays(today, SNOOZE_DAYS)) {
    throw new AppError('thing.invalid', {
      what: 'until',
      reason: `${addDays(today, 1)} – ${addDays(today, SNOOZE_DAYS)}`,
    });
  }
  const { numUpdatedRows } = await db
    .updateTable('message')
    .set({ snoozed_until: until, snooze_reason: reason, read_at: null, digest_day: null })
    .where('id', '=', id)
    .where('user_id', '=', readerOf(call.actor))
    .where('seq', 'is not', null)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('thing.notFound', { what: 'message', id });
  return countMessages(db, call);
}

/** The subject as stored; a newer program's is shown as a person's. */
export function asSubjectType(text: string): (typeof subjectTypes)[number] {
  return subjectTypes.find((one) => one === text) ?? 'person';
}
