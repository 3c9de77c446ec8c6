/** The port of this area: what others call to tell people something, in the transaction of the act itself. */
import {
  type NotificationKind,
  type NotificationParams,
  notificationKinds,
  type RecipientKind,
  type SettleReason,
  type SubjectType,
  type Urgency,
} from '@qingzhang/contract';
import { sql } from 'kysely';
import { type Call, personIds } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { afterQuiet } from './beijing.ts';
import { preferencesOf } from './preferences.ts';
import type { Recipient } from './recipients.ts';

/** DIS-11.4: a superior is told at least this many hours after the responsible person. */
export const SUPERIOR_AFTER_HOURS = 24;

/** What a notification is about; `settle` finds it again by this. */
export interface Subject {
  readonly type: SubjectType;
  readonly id: string | number;
}

/** Something to be told. */
export interface Notification<K extends NotificationKind = NotificationKind> {
  /** Found with `recipientsOf`; nobody twice. The actor is left out: one knows what one has done. */
  readonly to: readonly Recipient[];
  readonly kind: K;
  readonly subject: Subject;
  readonly params: NotificationParams<K>;
  /** May only lower what the kind says (DIS-11.1): a digest kind never becomes immediate. */
  readonly urgency?: Urgency;
  /** Not before this moment (a reminder of tomorrow); default: now. */
  readonly notBefore?: Date;
  /** Hours after which recipients that are `superior` are told; at least and by default 24. */
  readonly superiorsAfter?: number;
  /** The page that opens, pre-filled: a path of ours, `/items/7`. */
  readonly link: string;
  /** The city or county concerned: who no longer sees it is not told. Also chooses the groups' robots. */
  readonly region?: string | null;
  /** The program concerned: who no longer sees it is not told. */
  readonly program?: string | null;
  /** A key that is told once only, whoever asks again: `task:7:T-3:2026-06-20`. For clocks that may repeat. */
  readonly once?: string;
}

/**
 * Write the messages of a notification in the caller's transaction: nobody is told what was rolled back. Messages show
 * from their moment on, unless `settle` came before. Returns the notification's id; null where nobody is to be told or
 * `once` was told already.
 */
export async function notify<K extends NotificationKind>(
  trx: Db,
  call: Call,
  told: Notification<K>,
): Promise<number | null> {
  const messages = plan(call, told);
  if (messages.length === 0) return null;
  const kind = notificationKinds[told.kind];
  const row = await trx
    .insertInto('notification')
    .values({
      kind: told.kind,
      subject_type: told.subject.type,
      subject_id: String(told.subject.id),
      params: JSON.stringify(kind.params.parse(told.params)),
      link: ownPath(told.link),
      urgency: urgencyOf(told),
      region_code: told.region ?? null,
      program_key: told.program ?? null,
      once: told.once ?? null,
      by_id: call.actor.id,
      by_post: call.actor.post,
      created_at: call.at,
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return null;
  await trx
    .insertInto('message')
    .values(
      messages.map(({ userId, as, at }) => ({
        notification_id: row.id,
        user_id: userId,
        recipient: as,
        visible_from: at,
      })),
    )
    .execute();
  return row.id;
}

/** Who is told when. */
export interface PreviewLine {
  readonly post: string;
  readonly recipient: RecipientKind;
  /** When it shows in the list. */
  readonly visibleFrom: Date;
  /** When it disturbs: at once, after quiet hours; null: with the daily digest. */
  readonly pushedAt: Date | null;
}

/** Who would be told when, in the order in which they would: for the line beside the button. Writes nothing. */
export async function previewNotification<K extends NotificationKind>(
  db: Db,
  call: Call,
  told: Notification<K>,
): Promise<readonly PreviewLine[]> {
  const messages = plan(call, told);
  if (messages.length === 0) return [];
  const ids = messages.map(({ userId }) => userId);
  const posts = new Map(
    (await db.selectFrom('app_user').select(['id', 'post']).where('id', 'in', ids).execute()).map((user) => [
      user.id,
      user.post,
    ]),
  );
  const preferences = await preferencesOf(db, ids);
  const urgency = urgencyOf(told);
  return messages
    .map(({ userId, as, at }) => {
      const quiet = preferences(userId).quiet;
      const pushedAt = urgency === 'digest' ? null : urgency === 'now' ? afterQuiet(at, quiet) : at;
      return { post: posts.get(userId) ?? '', recipient: as, visibleFrom: at, pushedAt };
    })
    .sort((a, b) => a.visibleFrom.getTime() - b.visibleFrom.getTime() || (a.post < b.post ? -1 : 1));
}

/** How many messages nobody needs any more. */
export interface Settled {
  /** Not yet visible: they never will be. */
  readonly withheld: number;
  /** Seen in somebody's list: they are marked as dealt with. */
  readonly marked: number;
}

/**
 * Say that somebody has dealt with it (DIS-11.3): what nobody has seen yet is never shown, what waits for delivery is
 * cancelled, what stands in lists is marked. Call it in the transaction of the act, before notifying of the act itself.
 */
export async function settle(
  trx: Db,
  call: Call,
  subject: Subject,
  reason: SettleReason,
  limits: { readonly kinds?: readonly NotificationKind[]; readonly userIds?: readonly number[] } = {},
): Promise<Settled> {
  const { kinds, userIds } = limits;
  if (kinds?.length === 0 || userIds?.length === 0) return { withheld: 0, marked: 0 };
  const settled = await trx
    .updateTable('message as m')
    .from('notification as n')
    .set({ settled_at: call.at, settled_reason: reason })
    .whereRef('m.notification_id', '=', 'n.id')
    .where('n.subject_type', '=', subject.type)
    .where('n.subject_id', '=', String(subject.id))
    .where('m.settled_at', 'is', null)
    .$if(kinds !== undefined, (query) => query.where('n.kind', 'in', kinds ?? []))
    .$if(userIds !== undefined, (query) => query.where('m.user_id', 'in', userIds ?? []))
    .returning(['m.id', 'm.notification_id', 'm.seq'])
    .execute();
  if (settled.length === 0) return { withheld: 0, marked: 0 };
  await cancelDeliveries(
    trx,
    call.at,
    settled.map(({ id }) => id),
    [...new Set(settled.map((row) => row.notification_id))],
  );
  const marked = settled.filter(({ seq }) => seq !== null).length;
  return { withheld: settled.length - marked, marked };
}

/** Letters of these messages are not sent, nor group messages of notifications that concern nobody any more. */
async function cancelDeliveries(
  trx: Db,
  at: Date,
  messageIds: readonly number[],
  notificationIds: readonly number[],
): Promise<void> {
  await trx
    .updateTable('delivery')
    .set({ state: 'cancelled', done_at: at })
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.or([
        eb('message_id', 'in', messageIds),
        eb.and([
          eb('notification_id', 'in', notificationIds),
          sql<boolean>`not exists (
            select from message m
            where m.notification_id = delivery.notification_id and m.settled_at is null
              and m.recipient = 'responsible'
          )`,
        ]),
      ]),
    )
    .execute();
}

interface PlannedMessage {
  readonly userId: number;
  readonly as: RecipientKind;
  readonly at: Date;
}

/** Who is told when: the responsible at once, superiors later; who is both is responsible; who acts knows. */
function plan<K extends NotificationKind>(call: Call, told: Notification<K>): PlannedMessage[] {
  const hours = told.superiorsAfter ?? SUPERIOR_AFTER_HOURS;
  if (!(hours >= SUPERIOR_AFTER_HOURS)) {
    throw new RangeError(
      `DIS-11.4: superiors are told ${SUPERIOR_AFTER_HOURS} hours later at least, not ${hours}`,
    );
  }
  const first = told.notBefore !== undefined && told.notBefore > call.at ? told.notBefore : call.at;
  const later = new Date(first.getTime() + hours * 3_600_000);
  const acting = new Set(personIds(call.actor));
  const ranks = new Map<number, RecipientKind>();
  for (const { userId, as } of told.to) {
    if (acting.has(userId) || ranks.get(userId) === 'responsible') continue;
    ranks.set(userId, as);
  }
  return [...ranks].map(([userId, as]) => ({ userId, as, at: as === 'responsible' ? first : later }));
}

const order: Readonly<Record<Urgency, number>> = { digest: 0, now: 1, emergency: 2 };

function urgencyOf({ kind, urgency }: Pick<Notification, 'kind' | 'urgency'>): Urgency {
  const own = notificationKinds[kind].urgency;
  return urgency !== undefined && order[urgency] < order[own] ? urgency : own;
}

/** A link leads to a page of ours and nowhere else. */
function ownPath(link: string): string {
  if (!/^\/(?![/\\])[^\s\\]*$/.test(link)) throw new RangeError(`not a path of ours: ${link}`);
  return link;
}
