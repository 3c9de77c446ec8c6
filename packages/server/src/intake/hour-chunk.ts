import { POLLUTANTS } from '@qingzhang/standards';

/** Values of a place-hour: one per pollutant, in their order. */
export const CELLS = POLLUTANTS.length;
/** Rows gathered before they are written. */
export const CHUNK = 16_384;

/** Place-hours as columns; `values` has `CELLS` whole thousandths per row. */
export interface HourColumns {
  readonly place: Int32Array;
  readonly hour: Int32Array;
  readonly values: Int32Array;
}

/** Rows of a file that wait to be written, as columns. */
export class HourChunk implements HourColumns {
  length = 0;
  readonly place: Int32Array;
  readonly hour: Int32Array;
  readonly values: Int32Array;
  readonly line: Float64Array;
  /** Whether the file had this place-hour before: what `SeenHours.mark` said. */
  readonly again: Uint8Array;
  /** The text of the row where it may still be turned away. */
  readonly raw: Array<string | null>;

  constructor(capacity: number) {
    this.place = new Int32Array(capacity);
    this.hour = new Int32Array(capacity);
    this.values = new Int32Array(capacity * CELLS);
    this.line = new Float64Array(capacity);
    this.again = new Uint8Array(capacity);
    this.raw = new Array<string | null>(capacity).fill(null);
  }

  /** Appends a row of another chunk. */
  take(from: HourChunk, at: number): void {
    const next = this.length++;
    this.place[next] = from.place[at]!;
    this.hour[next] = from.hour[at]!;
    this.line[next] = from.line[at]!;
    this.again[next] = from.again[at]!;
    this.raw[next] = from.raw[at] ?? null;
    this.values.set(from.values.subarray(at * CELLS, (at + 1) * CELLS), next * CELLS);
  }
}
