import { CELLS, type HourColumns } from './hour-chunk.ts';

/** What is to be done with a place-hour once a merge is through. */
export const UNCHANGED = 0;
export const INSERT = 1;
/** Update it and keep what it was as a revision. */
export const REVISE = 2;
/** Update what this very file brought. */
export const AMEND = 3;

/**
 * Place-hours as they stand while a merge decides about them, as columns with a hash table over place and hour. All in
 * typed arrays that are used again: a Map made anew for every slice would let the heap grow by hundreds of megabytes.
 */
export class Standing implements HourColumns {
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

  /** Adds a place-hour not there yet; returns its slot, whose values are the caller's to fill in. */
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
