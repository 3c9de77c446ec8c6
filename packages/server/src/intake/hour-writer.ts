import { type HourIndex, MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import { CopyIn } from './copy-in.ts';
import { CELLS, CHUNK, HourChunk } from './hour-chunk.ts';
import { HourStore } from './hour-store.ts';
import { KnownRows } from './known-rows.ts';
import { KnownSpans } from './known-spans.ts';
import type { Reject } from './layouts/hour-reader.ts';
import { plainCells } from './layouts/hour-reader.ts';
import { csvLine, type RowView, rawText } from './lines.ts';
import type { PlaceBook } from './place-book.ts';
import { FIRST, OTHER_NAME, PREFERRED, SeenHours } from './seen-hours.ts';
import { AMEND, INSERT, REVISE, type Standing, UNCHANGED } from './standing.ts';
import { hourStamp } from './time-cells.ts';
import { type TouchedDays, TouchedKeeper } from './touched.ts';

/** Rows one read of the file may add to a full chunk; `file-rows` feeds in pieces small enough. */
const SLACK = CHUNK;
/** Rows compared with the database at a time. */
const MERGE = 4096;

/** What became of the place-hours of a file. */
interface WriteCounts {
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

/**
 * Writes place-hours into `air_hour`. New ones go in by COPY; those whose place and hour the database may know already
 * are compared with what is there: same is left, different becomes a revision and the new current value, and a missing
 * cell never erases a value. Memory does not grow with the file, only one bit per place-hour is remembered.
 *
 * Runs on one client inside a transaction that holds the write lock of `air_hour`.
 */
export class HourWriter {
  readonly counts: WriteCounts = { new: 0, same: 0, revised: 0, empty: 0, keptCells: 0, repeated: 0 };
  firstHour: HourIndex | null = null;
  lastHour: HourIndex | null = null;

  private readonly batch: number;
  private readonly places: PlaceBook;
  private readonly onReject: (reject: Reject) => void;
  private readonly chunk = new HourChunk(CHUNK + SLACK);
  /** Room for a whole chunk when this one is almost full. */
  private readonly maybeKnown = new HourChunk(2 * CHUNK + SLACK);
  private readonly seen = new SeenHours();
  private readonly touches: TouchedKeeper;
  private readonly spans: KnownSpans;
  private readonly known: KnownRows;
  private readonly copy: CopyIn;
  private readonly store: HourStore;

  constructor(client: PoolClient, batch: number, places: PlaceBook, onReject: (reject: Reject) => void) {
    this.batch = batch;
    this.places = places;
    this.onReject = onReject;
    this.touches = new TouchedKeeper(places);
    this.spans = new KnownSpans(client, places);
    this.known = new KnownRows(client, places);
    this.copy = new CopyIn(client, batch, places);
    this.store = new HourStore(client, batch, places, this.copy);
  }

  /** The days whose hours changed so far. */
  get touched(): TouchedDays {
    return this.touches.days;
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
    const again = this.seen.mark(place, hour, otherName);
    const { chunk } = this;
    const at = chunk.length++;
    chunk.place[at] = place;
    chunk.hour[at] = hour;
    chunk.line[at] = line;
    chunk.again[at] = again;
    // Only a repeated place-hour can still be turned away: nothing else needs its text.
    chunk.raw[at] =
      again !== FIRST
        ? source
          ? rawText(source)
          : csvLine([hourStamp(hour), this.places.nameOf(place), ...plainCells(values)])
        : null;
    const base = at * CELLS;
    for (let i = 0; i < CELLS; i++) chunk.values[base + i] = values[i]!;
  }

  /** Writes what was gathered. Places met since the last flush must have been created. */
  async flush(): Promise<void> {
    const { chunk, spans } = this;
    if (chunk.length === 0) return;
    if (spans.due) {
      await this.copy.end();
      await spans.load();
    }
    let fresh = 0;
    let first = this.firstHour ?? Number.MAX_SAFE_INTEGER;
    let last = this.lastHour ?? -1;
    const order = new Int32Array(chunk.length);
    for (let at = 0; at < chunk.length; at++) {
      const place = chunk.place[at]!;
      const hour = chunk.hour[at]!;
      if (hour < first) first = hour;
      if (hour > last) last = hour;
      if (chunk.again[at] !== FIRST || spans.cover(place, hour)) {
        this.maybeKnown.take(chunk, at);
      } else {
        order[fresh++] = at;
        this.touches.touch(place, hour);
      }
    }
    this.firstHour = first;
    this.lastHour = last;
    this.counts.new += fresh;
    if (fresh > 0) await this.copy.send(chunk, order, fresh);
    chunk.length = 0;
    // Only now: a repeated place-hour must find its first appearance in the database.
    if (this.maybeKnown.length >= CHUNK) await this.merge();
    this.copy.check();
  }

  /** Writes the rest. */
  async finish(): Promise<void> {
    await this.flush();
    await this.merge();
    await this.copy.end();
  }

  /** Ends an open COPY, so that the client can be asked other things. */
  endCopy(): Promise<void> {
    return this.copy.end();
  }

  /** Gives up: the transaction is to be rolled back. */
  abandon(): Promise<void> {
    return this.copy.abandon();
  }

  private async merge(): Promise<void> {
    const { maybeKnown: rows } = this;
    if (rows.length === 0) return;
    await this.copy.end();
    // A slice at a time: what the database answers takes far more memory than the rows.
    for (let from = 0; from < rows.length; from += MERGE) {
      const to = Math.min(from + MERGE, rows.length);
      const standing = await this.known.lookUp(rows, from, to);
      for (let at = from; at < to; at++) this.decide(standing, rows, at);
      await this.store.write(standing);
    }
    rows.length = 0;
    rows.raw.fill(null);
  }

  /** What becomes of a row, given what is known of its place-hour. */
  private decide(standing: Standing, rows: HourChunk, at: number): void {
    const { counts } = this;
    const place = rows.place[at]!;
    const hour = rows.hour[at]!;
    const base = at * CELLS;
    const slot = standing.find(place, hour);
    if (slot < 0) {
      const fresh = standing.add(place, hour, this.batch, INSERT) * CELLS;
      for (let i = 0; i < CELLS; i++) standing.values[fresh + i] = rows.values[base + i]!;
      counts.new++;
      this.touches.touch(place, hour);
      return;
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
    if (again !== FIRST && again !== PREFERRED && differs >= 0) {
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
      return;
    }
    if (differs < 0 && !fills) {
      counts.same++;
      if (again !== FIRST) counts.repeated++;
      return;
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
    this.touches.touch(place, hour);
  }
}
