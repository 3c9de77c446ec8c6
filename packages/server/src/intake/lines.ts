import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** How the bytes of a text file were read. */
export type Encoding = 'ascii' | 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** One row of a table, as bytes and the places of its fields: valid only during the call that gives it. */
export interface RowView {
  /** Bytes that the fields lie in, UTF-8. */
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
  fields: number;
  /** Line in the file, from 1. */
  line: number;
  /** The line as it stood (already UTF-8), for rows that are turned away. */
  rawBytes: Buffer;
  rawStart: number;
  rawEnd: number;
}

/** Why a whole line could not become a row. */
export type LineFault = 'line.tooLong' | 'line.encoding' | 'line.quote';

/** Where rows and broken lines go. */
export interface RowHandler {
  row(view: RowView): void;
  badLine(fault: LineFault, line: number, raw: string, params: Record<string, unknown>): void;
}

/** Longest line that is held in memory; a longer one is turned away without being kept. */
export const MAX_LINE_BYTES = 1024 * 1024;
/** Lines a quoted field may run over. */
const MAX_QUOTED_LINES = 20;
/** Bytes of a turned-away line that are kept. */
export const RAW_LIMIT = 16 * 1024;

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Cuts a stream of bytes into rows of fields. Push chunks of any size, then `end()`; the rows do not depend on where
 * the chunks were cut. A field may be quoted as in RFC 4180, also over a few lines; a quote that is not closed within
 * 20 lines costs its one line, not the rest of the file.
 *
 * The encoding is found on the way: as long as all is ASCII nothing is decided; the first lines beyond ASCII decide
 * between UTF-8 and GB18030 by majority. Lines that do not fit the decision are turned away one by one.
 */
export class LineReader {
  encoding: Encoding = 'ascii';
  delimiter = 0;
  /** Lines seen so far. */
  line = 0;

  private carry: Buffer[] = [];
  private carryLength = 0;
  /** Head of a line that is too long, while the rest of it is skipped. */
  private skipped: { head: Buffer; length: number } | null = null;
  /** Lines from an open quote on, until it is decided what they are. Already UTF-8. */
  private held: Buffer | null = null;
  private started = false;
  private utf16: TextDecoder | null = null;
  private readonly gb18030 = new TextDecoder('gb18030');
  private readonly view: RowView;
  private readonly handler: RowHandler;
  private readonly maxLine: number;

  constructor(handler: RowHandler, options: { maxLine?: number } = {}) {
    this.handler = handler;
    this.maxLine = options.maxLine ?? MAX_LINE_BYTES;
    const none = Buffer.alloc(0);
    this.view = {
      bytes: none,
      starts: new Int32Array(64),
      ends: new Int32Array(64),
      fields: 0,
      line: 0,
      rawBytes: none,
      rawStart: 0,
      rawEnd: 0,
    };
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (!this.started) {
      // A byte order mark is at most three bytes: wait until they are there.
      const head = this.carryLength === 0 ? chunk : Buffer.concat([...this.carry, chunk]);
      this.carry = [];
      this.carryLength = 0;
      if (head.length < 3) {
        this.keep(head);
        return;
      }
      this.begin(head);
      return;
    }
    this.feed(this.utf16 ? Buffer.from(this.utf16.decode(chunk, { stream: true }), 'utf8') : chunk);
  }

  end(): void {
    if (!this.started) {
      const head = Buffer.concat(this.carry);
      this.carry = [];
      this.carryLength = 0;
      this.begin(head);
    }
    if (this.utf16) this.feed(Buffer.from(this.utf16.decode(), 'utf8'));
    if (this.skipped) {
      this.endSkipped();
    } else if (this.carryLength > 0) {
      const last = Buffer.concat(this.carry);
      this.carry = [];
      this.carryLength = 0;
      this.lines(last, true);
    }
    if (this.held) this.lines(Buffer.alloc(0), true);
  }

  private begin(head: Buffer): void {
    this.started = true;
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
      this.encoding = 'utf-8-bom';
      this.feed(head.subarray(3));
    } else if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
      this.encoding = head[0] === 0xff ? 'utf-16le' : 'utf-16be';
      this.utf16 = new TextDecoder(this.encoding);
      this.feed(Buffer.from(this.utf16.decode(head, { stream: true }), 'utf8'));
    } else {
      this.feed(head);
    }
  }

  private keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.carry.push(bytes);
    this.carryLength += bytes.length;
  }

  private feed(incoming: Buffer): void {
    let chunk = incoming;
    if (this.skipped) {
      const newline = chunk.indexOf(LF);
      if (newline < 0) {
        this.skipped.length += chunk.length;
        return;
      }
      this.skipped.length += newline;
      this.endSkipped();
      chunk = chunk.subarray(newline + 1);
    }
    const last = chunk.lastIndexOf(LF);
    if (last < 0) {
      this.keep(chunk);
    } else {
      if (this.carryLength > 0) {
        const first = chunk.indexOf(LF);
        const joined = Buffer.concat([...this.carry, chunk.subarray(0, first + 1)]);
        this.carry = [];
        this.carryLength = 0;
        this.lines(joined);
        if (last > first) this.lines(chunk.subarray(first + 1, last + 1));
      } else {
        this.lines(chunk.subarray(0, last + 1));
      }
      this.keep(chunk.subarray(last + 1));
    }
    if (this.carryLength > this.maxLine) {
      const head = Buffer.concat(this.carry).subarray(0, 200);
      this.skipped = { head: Buffer.from(head), length: this.carryLength };
      this.carry = [];
      this.carryLength = 0;
    }
  }

  private endSkipped(): void {
    if (!this.skipped) return;
    this.line++;
    const raw = this.skipped.head.toString('latin1').replace(/[^\x20-\x7e]/g, '?');
    this.handler.badLine('line.tooLong', this.line, raw, { bytes: this.skipped.length, limit: this.maxLine });
    this.skipped = null;
  }

  /** A block of whole lines, in the file's encoding. `last`: nothing follows. */
  private lines(block: Buffer, last = false): void {
    if (this.encoding === 'ascii' && !isAscii(block)) {
      this.encoding = mostlyUtf8(block) ? 'utf-8' : 'gb18030';
    }
    let bytes = this.encoding === 'gb18030' ? Buffer.from(this.gb18030.decode(block), 'utf8') : block;
    if (this.held) {
      bytes = Buffer.concat([this.held, bytes]);
      this.held = null;
    }
    // Bytes that GB18030 does not know come out as U+FFFD.
    const suspect = this.encoding === 'gb18030' ? bytes.includes('\ufffd') : !isUtf8(bytes);
    let start = 0;
    while (start < bytes.length) {
      let end = bytes.indexOf(LF, start);
      if (end < 0) end = bytes.length;
      const stop = end > start && bytes[end - 1] === CR ? end - 1 : end;
      this.line++;
      if (stop - start > this.maxLine) {
        const raw = bytes.toString('utf8', start, start + 200);
        this.handler.badLine('line.tooLong', this.line, raw, { bytes: stop - start, limit: this.maxLine });
      } else if (suspect && broken(bytes, start, stop)) {
        this.handler.badLine('line.encoding', this.line, bounded(bytes, start, stop), {
          encoding: this.encoding,
        });
      } else if (stop > start && !this.fields(bytes, start, stop)) {
        const close = this.closingLine(bytes, end);
        if (close.found) {
          this.quoted(bytes, start, close.stop);
          this.line += close.lines;
          end = close.end;
        } else if (close.undecided && !last) {
          // The quote may be closed in bytes that are not here yet: this line is looked at again with them.
          this.line--;
          this.held = Buffer.from(bytes.subarray(start));
          return;
        } else {
          this.handler.badLine('line.quote', this.line, bounded(bytes, start, stop), {});
        }
      }
      start = end + 1;
    }
  }

  /**
   * Where a quote that is open at the line end `from` is closed: within a few lines and bytes, or it is taken as a
   * mistake of its one line and not as the begin of an endless field.
   */
  private closingLine(
    bytes: Buffer,
    from: number,
  ): { found: boolean; undecided: boolean; stop: number; end: number; lines: number } {
    let open = true;
    for (let lines = 1, start = from + 1; lines <= MAX_QUOTED_LINES; lines++) {
      if (start >= bytes.length)
        return { found: false, undecided: start - from < this.maxLine, stop: 0, end: 0, lines };
      let end = bytes.indexOf(LF, start);
      if (end < 0) end = bytes.length;
      if (end - from > this.maxLine) break;
      for (let i = start; i < end; i++) if (bytes[i] === QUOTE) open = !open;
      if (!open) {
        const stop = end > start && bytes[end - 1] === CR ? end - 1 : end;
        return { found: true, undecided: false, stop, end, lines };
      }
      start = end + 1;
    }
    return { found: false, undecided: false, stop: 0, end: 0, lines: 0 };
  }

  /** One line as a row; false when a quote is open at its end. */
  private fields(bytes: Buffer, start: number, stop: number): boolean {
    if (this.delimiter === 0) this.delimiter = delimiterOf(bytes, start, stop);
    const { delimiter, view } = this;
    let { starts, ends } = view;
    let count = 0;
    let from = start;
    for (let i = start; i < stop; i++) {
      const byte = bytes[i]!;
      if (byte === delimiter) {
        if (count + 1 >= starts.length) {
          this.grow();
          starts = view.starts;
          ends = view.ends;
        }
        starts[count] = from;
        ends[count++] = i;
        from = i + 1;
      } else if (byte === QUOTE) {
        return this.quoted(bytes, start, stop);
      }
    }
    starts[count] = from;
    ends[count++] = stop;
    view.bytes = bytes;
    view.fields = count;
    view.line = this.line;
    view.rawBytes = bytes;
    view.rawStart = start;
    view.rawEnd = stop;
    this.handler.row(view);
    return true;
  }

  private grow(): void {
    const starts = new Int32Array(this.view.starts.length * 2);
    const ends = new Int32Array(this.view.ends.length * 2);
    starts.set(this.view.starts);
    ends.set(this.view.ends);
    this.view.starts = starts;
    this.view.ends = ends;
  }

  /**
   * A line with a quote in it: unquoted into bytes of its own; false when a quote is open at its end. A quote inside
   * an unquoted field is an ordinary sign.
   */
  private quoted(bytes: Buffer, start: number, stop: number): boolean {
    const { view, delimiter } = this;
    const out = Buffer.allocUnsafe(stop - start);
    let at = 0;
    let count = 0;
    let i = start;
    for (;;) {
      if (count + 1 >= view.starts.length) this.grow();
      view.starts[count] = at;
      if (bytes[i] === QUOTE && i < stop) {
        i++;
        for (;;) {
          if (i >= stop) return false;
          if (bytes[i] === QUOTE) {
            if (bytes[i + 1] !== QUOTE || i + 1 >= stop) break;
            i++;
          }
          out[at++] = bytes[i++]!;
        }
        i++;
      }
      while (i < stop && bytes[i] !== delimiter) out[at++] = bytes[i++]!;
      view.ends[count++] = at;
      if (i >= stop) break;
      i++;
    }
    view.bytes = out;
    view.fields = count;
    view.line = this.line;
    view.rawBytes = bytes;
    view.rawStart = start;
    view.rawEnd = stop;
    this.handler.row(view);
    return true;
  }
}

/**
 * Whether most of the block's lines beyond ASCII are UTF-8. Being valid is not enough: 太原 in GB18030 is valid UTF-8
 * for two rare signs. Chinese in UTF-8 has leading bytes from 0xE2 on; Latin signs (µ, ³, é) have 0xC2 and 0xC3.
 */
function mostlyUtf8(block: Buffer): boolean {
  let good = 0;
  let bad = 0;
  let start = 0;
  while (start < block.length) {
    let end = block.indexOf(LF, start);
    if (end < 0) end = block.length;
    const line = block.subarray(start, end);
    if (!isAscii(line)) {
      if (isUtf8(line) && !/[\xc4-\xdf]/.test(line.toString('latin1'))) good++;
      else bad++;
    }
    start = end + 1;
  }
  return good > bad;
}

function bounded(bytes: Buffer, start: number, stop: number): string {
  return bytes.toString('utf8', start, Math.min(stop, start + RAW_LIMIT));
}

function broken(bytes: Buffer, start: number, stop: number): boolean {
  const line = bytes.subarray(start, stop);
  return !isUtf8(line) || line.includes('\ufffd');
}

/** The sign that parts fields: whichever of comma, tab and semicolon is most frequent in the first line. */
function delimiterOf(bytes: Buffer, start: number, stop: number): number {
  const line = bytes.toString('latin1', start, stop);
  let best = ',';
  let most = 0;
  for (const sign of [',', '\t', ';']) {
    const count = line.split(sign).length;
    if (count > most) {
      most = count;
      best = sign;
    }
  }
  return best.charCodeAt(0);
}

/** The text of one field, trimmed. */
export function fieldText(view: RowView, index: number): string {
  return index < view.fields
    ? view.bytes.toString('utf8', view.starts[index]!, view.ends[index]!).trim()
    : '';
}

/** All fields of a row as trimmed texts. */
export function fieldTexts(view: RowView): string[] {
  return Array.from({ length: view.fields }, (_, index) => fieldText(view, index));
}

/** The row as it stood in the file, bounded. */
export function rawText(view: RowView): string {
  return view.rawBytes.toString('utf8', view.rawStart, Math.min(view.rawEnd, view.rawStart + RAW_LIMIT));
}

/** A row view over texts, for tables that do not come as bytes (XLSX). */
export function viewOfTexts(texts: readonly string[], line: number): RowView {
  const parts = texts.map((text) => Buffer.from(text, 'utf8'));
  const starts = new Int32Array(parts.length);
  const ends = new Int32Array(parts.length);
  let at = 0;
  parts.forEach((part, index) => {
    starts[index] = at;
    at += part.length;
    ends[index] = at;
  });
  const raw = Buffer.from(csvLine(texts), 'utf8');
  return {
    bytes: Buffer.concat(parts),
    starts,
    ends,
    fields: parts.length,
    line,
    rawBytes: raw,
    rawStart: 0,
    rawEnd: raw.length,
  };
}

/** One line of CSV without its line end; quotes only where needed. */
export function csvLine(texts: readonly string[]): string {
  return texts.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',');
}
