/** Sending what waits: claim, look once more whether it is still needed, send, write down what came of it. */

import type { RecipientKind } from '@qingzhang/contract';
import { sql } from 'kysely';
import { beijingDay } from '../platform/clock.ts';
import type { Config } from '../platform/config/config.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { unseal } from '../session/secret-box.ts';
import { type Mailer, openMailer } from './mail.ts';
import { preferencesOf } from './preferences.ts';
import { type RobotService, robotServices } from './robot-address.ts';
import { type OpenRobot, sayInGroup } from './robots.ts';
import { digestLetter, groupText, messageLetter, type TextFrame, type TextPart } from './texts.ts';

/** So often is a delivery tried; then it stands as failed until somebody sends it again. */
export const ATTEMPTS = 10;
/** A process that claimed a delivery and gave no sign since is gone. */
const CLAIM_MS = 2 * 60_000;
const BATCH = 20;

/** Minutes until the next try after so many: 1, 2, 4 … 60. */
export const retryMinutes = (attempts: number) => Math.min(60, 2 ** (attempts - 1));

/** Send what waits and is due at the moment, until nothing is; returns how many were sent. */
export async function deliverDue(platform: Platform, at: Date, signal?: AbortSignal): Promise<number> {
  const mailer = openMailer(platform.config);
  let sent = 0;
  try {
    for (;;) {
      const claimed = await claim(platform.db, at);
      if (claimed.length === 0) return sent;
      for (const delivery of claimed) {
        if (signal?.aborted) return sent;
        if (await deliver(platform, mailer, delivery, at, signal)) sent += 1;
      }
    }
  } finally {
    mailer?.close();
  }
}

interface Claimed {
  readonly id: number;
  readonly message_id: number | null;
  readonly digest_id: number | null;
  readonly webhook_id: number | null;
  readonly notification_id: number | null;
  readonly attempts: number;
  readonly created_at: Date;
}

/** Several processes never take the same: claims exclude each other and end by themselves. */
async function claim(db: Db, at: Date): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`
    update delivery set claimed_until = ${new Date(at.getTime() + CLAIM_MS)}, attempts = attempts + 1
    where id in (
      select id from delivery
      where state = 'waiting' and next_try_at <= ${at} and (claimed_until is null or claimed_until <= ${at})
      order by next_try_at, id limit ${BATCH} for update skip locked
    )
    returning id, message_id, digest_id, webhook_id, notification_id, attempts, created_at`.execute(db);
  return rows;
}

/** What is to be done with a delivery: nothing any more, or one act. */
type Act = { readonly cancelled: true } | { readonly secrets: readonly string[]; run(): Promise<void> };

async function deliver(
  { db, config, log }: Platform,
  mailer: Mailer | null,
  delivery: Claimed,
  at: Date,
  signal?: AbortSignal,
): Promise<boolean> {
  let secrets: readonly string[] = [config.smtp ?? ''];
  try {
    const act = await actOf(db, config, mailer, delivery, at, signal);
    if ('cancelled' in act) {
      await finish(db, delivery.id, 'cancelled', at, null);
      return false;
    }
    secrets = act.secrets;
    await act.run();
    await finish(db, delivery.id, 'sent', at, null);
    return true;
  } catch (error) {
    const reason = withoutSecrets(error, secrets);
    log.warn({ delivery: delivery.id, attempts: delivery.attempts, reason }, 'a delivery failed');
    if (delivery.attempts >= ATTEMPTS) await finish(db, delivery.id, 'failed', at, reason);
    else {
      const next = new Date(at.getTime() + retryMinutes(delivery.attempts) * 60_000);
      await db
        .updateTable('delivery')
        .set({ next_try_at: next, claimed_until: null, last_error: reason })
        .where('id', '=', delivery.id)
        .where('state', '=', 'waiting')
        .execute();
    }
    return false;
  }
}

async function actOf(
  db: Db,
  config: Config,
  mailer: Mailer | null,
  delivery: Claimed,
  at: Date,
  signal?: AbortSignal,
): Promise<Act> {
  const today = beijingDay(at);
  if (delivery.webhook_id !== null) {
    const robot = await findRobot(db, config, delivery.webhook_id);
    const part = await findNotification(db, delivery.notification_id ?? 0);
    if (robot === null || part === null) return { cancelled: true };
    const text = groupText(part, { lang: 'zh', today, publicUrl: config.publicUrl });
    return {
      secrets: robot.secrets,
      run: () =>
        sayInGroup(robot, text, {
          at,
          allowed: config.webhookHosts,
          ...(signal === undefined ? {} : { signal }),
        }),
    };
  }
  const found =
    delivery.digest_id === null
      ? await findMessages(db, { message: delivery.message_id ?? 0 })
      : await findMessages(db, { digest: delivery.digest_id });
  const [first] = found;
  if (first === undefined) return { cancelled: true };
  const { email, lang } = (await preferencesOf(db, [first.userId]))(first.userId);
  if (email === null) return { cancelled: true };
  if (mailer === null) throw new Error('QINGZHANG_SMTP is not set');
  const frame: TextFrame = { lang, today, publicUrl: config.publicUrl };
  const letter = delivery.digest_id === null ? messageLetter(first, frame) : digestLetter(found, frame);
  const key = `qingzhang-${delivery.id}-${delivery.created_at.getTime()}`;
  const password = config.smtp === null ? '' : decodeURIComponent(new URL(config.smtp).password);
  return { secrets: [config.smtp ?? '', password], run: () => mailer.send(email, letter, key) };
}

type FoundMessage = TextPart & { readonly userId: number };

/** The message, or the digest's, as far as it is neither dealt with nor read, and its reader not disabled. */
async function findMessages(
  db: Db,
  which: { readonly message: number } | { readonly digest: number },
): Promise<readonly FoundMessage[]> {
  const rows = await db
    .selectFrom('message as m')
    .innerJoin('notification as n', 'n.id', 'm.notification_id')
    .innerJoin('app_user as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'm.recipient', 'n.kind', 'n.params', 'n.link', 'n.by_post'])
    .where('u.disabled', '=', false)
    .where('m.settled_at', 'is', null)
    .where('m.read_at', 'is', null)
    .$if('message' in which, (query) => query.where('m.id', '=', 'message' in which ? which.message : 0))
    .$if('digest' in which, (query) =>
      query
        .innerJoin('digest as d', (join) =>
          join.onRef('d.user_id', '=', 'm.user_id').onRef('d.day', '=', 'm.digest_day'),
        )
        .where('d.id', '=', 'digest' in which ? which.digest : 0),
    )
    .orderBy('m.seq')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    recipient: asRecipient(row.recipient),
    kind: row.kind,
    params: asRecord(row.params),
    link: row.link,
    byPost: row.by_post,
  }));
}

/** The notification as a group hears it, while anybody responsible has still to do with it. */
async function findNotification(db: Db, id: number): Promise<TextPart | null> {
  const row = await db
    .selectFrom('notification as n')
    .select(['n.kind', 'n.params', 'n.link', 'n.by_post'])
    .where('n.id', '=', id)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('message as m')
          .select('m.id')
          .whereRef('m.notification_id', '=', 'n.id')
          .where('m.recipient', '=', 'responsible')
          .where('m.settled_at', 'is', null),
      ),
    )
    .executeTakeFirst();
  if (row === undefined) return null;
  const { kind, link } = row;
  return { kind, link, params: asRecord(row.params), byPost: row.by_post, recipient: 'responsible' };
}

/** What robots' secrets are sealed for: one cannot be put in the place of the other. */
export const robotSeal = { url: 'webhook url', key: 'webhook key' } as const;

/** A robot that is switched on, with its secrets opened and named, so that no reason repeats them. */
export async function findRobot(
  db: Db,
  config: Config,
  id: number,
): Promise<(OpenRobot & { readonly secrets: readonly string[] }) | null> {
  const row = await db
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', id)
    .where('enabled', '=', true)
    .executeTakeFirst();
  if (row === undefined) return null;
  const url = unseal(config, robotSeal.url, row.url_sealed).toString('utf8');
  const key = row.key_sealed === null ? null : unseal(config, robotSeal.key, row.key_sealed).toString('utf8');
  const secrets = [url, key ?? '', ...new URL(url).searchParams.values()];
  return { service: asService(row.service), url, key, secrets };
}

async function finish(
  db: Db,
  id: number,
  state: 'sent' | 'failed' | 'cancelled',
  at: Date,
  reason: string | null,
): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ state, done_at: at, claimed_until: null, ...(reason === null ? {} : { last_error: reason }) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** Why it failed, in at most a few lines, without any credential. */
export function withoutSecrets(error: unknown, secrets: readonly string[]): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  let text = `${error instanceof Error ? error.message : String(error)}${cause}`;
  for (const secret of secrets) if (secret.length > 2) text = text.replaceAll(secret, '…');
  return text.slice(0, 300);
}

/** The service as stored; the database holds no other. */
export function asService(text: string): RobotService {
  const service = robotServices.find((one) => one === text);
  if (service === undefined) throw new Error(`unknown service ${text}`);
  return service;
}

/** The recipient as stored; the database holds no other. */
export const asRecipient = (text: string): RecipientKind =>
  text === 'superior' ? 'superior' : 'responsible';

/** The facts as stored: what `notify` wrote. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
