/**
 * The hub of a stage's open streams: one per process. What this process changes is said right after its commit; what another
 * process changed (a second server, the demonstration's replay) is found by asking for revisions five times a second.
 */
import type { Lang, RecordLine, VenuePresence } from '@qingzhang/contract';
import type { Platform } from '../../platform/platform.ts';
import { findStageMeeting, type Sight, type StageMeeting, screenLasts } from './access.ts';
import { readPages } from './pages-store.ts';
import { readPresence, type Seen, writeSeen } from './presence.ts';
import { hallKeys, presentStage, readStageRows, type StageRows } from './state.ts';
import { endedStreams, readRevisions } from './watching.ts';

/** How often other processes' acts are looked for. */
const POLL_MS = 200;
/** Signs of life are written and presence is told once a second. */
const PRESENCE_MS = 1000;
/** Screens hear something at least so often; who hears nothing for two of them connects again. */
const HEARTBEAT_MS = 5000;
/** How often it is asked whether the streams' sessions and links still last. */
const ASK_MS = 2000;
/** Windows of one person or one link; streams of one meeting. */
export const STREAMS_PER_OWNER = 8;
export const STREAMS_PER_MEETING = 1000;
/** Somebody who does not read gets no more. */
const UNREAD_LIMIT = 512 * 1024;

/** Where a stream's text goes: a response, or a test. */
export interface StageSink {
  write(text: string | Buffer): void;
  end(): void;
  /** Bytes that wait for the reader. */
  readonly waiting: number;
}

/** One open stream of a meeting's stage. */
export interface StageStream {
  readonly meeting: number;
  readonly sight: Sight;
  /** Presence is told to who drives, the record to who writes or drives; never to a hall. */
  readonly drives: boolean;
  readonly records: boolean;
  readonly lang: Lang;
  /** What it lasts as long as: a session's token, in the role it was opened in, or a screen's link, as digests. */
  readonly lasting:
    | { readonly kind: 'session'; readonly hash: Buffer; readonly role: string }
    | { readonly kind: 'screen'; readonly hash: Buffer };
  readonly sink: StageSink;
}

/** Reads lines of the record changed after a revision of it. */
export type ReadRecordLines = (
  platform: Platform,
  meetingId: number,
  after: number,
  lang: Lang,
) => Promise<{ readonly lines: readonly RecordLine[]; readonly revision: number }>;

interface Room {
  readonly id: number;
  readonly streams: Set<StageStream>;
  rows: StageRows | null;
  /** Pages, as key and version, that halls could load since the stage was told last. */
  loadable: ReadonlySet<string>;
  mark: string;
  record: number;
  presence: string;
  reading: Promise<void> | null;
  next: Promise<void> | null;
  opening: number;
}

const markOf = (state: string, revision: number, stage: number) => `${state} ${revision} ${stage}`;
const pageMark = ({ key, version }: { readonly key: string; readonly version: number }) =>
  `${key} ${version}`;
const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Holds the open streams of all meetings and feeds them. */
export class StageHub {
  readonly #platform: Platform;
  readonly #lines: ReadRecordLines;
  readonly #rooms = new Map<number, Room>();
  readonly #seen = new Map<number, Seen>();
  #timers: NodeJS.Timeout[] = [];
  #round: Promise<void> | null = null;
  #chores: Promise<void> | null = null;
  #beat = 0;
  #asked = 0;
  #stopped = false;

  constructor(platform: Platform, lines: ReadRecordLines) {
    this.#platform = platform;
    this.#lines = lines;
  }

  /** How many streams are open. */
  get size(): number {
    let size = 0;
    for (const room of this.#rooms.values()) size += room.streams.size;
    return size;
  }

  /** Begin to look around; that does not keep a process alive. */
  start(): void {
    if (this.#timers.length > 0) return;
    this.#timers = [
      setInterval(() => void this.round(), POLL_MS).unref(),
      setInterval(() => void this.chores(), PRESENCE_MS).unref(),
    ];
  }

  /** End every stream at once; signs of life still in hand are written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    for (const room of this.#rooms.values()) for (const { sink } of room.streams) sink.end();
    this.#rooms.clear();
    await Promise.all([this.#round, this.#chores]);
    await this.#flush().catch(() => {});
  }

  /** Whether one more stream may be opened. */
  hasRoom(stream: Pick<StageStream, 'meeting' | 'lasting'>): boolean {
    const streams = this.#rooms.get(stream.meeting)?.streams;
    if (streams === undefined) return true;
    if (streams.size >= STREAMS_PER_MEETING) return false;
    let own = 0;
    for (const { lasting } of streams) if (lasting.hash.equals(stream.lasting.hash)) own += 1;
    return own < STREAMS_PER_OWNER;
  }

  /** Open a stream: it hears the whole state first, then what changes. Call the answer to close it. */
  async open(stream: StageStream): Promise<() => void> {
    const room = this.#room(stream.meeting);
    // Counted as opening until it is registered: a room that is left meanwhile stays the one everybody finds.
    room.opening += 1;
    try {
      await this.#read(room);
      // From here to the registration nothing else runs: no change can fall between.
      if (this.#stopped || room.rows === null) stream.sink.end();
      else {
        stream.sink.write('retry: 1000\n\n');
        stream.sink.write(event('state', presentStage(room.rows, stream.sight, this.#platform.clock.now())));
        room.streams.add(stream);
        // Whoever drives hears at the next round who is there.
        if (stream.drives) room.presence = '';
      }
    } finally {
      room.opening -= 1;
      this.#leave(room);
    }
    return () => {
      room.streams.delete(stream);
      this.#leave(room);
    };
  }

  #leave(room: Room): void {
    if (room.streams.size > 0 || room.opening > 0) return;
    // One that closes twice, or late, does not shut the room that others have opened since.
    if (this.#rooms.get(room.id) === room) this.#rooms.delete(room.id);
  }

  /** Something of the stage was changed and committed: say it now. */
  async changed(meetingId: number): Promise<void> {
    const room = this.#rooms.get(meetingId);
    if (room !== undefined) await this.#read(room);
  }

  /** A line of the record was kept or changed: say it now to who writes and drives. */
  async recorded(meetingId: number): Promise<void> {
    const room = this.#rooms.get(meetingId);
    if (room !== undefined) await this.#tellRecord(room);
  }

  /** A venue's sign of life; written with the next round. Answers the stage's revision, as far as it is known here. */
  seen(venue: number, sign: Seen): void {
    this.#seen.set(venue, sign);
  }

  /** One round: other processes' acts. Nothing slow stands in its way. */
  round(): Promise<void> {
    this.#round ??= this.#poll()
      .catch((error: unknown) => this.#platform.log.warn({ err: error }, 'a round of stages failed'))
      .finally(() => {
        this.#round = null;
      });
    return this.#round;
  }

  /** Once a second: signs of life written and told, heartbeats, streams whose right has ended. */
  chores(): Promise<void> {
    this.#chores ??= this.#work()
      .catch((error: unknown) => this.#platform.log.warn({ err: error }, 'the chores of stages failed'))
      .finally(() => {
        this.#chores = null;
      });
    return this.#chores;
  }

  async #work(): Promise<void> {
    const now = performance.now();
    if (now - this.#beat >= HEARTBEAT_MS) {
      this.#beat = now;
      this.beat();
    }
    await this.#flush();
    await this.#tellPresence();
    if (now - this.#asked >= ASK_MS) {
      this.#asked = now;
      await this.endLapsed();
    }
  }

  /** A sign of life to every screen, with the revision it should be at. */
  beat(): void {
    const now = this.#platform.clock.now().toISOString();
    for (const { streams, rows } of this.#rooms.values()) {
      const text = event('beat', { now, revision: rows?.revision ?? 0 });
      for (const stream of streams) send(stream, text);
    }
  }

  /** End the streams whose session or link has ended. */
  async endLapsed(): Promise<void> {
    const all = [...this.#rooms.values()].flatMap(({ streams }) => [...streams]);
    for (const { sink } of await endedStreams(this.#platform, all)) sink.end();
  }

  async #poll(): Promise<void> {
    const rooms = [...this.#rooms.values()];
    if (rooms.length === 0) return;
    const revisions = await readRevisions(
      this.#platform.db,
      rooms.map(({ id }) => id),
    );
    for (const room of rooms) {
      const now = revisions.get(room.id);
      if (now === undefined) continue;
      if (markOf(now.state, now.meeting, now.stage) !== room.mark) await this.#read(room);
      if (now.record > room.record) {
        await this.#tellRecord(room);
        room.record = Math.max(room.record, now.record);
      }
    }
  }

  #room(id: number): Room {
    const known = this.#rooms.get(id);
    if (known !== undefined) return known;
    const room: Room = {
      id,
      streams: new Set(),
      rows: null,
      loadable: new Set(),
      mark: '',
      record: 0,
      presence: '',
      reading: null,
      next: null,
      opening: 0,
    };
    // Two that open at once share one room.
    this.#rooms.set(id, room);
    return room;
  }

  /** Read the stage anew and say it where it is new. Who asks while a reading is under way gets the one after it. */
  #read(room: Room): Promise<void> {
    if (room.next !== null) return room.next;
    if (room.reading === null) return this.#begin(room);
    const again = () => {
      room.next = null;
      return this.#begin(room);
    };
    room.next = room.reading.then(again, again);
    return room.next;
  }

  #begin(room: Room): Promise<void> {
    room.reading = this.#readOnce(room).finally(() => {
      room.reading = null;
    });
    return room.reading;
  }

  async #readOnce(room: Room): Promise<void> {
    const { db, clock } = this.#platform;
    const meeting = await findStageMeeting(db, room.id);
    if (meeting === undefined) return;
    const first = room.rows === null;
    const rows = await readStageRows(db, meeting);
    const mark = markOf(meeting.state, meeting.revision, rows.revision);
    if (first) room.record = rows.recordRevision;
    const news = mark !== room.mark;
    const unknown = news && !first ? unloadable(rows, room.loadable) : null;
    const jumped = unknown === null ? [] : await readPages(db, room.id, new Set([unknown]));
    const open = hallKeys(rows);
    room.loadable = new Set(rows.pages.filter(({ key }) => open.has(key)).map(pageMark));
    room.rows = rows;
    room.mark = mark;
    if (!news || room.streams.size === 0) return;
    const now = clock.now();
    // The page first, so that it is there when the state shows it.
    const brought = jumped.map((page) => event('page', { page })).join('');
    const texts = new Map<Sight, Buffer>();
    for (const stream of room.streams) {
      const { sight } = stream;
      // Said once in bytes, whatever the number of screens.
      const text =
        texts.get(sight) ??
        Buffer.from((sight === 'hall' ? brought : '') + event('state', presentStage(rows, sight, now)));
      texts.set(sight, text);
      send(stream, text);
    }
    this.#endFollowed(room, meeting);
  }

  #endFollowed(room: Room, meeting: StageMeeting): void {
    if (screenLasts(meeting.state)) return;
    for (const { lasting, sink } of room.streams) if (lasting.kind === 'screen') sink.end();
  }

  /** Lines that were said already may be said again: a reader keeps the newest revision of each. */
  async #tellRecord(room: Room): Promise<void> {
    const from = room.record;
    for (const lang of ['zh', 'en'] as const) {
      const readers = [...room.streams].filter((stream) => stream.records && stream.lang === lang);
      if (readers.length === 0) continue;
      const { lines, revision } = await this.#lines(this.#platform, room.id, from, lang);
      room.record = Math.max(room.record, revision);
      for (const line of lines) for (const stream of readers) send(stream, event('record', { line }));
    }
  }

  async #flush(): Promise<void> {
    if (this.#seen.size === 0) return;
    const seen = new Map(this.#seen);
    this.#seen.clear();
    await writeSeen(this.#platform.db, seen);
  }

  async #tellPresence(): Promise<void> {
    for (const room of this.#rooms.values()) {
      if (room.rows === null || ![...room.streams].some(({ drives }) => drives)) continue;
      const items = await readPresence(this.#platform, room.rows);
      const said = JSON.stringify(items.map(told));
      if (said === room.presence) continue;
      room.presence = said;
      const text = event('presence', { items });
      for (const stream of room.streams) if (stream.drives) send(stream, text);
    }
  }
}

/** The page on show, where halls may have it now and could not load it before: the chair has jumped to it. */
function unloadable(rows: StageRows, loadable: ReadonlySet<string>): string | null {
  const page = rows.pages.find(({ key }) => key === rows.page);
  return page !== undefined && hallKeys(rows).has(page.key) && !loadable.has(pageMark(page))
    ? page.key
    : null;
}

/** What makes a presence worth telling again: who is cut off is counted second by second, who is there is not. */
const told = ({ venue, state, page, seconds }: VenuePresence) => [
  venue,
  state,
  page,
  state === 'reconnecting' ? seconds : 0,
];

function send({ sink }: StageStream, text: string | Buffer): void {
  if (sink.waiting > UNREAD_LIMIT) sink.end();
  else sink.write(text);
}
