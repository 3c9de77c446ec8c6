/** The hub of open streams: one per process, one round a second for all of them, whoever published. */
import type { MessageEvent } from '@qingzhang/contract';
import type { Scope } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { afterQuiet } from './beijing.ts';
import { asRecipient, asRecord } from './deliveries.ts';
import { asSubjectType } from './messages.ts';
import { preferencesOf } from './preferences.ts';
import { asUrgency, publishDue, publishedUpTo } from './publish.ts';
import { covers, placesOf } from './scopes.ts';

/** Milliseconds between rounds: how long a message waits at most. */
const ROUND_MS = 1000;
/** A sign of life, so that proxies keep the connection. */
const HEARTBEAT_MS = 15_000;
/** How often it is asked whether the streams' sessions still last. */
const ASK_MS = 5000;
/** Events read at once. */
const ROUND_LIMIT = 2000;
/** Streams of one person: several windows, not hundreds. */
export const STREAMS_PER_PERSON = 8;
/** Somebody who does not read gets no more. */
const UNREAD_LIMIT = 256 * 1024;
/** So many missed messages are said again; more are counted by the page itself. */
const MISSED_LIMIT = 200;

/** Where a stream's text goes: a response, or a test. */
export interface Sink {
  write(text: string): void;
  end(): void;
  /** Bytes that wait for the reader. */
  readonly waiting: number;
}

/** One open stream. */
export interface Stream {
  readonly userId: number;
  readonly tokenHash: Buffer;
  readonly scope: Scope;
  readonly sink: Sink;
}

type EventRow = MessageEvent & {
  readonly userId: number;
  readonly places: readonly string[] | null;
  readonly program: string | null;
};

/** Holds the open streams and feeds them. */
export class Hub {
  readonly #platform: Platform;
  readonly #streams = new Map<number, Set<Stream>>();
  #upTo: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #beat = 0;
  #asked = 0;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** How many streams are open. */
  get size(): number {
    let size = 0;
    for (const streams of this.#streams.values()) size += streams.size;
    return size;
  }

  /** Begin the rounds; they do not keep a process alive. */
  start(): void {
    this.#timer ??= setInterval(() => void this.round(), ROUND_MS).unref();
  }

  /** End the rounds and every stream. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#round;
    for (const streams of this.#streams.values()) for (const stream of streams) stream.sink.end();
    this.#streams.clear();
  }

  /** Whether the person may open one more. */
  hasRoom(userId: number): boolean {
    return (this.#streams.get(userId)?.size ?? 0) < STREAMS_PER_PERSON;
  }

  /** Open a stream; `after`: the last seq that its reader knows, null for from now on. Call the answer to close it. */
  async open(stream: Stream, after: number | null): Promise<() => void> {
    // Between rounds the stream's beginning is a clear seq: what came before is read, what comes after is said.
    if (this.#upTo === null) await this.round();
    while (this.#round !== null) await this.#round;
    const upTo = this.#upTo ?? 0;
    const streams = this.#streams.get(stream.userId) ?? new Set();
    this.#streams.set(stream.userId, streams);
    streams.add(stream);
    stream.sink.write('retry: 3000\n: 青账\n\n');
    if (after !== null && after < upTo) {
      const missed = await this.#events(after, upTo, MISSED_LIMIT, [stream.userId]);
      for (const event of missed) send(stream, event);
    }
    return () => {
      streams.delete(stream);
      if (streams.size === 0 && this.#streams.get(stream.userId) === streams)
        this.#streams.delete(stream.userId);
    };
  }

  /** One round: publish what is due, say what is new, now and then look whether sessions still last. */
  round(): Promise<void> {
    this.#round ??= this.#work()
      .catch((error: unknown) => this.#platform.log.warn({ err: error }, 'a round of messages failed'))
      .finally(() => {
        this.#round = null;
      });
    return this.#round;
  }

  async #work(): Promise<void> {
    const { db, clock } = this.#platform;
    let told = this.#upTo ?? (await publishedUpTo(db));
    this.#upTo = told;
    await publishDue(this.#platform, clock.now());
    const upTo = await publishedUpTo(db);
    while (told < upTo) {
      const users = [...this.#streams.keys()];
      const events: EventRow[] = users.length === 0 ? [] : await this.#events(told, upTo, ROUND_LIMIT, users);
      for (const event of events) {
        for (const stream of this.#streams.get(event.userId) ?? []) send(stream, event);
      }
      told = events.length < ROUND_LIMIT ? upTo : (events.at(-1)?.seq ?? upTo);
      this.#upTo = told;
    }
    const now = performance.now();
    if (now - this.#asked >= ASK_MS) {
      this.#asked = now;
      await this.endLapsed();
    }
    if (now - this.#beat >= HEARTBEAT_MS) {
      this.#beat = now;
      for (const streams of this.#streams.values()) for (const { sink } of streams) sink.write(': ♥\n\n');
    }
  }

  /** Close the streams whose session has ended: signed out, revoked, lapsed, the person disabled. */
  async endLapsed(): Promise<void> {
    const all = [...this.#streams.values()].flatMap((streams) => [...streams]);
    if (all.length === 0) return;
    const rows = await this.#platform.db
      .selectFrom('session as s')
      .innerJoin('app_user as u', 'u.id', 's.user_id')
      .select('s.token_hash')
      .where('s.expires_at', '>', this.#platform.clock.now())
      .where('u.disabled', '=', false)
      .where('s.token_hash', 'in', [...new Set(all.map((stream) => stream.tokenHash))])
      .execute();
    const lasting = new Set(rows.map((row) => row.token_hash.toString('base64')));
    for (const { sink, tokenHash } of all) if (!lasting.has(tokenHash.toString('base64'))) sink.end();
  }

  /** Published after one seq up to another to these people, in order. */
  async #events(after: number, upTo: number, limit: number, users: readonly number[]): Promise<EventRow[]> {
    const { db, clock } = this.#platform;
    const rows = await db
      .selectFrom('message as m')
      .innerJoin('notification as n', 'n.id', 'm.notification_id')
      .select(['m.id', 'm.seq', 'm.user_id', 'm.recipient', 'n.kind', 'n.params', 'n.urgency', 'n.link'])
      .select(['n.subject_type', 'n.subject_id', 'n.region_code', 'n.program_key'])
      .where('m.seq', '>', after)
      .where('m.seq', '<=', upTo)
      .where('m.settled_at', 'is', null)
      .where('m.user_id', 'in', users)
      .orderBy('m.seq')
      .limit(limit)
      .execute();
    if (rows.length === 0) return [];
    const preferences = await preferencesOf(db, [...new Set(rows.map((row) => row.user_id))]);
    const codes = rows.map((row) => row.region_code).filter((code) => code !== null);
    const places = await placesOf(db, codes);
    const now = clock.now();
    return rows.map((row) => {
      const urgency = asUrgency(row.urgency);
      const { quiet } = preferences(row.user_id);
      return {
        seq: row.seq ?? 0,
        id: row.id,
        kind: row.kind,
        params: asRecord(row.params),
        recipient: asRecipient(row.recipient),
        urgency,
        subject: { type: asSubjectType(row.subject_type), id: row.subject_id },
        link: row.link,
        quiet: urgency === 'digest' || (urgency === 'now' && afterQuiet(now, quiet) > now),
        userId: row.user_id,
        places: places(row.region_code),
        program: row.program_key,
      };
    });
  }
}

/** Say an event on a stream, if its reader may still see what it concerns, and reads. */
function send({ scope, sink }: Stream, { userId: _, places, program, ...event }: EventRow): void {
  if (!covers(scope, { places, program })) return;
  if (sink.waiting > UNREAD_LIMIT) sink.end();
  else sink.write(`id: ${event.seq}\nevent: message\ndata: ${JSON.stringify(event)}\n\n`);
}
