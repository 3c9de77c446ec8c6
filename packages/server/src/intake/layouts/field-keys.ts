import type { RowView } from '../lines.ts';

/** Keys that are remembered; a file may name anything. */
const MOST_KEYS = 65_536;
const TABLE = MOST_KEYS * 2;

/**
 * Remembers one thing per text of some fields of a row, without making a string of them for every row: millions of
 * short strings would be most of what an import allocates.
 */
export class FieldKeys<T> {
  private readonly columns: readonly number[];
  private readonly table = new Int32Array(TABLE);
  private readonly keys: Buffer[] = [];
  private readonly things: T[] = [];

  private readonly make: (view: RowView) => T;

  constructor(columns: readonly number[], make: (view: RowView) => T) {
    this.columns = columns;
    this.make = make;
  }

  /** What is remembered for this row's fields; made and remembered when it is new. */
  get(view: RowView): T {
    const mask = TABLE - 1;
    let at = this.hash(view) & mask;
    for (;;) {
      const entry = this.table[at]! - 1;
      if (entry < 0) break;
      if (this.equals(this.keys[entry]!, view)) return this.things[entry]!;
      at = (at + 1) & mask;
    }
    const thing = this.make(view);
    if (this.keys.length < MOST_KEYS) {
      this.keys.push(this.keyOf(view));
      this.things.push(thing);
      this.table[at] = this.keys.length;
    }
    return thing;
  }

  /** FNV-1a over the fields, each ended by a byte that UTF-8 does not have. */
  private hash({ bytes, starts, ends }: RowView): number {
    let hash = 0x811c9dc5;
    for (const column of this.columns) {
      const end = ends[column]!;
      for (let i = starts[column]!; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
      hash = Math.imul(hash ^ 0xff, 0x01000193);
    }
    return hash ^ (hash >>> 15);
  }

  private equals(key: Buffer, { bytes, starts, ends }: RowView): boolean {
    let at = 0;
    for (const column of this.columns) {
      const end = ends[column]!;
      for (let i = starts[column]!; i < end; i++) if (bytes[i] !== key[at++]) return false;
      if (key[at++] !== 0xff) return false;
    }
    return at === key.length;
  }

  private keyOf({ bytes, starts, ends }: RowView): Buffer {
    const end = Buffer.from([0xff]);
    return Buffer.concat(
      this.columns.flatMap((column) => [bytes.subarray(starts[column]!, ends[column]!), end]),
    );
  }
}
