import { MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { epochHourOf } from './epoch-hours.ts';
import { CELLS, CHUNK, type HourColumns } from './hour-chunk.ts';
import type { PlaceBook } from './place-book.ts';

/** A row of COPY BINARY: field count, nine lengths, two ids, the hour, six values at most. */
const ROW_BYTES = 2 + 9 * 4 + 4 + 8 + CELLS * 4 + 4;
const copySql = `copy air_hour (place_id, hour, ${POLLUTANTS.join(', ')}, batch_id) from stdin (format binary)`;
const copyHead = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const copyTail = Buffer.from([0xff, 0xff]);
/** Epoch hours (UTC) of 2000-01-01T00:00Z, where PostgreSQL counts from. */
const EPOCH_2000 = 262_968;

/** New rows of `air_hour` on their way into the database by COPY BINARY, which is opened when the first one comes. */
export class CopyIn {
  private readonly client: PoolClient;
  private readonly batch: number;
  private readonly places: Pick<PlaceBook, 'idOf'>;
  private copy: ReturnType<typeof copyFrom> | null = null;
  private failure: Error | null = null;
  private sending: Promise<void> = Promise.resolve();
  private readonly buffers = [Buffer.allocUnsafe(CHUNK * ROW_BYTES), Buffer.allocUnsafe(CHUNK * ROW_BYTES)];
  private nextBuffer = 0;

  constructor(client: PoolClient, batch: number, places: Pick<PlaceBook, 'idOf'>) {
    this.client = client;
    this.batch = batch;
    this.places = places;
  }

  /** Throws what became of the COPY if the database broke it off. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** Encodes the first `count` rows of an order and hands them to the COPY. */
  async send(rows: HourColumns, order: Int32Array, count: number): Promise<void> {
    await this.sending;
    this.check();
    const buffer = this.bufferFor(count);
    const length = this.encode(buffer, rows, order, count);
    const copy = this.open();
    // Not awaited: the next rows are parsed while these travel.
    this.sending = new Promise<void>((resolve) => {
      copy.write(buffer.subarray(0, length), () => resolve());
    });
  }

  /** Ends the COPY if it is open, so that the client can be asked other things. */
  async end(): Promise<void> {
    const { copy } = this;
    if (!copy) return;
    await this.sending;
    this.copy = null;
    this.check();
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

  private open(): ReturnType<typeof copyFrom> {
    if (!this.copy) {
      this.copy = this.client.query(copyFrom(copySql));
      this.copy.on('error', (error) => {
        this.failure ??= error;
      });
      this.copy.write(copyHead);
    }
    return this.copy;
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

  private encode(buffer: Buffer, rows: HourColumns, order: Int32Array, count: number): number {
    const { places, batch } = this;
    let at = 0;
    for (let n = 0; n < count; n++) {
      const row = order[n]!;
      buffer[at] = 0;
      buffer[at + 1] = 9;
      at = put32(buffer, at + 2, 4);
      at = put32(buffer, at, places.idOf(rows.place[row]!));
      at = put32(buffer, at, 8);
      const micros = (epochHourOf(rows.hour[row]!) - EPOCH_2000) * 3_600_000_000;
      const high = Math.floor(micros / 4_294_967_296);
      at = put32(buffer, at, high);
      at = put32(buffer, at, micros - high * 4_294_967_296);
      const base = row * CELLS;
      for (let i = 0; i < CELLS; i++) {
        const value = rows.values[base + i]!;
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
}

function put32(buffer: Buffer, at: number, value: number): number {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
  return at + 4;
}
