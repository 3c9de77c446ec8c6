import { type HourIndex, MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Reject } from './layouts/hour-reader.ts';
import { plainCells } from './layouts/hour-reader.ts';
import { csvLine, type RowView, rawText } from './lines.ts';
import { dayNumberOfHour, hourStamp } from './time-cells.ts';
import type { TouchedDays } from './touched.ts';

const CELLS = POLLUTANTS.length;
/** Rows gathered before they are written. */
const CHUNK = 16_384;
/** Rows one read of the file may add beyond that; `file-rows` feeds in pieces small enough. */
const SLACK = CHUNK;
/** A row of COPY BINARY: field count, nine lengths, two ids, the hour, six values at most. */
const ROW_BYTES = 2 + 9 * 4 + 4 + 8 + CELLS * 4 + 4;
const columns = POLLUTANTS.join(', ');
const copySql = `copy air_hour (place_id, hour, ${columns}, batch_id) from stdin (format binary)`;
const copyHead = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const copyTail = Buffer.from([0xff, 0xff]);

/** What became of the place-hours of a file. */
export interface WriteCounts {
  /** Not known before. */
  new: number;
  /** Already there with the same values, or twice in the file with the same values. */
  same: number;
  /** Already there with other values: the old ones became a revision. */
  revised: number;
  /** Nothing in any cell: no row is kept for them. */
  empty: number;
  /** Cells that were missing where a value is known: the value stays. */
  keptCells: number;
  /** Of `same`: rows that the file itself repeats. */
  repeated: number;
}

/** Rows compared with the database at a time. */
const MERGE = 4096;
/** Bytes of a row as `packedRows` packs it. */
const PACKED = 4 * (3 + CELLS);
const packed = [
  'a.place_id',
  '(extract(epoch from a.hour) / 3600)::integer',
  'a.batch_id',
  ...POLLUTANTS.map((pollutant) => `coalesce(a.${pollutant}, ${MISSING})`),
];

/**
 * The rows of a join packed into texts of 64 rows: as rows of a result they would cost fifty times their size in memory,
 * and long texts would stay in it until the next full collection.
 */
function packedRows(join: string): string {
  return `select encode(string_agg(row, ''::bytea), 'base64') as rows
            from (select ${packed.map((value) => `int4send(${value})`).join(' || ')} as row,
                         (row_number() over () - 1) / 64 as part from ${join}) packed
           group by part`;
}

const inSpans = packedRows(
  `unnest($1::integer[], $2::bigint[], $3::bigint[]) k (place_id, low, high) join air_hour a
     on a.place_id = k.place_id and a.hour between to_timestamp(k.low * 3600) and to_timestamp(k.high * 3600)`,
);
const atHours = packedRows(
  `unnest($1::integer[], $2::bigint[]) k (place_id, hour) join air_hour a
     on a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`,
);

/** Rows as columns, as COPY takes them. */
interface Rows {
  readonly place: Int32Array;
  readonly hour: Int32Array;
  readonly values: Int32Array;
}

/** Rows gathered before they are written, as columns. */
class Chunk {
  length = 0;
  readonly place: Int32Array;
  readonly hour: Int32Array;
  readonly values: Int32Array;
  readonly line: Float64Array;
  /** Whether the file had this place-hour before: 0 or one of the constants below. */
  readonly again: Uint8Array;
  readonly raw: Array<string | null>;

  constructor(capacity: number) {
    this.place = new Int32Array(capacity);
    this.hour = new Int32Array(capacity);
    this.values = new Int32Array(capacity * CELLS);
    this.line = new Float64Array(capacity);
    this.again = new Uint8Array(capacity);
    this.raw = new Array<string | null>(capacity).fill(null);
  }
}

/** The file had this place-hour before. */
const REPEATED = 1;
/** It had, but under another name of the place; this row names it as registered and is preferred. */
const PREFERRED = 2;
/** It had, and this row names the place otherwise than registered. */
const OTHER_NAME = 3;

/** What is to be done with a place-hour once a merge is through. */
const UNCHANGED = 0;
const INSERT = 1;
/** Update it and keep what it was as a revision. */
const REVISE = 2;
/** Update what this very file brought. */
const AMEND = 3;

/**
 * Place-hours as they stand while a merge decides about them, as columns with a hash table over place and hour. All in
 * typed arrays that are used again: a Map made anew for every slice would let the heap grow by hundreds of megabytes.
 */
class Standing {
  length = 0;
  readonly place: Int32Array;
  readonly hour: Int32Array;
  readonly values: Int32Array;
  readonly batch: Int32Array;
  readonly write: Uint8Array;
  /** Slot + 1 by hash, 0 where free; at least half of it is free. */
  private readonly table: Int32Array;

  constructor(capacity: number) {
    this.place = new Int32Array(capacity);
    this.hour = new Int32Array(capacity);
    this.values = new Int32Array(capacity * CELLS);
    this.batch = new Int32Array(capacity);
    this.write = new Uint8Array(capacity);
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2 + 2)));
  }

  get capacity(): number {
    return this.place.length;
  }

  clear(): void {
    this.length = 0;
    this.table.fill(0);
  }

  /** The slot of a place-hour, or -1. */
  find(place: number, hour: number): number {
    return this.table[this.cell(place, hour)]! - 1;
  }

  add(place: number, hour: number, batch: number, write: number): number {
    const slot = this.length++;
    this.place[slot] = place;
    this.hour[slot] = hour;
    this.batch[slot] = batch;
    this.write[slot] = write;
    this.table[this.cell(place, hour)] = slot + 1;
    return slot;
  }

  /** Where in the table a place-hour is, or would go. */
  private cell(place: number, hour: number): number {
    const mask = this.table.length - 1;
    let at = (Math.imul(place, 0x9e3779b1) + Math.imul(hour, 0x85ebca6b)) & mask;
    for (;;) {
      const slot = this.table[at]! - 1;
      if (slot < 0 || (this.place[slot] === place && this.hour[slot] === hour)) return at;
      at = (at + 1) & mask;
    }
  }

  /** The slots that are to be written in one of these ways. */
  slotsTo(...ways: readonly number[]): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.length; slot++) if (ways.includes(this.write[slot]!)) slots.push(slot);
    return slots;
  }
}

/** Where the writer learns database ids and which it asks to create new places. */
export interface WriterPlaces {
  readonly size: number;
  idOf(place: number): number;
}

/**
 * Writes place-hours into `air_hour`. New ones go in by COPY; those whose place and hour the database may know already
 * are compared with what is there: same is left, different becomes a revision and the new current value, and a missing
 * cell never erases a value. Memory does not grow with the file, only one bit per place-hour is remembered.
 *
 * Runs on one client inside a transaction that holds the write lock of `air_hour`.
 */
export class HourWriter {
  readonly counts: WriteCounts = { new: 0, same: 0, revised: 0, empty: 0, keptCells: 0, repeated: 0 };
  readonly touched: TouchedDays = new Map();
  firstHour: HourIndex | null = null;
  lastHour: HourIndex | null = null;

  private readonly client: PoolClient;
  private readonly batch: number;
  private readonly places: WriterPlaces;
  private readonly onReject: (reject: Reject) => void;
  private readonly placeName: (place: number) => string;
  private readonly chunk = new Chunk(CHUNK + SLACK);
  /** Room for a whole chunk when this one is almost full. */
  private readonly maybeKnown = new Chunk(2 * CHUNK + SLACK);
  /** Per place: pages of 4096 hours, one bit each. */
  private readonly seen: Array<Map<number, Uint8Array> | undefined> = [];
  /** The same for hours that so far came only under another name of the place. */
  private readonly seenOtherwise: Array<Map<number, Uint8Array> | undefined> = [];
  private readonly lastPage: Array<{ page: number; bits: Uint8Array } | undefined> = [];
  /** Per place: first and last hour the database had before this file. */
  private readonly knownFrom: number[] = [];
  private readonly knownTo: number[] = [];
  private spansLoaded = 0;
  private readonly touchedDay: number[] = [];
  private readonly touchedSets: Array<Set<number> | undefined> = [];
  /** Used again by every slice of a merge. */
  private standing = new Standing(0);
  private copy: ReturnType<typeof copyFrom> | null = null;
  private copyFailure: Error | null = null;
  private sending: Promise<void> = Promise.resolve();
  private readonly buffers = [Buffer.allocUnsafe(CHUNK * ROW_BYTES), Buffer.allocUnsafe(CHUNK * ROW_BYTES)];
  private nextBuffer = 0;

  constructor(
    client: PoolClient,
    batch: number,
    places: WriterPlaces,
    placeName: (place: number) => string,
    onReject: (reject: Reject) => void,
  ) {
    this.client = client;
    this.batch = batch;
    this.places = places;
    this.placeName = placeName;
    this.onReject = onReject;
  }

  /** Whether `flush` is due before more rows are added. */
  get full(): boolean {
    return this.chunk.length >= CHUNK;
  }

  /** Takes one place-hour; the chunk must not be full. */
  add(
    place: number,
    hour: HourIndex,
    values: Int32Array,
    line: number,
    source: RowView | null,
    otherName = false,
  ): void {
    let empty = true;
    for (let i = 0; i < CELLS; i++) {
      if (values[i] !== MISSING) {
        empty = false;
        break;
      }
    }
    if (empty) {
      this.counts.empty++;
      return;
    }
    const again = this.mark(place, hour, otherName);
    const { chunk } = this;
    const at = chunk.length++;
    chunk.place[at] = place;
    chunk.hour[at] = hour;
    chunk.line[at] = line;
    chunk.again[at] = again;
    // Only a repeated place-hour can still be turned away: nothing else needs its text.
    chunk.raw[at] =
      again !== 0
        ? source
          ? rawText(source)
          : csvLine([hourStamp(hour), this.placeName(place), ...plainCells(values)])
        : null;
    const base = at * CELLS;
    for (let i = 0; i < CELLS; i++) chunk.values[base + i] = values[i]!;
  }

  /** Remembers a place-hour; says whether the file had it before, and under which name of the place. */
  private mark(place: number, hour: number, otherName: boolean): number {
    const page = hour >> 12;
    let last = this.lastPage[place];
    if (last === undefined || last.page !== page) {
      last = { page, bits: pageOf(this.seen, place, page) };
      this.lastPage[place] = last;
    }
    const at = (hour & 4095) >> 3;
    const bit = 1 << (hour & 7);
    if ((last.bits[at]! & bit) === 0) {
      last.bits[at]! |= bit;
      if (otherName) pageOf(this.seenOtherwise, place, page)[at]! |= bit;
      return 0;
    }
    if (otherName) return OTHER_NAME;
    const otherwise = this.seenOtherwise[place]?.get(page);
    if (otherwise === undefined || (otherwise[at]! & bit) === 0) return REPEATED;
    otherwise[at]! &= ~bit;
    return PREFERRED;
  }

  private touch(place: number, hour: number): void {
    const day = dayNumberOfHour(hour);
    if (this.touchedDay[place] === day) return;
    this.touchedDay[place] = day;
    let days = this.touchedSets[place];
    if (!days) {
      days = new Set();
      this.touchedSets[place] = days;
      this.touched.set(this.places.idOf(place), days);
    }
    days.add(day);
  }

  /** Writes what was gathered. Places met since the last flush must have been created. */
  async flush(): Promise<void> {
    const { chunk } = this;
    if (chunk.length === 0) return;
    if (this.spansLoaded < this.places.size) {
      await this.endCopy();
      await this.loadSpans();
    }
    const { knownFrom, knownTo } = this;
    let fresh = 0;
    let first = this.firstHour ?? Number.MAX_SAFE_INTEGER;
    let last = this.lastHour ?? -1;
    const order = new Int32Array(chunk.length);
    for (let at = 0; at < chunk.length; at++) {
      const place = chunk.place[at]!;
      const hour = chunk.hour[at]!;
      if (hour < first) first = hour;
      if (hour > last) last = hour;
      if (chunk.again[at] !== 0 || (hour >= knownFrom[place]! && hour <= knownTo[place]!)) {
        this.defer(chunk, at);
      } else {
        order[fresh++] = at;
        this.touch(place, hour);
      }
    }
    this.firstHour = first;
    this.lastHour = last;
    this.counts.new += fresh;
    if (fresh > 0) await this.send(chunk, order, fresh);
    chunk.length = 0;
    // Only now: a repeated place-hour must find its first appearance in the database.
    if (this.maybeKnown.length >= CHUNK) await this.merge();
    if (this.copyFailure) throw this.copyFailure;
  }

  /** Writes the rest. */
  async finish(): Promise<void> {
    await this.flush();
    await this.merge();
    await this.endCopy();
  }

  private async loadSpans(): Promise<void> {
    const ids: number[] = [];
    for (let place = this.spansLoaded; place < this.places.size; place++) ids.push(this.places.idOf(place));
    const { rows } = await this.client.query<{ id: number; first: number | null; last: number | null }>(
      `select p.id, (extract(epoch from lo.hour) / 3600)::integer as first, (extract(epoch from hi.hour) / 3600)::integer as last
         from unnest($1::integer[]) with ordinality p (id, n)
         left join lateral (select hour from air_hour where place_id = p.id order by hour limit 1) lo on true
         left join lateral (select hour from air_hour where place_id = p.id order by hour desc limit 1) hi on true
        order by p.n`,
      [ids],
    );
    for (const { first, last } of rows) {
      this.knownFrom.push(first === null ? Number.MAX_SAFE_INTEGER : indexOfEpochHour(first));
      this.knownTo.push(last === null ? -1 : indexOfEpochHour(last));
    }
    this.spansLoaded = this.places.size;
  }

  /** Puts a row among those to compare with the database. */
  private defer(from: Chunk, at: number): void {
    const to = this.maybeKnown;
    const next = to.length++;
    to.place[next] = from.place[at]!;
    to.hour[next] = from.hour[at]!;
    to.line[next] = from.line[at]!;
    to.again[next] = from.again[at]!;
    to.raw[next] = from.raw[at] ?? null;
    to.values.set(from.values.subarray(at * CELLS, (at + 1) * CELLS), next * CELLS);
  }

  private async merge(): Promise<void> {
    const { maybeKnown: rows } = this;
    if (rows.length === 0) return;
    await this.endCopy();
    // A slice at a time: what the database answers takes far more memory than the rows.
    for (let from = 0; from < rows.length; from += MERGE) {
      await this.mergeSlice(rows, from, Math.min(from + MERGE, rows.length));
    }
    rows.length = 0;
    rows.raw.fill(null);
  }

  private async mergeSlice(rows: Chunk, from: number, to: number): Promise<void> {
    const { counts } = this;
    const standing = await this.lookUp(rows, from, to);
    for (let at = from; at < to; at++) {
      const place = rows.place[at]!;
      const hour = rows.hour[at]!;
      const base = at * CELLS;
      const slot = standing.find(place, hour);
      if (slot < 0) {
        const fresh = standing.add(place, hour, this.batch, INSERT) * CELLS;
        for (let i = 0; i < CELLS; i++) standing.values[fresh + i] = rows.values[base + i]!;
        counts.new++;
        this.touch(place, hour);
        continue;
      }
      const held = slot * CELLS;
      let differs = -1;
      let fills = false;
      for (let i = 0; i < CELLS; i++) {
        const given = rows.values[base + i]!;
        const known = standing.values[held + i]!;
        if (given === known) continue;
        if (given === MISSING) counts.keptCells++;
        else if (known === MISSING) fills = true;
        else if (differs < 0) differs = i;
      }
      const again = rows.again[at]!;
      if (again !== 0 && again !== PREFERRED && differs >= 0) {
        this.onReject({
          line: rows.line[at]!,
          column: POLLUTANTS[differs]!,
          code: again === OTHER_NAME ? 'row.otherName' : 'row.duplicate',
          params: {
            first: standing.values[held + differs]! / 1000,
            second: rows.values[base + differs]! / 1000,
          },
          raw: rows.raw[at] ?? '',
        });
        continue;
      }
      if (differs < 0 && !fills) {
        counts.same++;
        if (again !== 0) counts.repeated++;
        continue;
      }
      const own = standing.batch[slot] === this.batch;
      const replaces = again === PREFERRED && differs >= 0;
      for (let i = 0; i < CELLS; i++) {
        const given = rows.values[base + i]!;
        if (given !== MISSING || (replaces && own)) standing.values[held + i] = given;
      }
      if (replaces) {
        // The name as registered is believed; what stood under the other name is turned away after all.
        this.onReject({ line: rows.line[at]!, column: null, code: 'row.otherName', params: {}, raw: '' });
        if (!own) counts.same--;
      }
      if (!own) {
        standing.batch[slot] = this.batch;
        standing.write[slot] = REVISE;
        counts.revised++;
      } else {
        // The file says in two rows what is one hour: the second row completes the first.
        if (standing.write[slot] === UNCHANGED) standing.write[slot] = AMEND;
        if (!replaces) {
          counts.same++;
          counts.repeated++;
        }
      }
      this.touch(place, hour);
    }
    await this.write(standing);
  }

  /** What the database has of these rows' place-hours. */
  private async lookUp(rows: Chunk, from: number, to: number): Promise<Standing> {
    const lows = new Map<number, number>();
    const highs = new Map<number, number>();
    for (let at = from; at < to; at++) {
      const place = rows.place[at]!;
      const hour = rows.hour[at]!;
      if (hour < (lows.get(place) ?? Number.MAX_SAFE_INTEGER)) lows.set(place, hour);
      if (hour > (highs.get(place) ?? -1)) highs.set(place, hour);
    }
    let span = 0;
    for (const [place, low] of lows) span += highs.get(place)! - low + 1;
    const count = to - from;
    // Spans where the rows lie close together, single hours where they are scattered.
    const dense = span <= count * 4;
    const places = dense ? [...lows.keys()] : Array.from(rows.place.subarray(from, to));
    const ids = places.map((place) => this.places.idOf(place));
    const values = dense
      ? [
          ids,
          places.map((place) => epochHourOf(lows.get(place)!)),
          places.map((place) => epochHourOf(highs.get(place)!)),
        ]
      : [ids, Array.from(rows.hour.subarray(from, to), epochHourOf)];
    const result = await this.client.query<{ rows: string }>(dense ? inSpans : atHours, values);
    const parts = result.rows.map((row) => Buffer.from(row.rows, 'base64'));
    const placeOf = new Map(places.map((place, at) => [ids[at]!, place]));
    const needed = parts.reduce((sum, part) => sum + part.length / PACKED, count);
    if (this.standing.capacity < needed) this.standing = new Standing(needed * 2);
    const { standing } = this;
    standing.clear();
    for (const part of parts) {
      // Not readInt32BE: it computes in floating point and leaves a number object behind per value.
      const view = new DataView(part.buffer, part.byteOffset, part.length);
      for (let at = 0; at < part.length; at += PACKED) {
        const hour = indexOfEpochHour(view.getInt32(at + 4));
        const slot = standing.add(placeOf.get(view.getInt32(at))!, hour, view.getInt32(at + 8), UNCHANGED);
        for (let i = 0; i < CELLS; i++) standing.values[slot * CELLS + i] = view.getInt32(at + 12 + 4 * i);
      }
    }
    return standing;
  }

  private async write(standing: Standing): Promise<void> {
    const revised = standing.slotsTo(REVISE);
    if (revised.length > 0) {
      await this.client.query(
        `insert into air_hour_revision (place_id, hour, ${columns}, batch_id, superseded_by)
         select a.place_id, a.hour, ${POLLUTANTS.map((p) => `a.${p}`).join(', ')}, a.batch_id, $3
           from unnest($1::integer[], $2::bigint[]) k (place_id, hour)
           join air_hour a on a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`,
        [this.idsOf(standing, revised), hoursOf(standing, revised), this.batch],
      );
    }
    const updated = standing.slotsTo(REVISE, AMEND);
    if (updated.length > 0) {
      const cells = POLLUTANTS.map((_, i) =>
        updated.map((slot) => {
          const value = standing.values[slot * CELLS + i]!;
          return value === MISSING ? null : value;
        }),
      );
      await this.client.query(
        `update air_hour a set ${POLLUTANTS.map((p) => `${p} = k.${p}`).join(', ')}, batch_id = $3
           from unnest($1::integer[], $2::bigint[], ${POLLUTANTS.map((_, i) => `$${i + 4}::integer[]`).join(', ')})
                k (place_id, hour, ${columns})
          where a.place_id = k.place_id and a.hour = to_timestamp(k.hour * 3600)`,
        [this.idsOf(standing, updated), hoursOf(standing, updated), this.batch, ...cells],
      );
    }
    const inserted = standing.slotsTo(INSERT);
    if (inserted.length > 0) {
      await this.send(standing, Int32Array.from(inserted), inserted.length);
      await this.endCopy();
    }
  }

  private idsOf(standing: Standing, slots: readonly number[]): number[] {
    return slots.map((slot) => this.places.idOf(standing.place[slot]!));
  }

  /** Encodes rows as COPY BINARY and hands them to the open COPY (opened if need be). */
  private async send(chunk: Rows, order: Int32Array, count: number): Promise<void> {
    await this.sending;
    if (this.copyFailure) throw this.copyFailure;
    const buffer = this.bufferFor(count);
    const length = this.encode(buffer, chunk, order, count);
    const copy = this.openCopy();
    // Not awaited: the next rows are parsed while these travel.
    this.sending = new Promise<void>((resolve) => {
      copy.write(buffer.subarray(0, length), () => resolve());
    });
  }

  /**
   * Two buffers by turns: the write of one is over before it comes round again. A small write may be reported done
   * while the socket still holds its bytes, so it gets bytes of its own; so do rows of a merge larger than a chunk.
   */
  private bufferFor(rows: number): Buffer {
    if (rows < CHUNK / 4 || rows > CHUNK) return Buffer.allocUnsafe(rows * ROW_BYTES);
    const buffer = this.buffers[this.nextBuffer]!;
    this.nextBuffer = 1 - this.nextBuffer;
    return buffer;
  }

  private encode(buffer: Buffer, chunk: Rows, order: Int32Array, count: number): number {
    const { places, batch } = this;
    let at = 0;
    for (let n = 0; n < count; n++) {
      const row = order[n]!;
      buffer[at] = 0;
      buffer[at + 1] = 9;
      at = put32(buffer, at + 2, 4);
      at = put32(buffer, at, places.idOf(chunk.place[row]!));
      at = put32(buffer, at, 8);
      const micros = (epochHourOf(chunk.hour[row]!) - EPOCH_2000) * 3_600_000_000;
      const high = Math.floor(micros / 4_294_967_296);
      at = put32(buffer, at, high);
      at = put32(buffer, at, micros - high * 4_294_967_296);
      const base = row * CELLS;
      for (let i = 0; i < CELLS; i++) {
        const value = chunk.values[base + i]!;
        if (value === MISSING) {
          at = put32(buffer, at, -1);
        } else {
          at = put32(buffer, at, 4);
          at = put32(buffer, at, value);
        }
      }
      at = put32(buffer, at, 4);
      at = put32(buffer, at, batch);
    }
    return at;
  }

  private openCopy(): ReturnType<typeof copyFrom> {
    if (!this.copy) {
      this.copy = this.client.query(copyFrom(copySql));
      this.copy.on('error', (error) => {
        this.copyFailure ??= error;
      });
      this.copy.write(copyHead);
    }
    return this.copy;
  }

  /** Ends an open COPY, so that the client can be asked other things. */
  async endCopy(): Promise<void> {
    const { copy } = this;
    if (!copy) return;
    await this.sending;
    this.copy = null;
    if (this.copyFailure) throw this.copyFailure;
    await new Promise<void>((resolve, reject) => {
      copy.once('error', reject);
      copy.once('finish', resolve);
      copy.end(copyTail);
    });
  }

  /** Gives up: an open COPY is broken off so that the transaction can be rolled back. */
  async abandon(): Promise<void> {
    const { copy } = this;
    this.copy = null;
    if (!copy || copy.destroyed) return;
    await new Promise<void>((resolve) => {
      copy.once('close', () => resolve());
      copy.destroy();
    });
  }
}

/** The page of 4096 bits that holds an hour of a place. */
function pageOf(pages: Array<Map<number, Uint8Array> | undefined>, place: number, page: number): Uint8Array {
  let own = pages[place];
  if (!own) {
    own = new Map();
    pages[place] = own;
  }
  let bits = own.get(page);
  if (!bits) {
    bits = new Uint8Array(512);
    own.set(page, bits);
  }
  return bits;
}

/** Epoch hours (UTC) of 2000-01-01T00:00Z, where PostgreSQL counts from. */
const EPOCH_2000 = 262_968;

/** Whole hours since 1970-01-01T00:00Z of the END of an hour. */
function epochHourOf(hour: HourIndex): number {
  return hour + 1 - 8;
}

function indexOfEpochHour(hour: number): HourIndex {
  return hour + 8 - 1;
}

function hoursOf(standing: Standing, slots: readonly number[]): number[] {
  return slots.map((slot) => epochHourOf(standing.hour[slot]!));
}

function put32(buffer: Buffer, at: number, value: number): number {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
  return at + 4;
}
