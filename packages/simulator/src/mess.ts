/** Lines of plain CSV with what goes wrong in real files, each fault told beside the line: for tests of the importer. */
import { POLLUTANTS } from '@qingzhang/standards';
import { hash, streamOf, uniform } from './noise.ts';
import { formatMilli, PLAIN_HEADER } from './plain-csv.ts';
import type { Reading } from './types.ts';

export const MESS_KINDS = [
  'text',
  'negative',
  'absurd',
  'unknownStation',
  'badTime',
  'duplicateHour',
  'missingColumn',
  'missingMarker',
] as const;

export type MessKind = (typeof MESS_KINDS)[number];

export interface MessOptions {
  readonly seed: number;
  /** Share of rows hit by each kind, 0…1; kinds not named do not occur. At most one kind hits a row. */
  readonly rates: Partial<Record<MessKind, number>>;
}

/** What was done to a line. `column` is the header's name, absent where the whole line is concerned. */
export interface MessFault {
  readonly kind: MessKind;
  readonly column?: string;
  /** What stands in the file now. */
  readonly text: string;
}

export interface MessyLine {
  /** Without line feed. The first line is the header. */
  readonly text: string;
  readonly reading: Reading | null;
  readonly fault: MessFault | null;
}

const TEXTS = ['abc', '12,5'.replace(',', '，'), '正常', '1O3', '维护'];
/** Never -99 or -9999, which are missing markers. */
const NEGATIVES = ['-3', '-0.5', '-57'];
const ABSURD = ['99999', '4985000', '1e9'];
const TIMES = ['2020-13-01 05:00', '昨天', '2020-06-15 25:00', ''];
/** Ways to write "no value": missing, not zero and not an error. */
export const MISSING_MARKERS = ['', 'NA', '—', '-', '-99', '-9999', 'null', '/'] as const;

/** The plain CSV of `rows`, line by line, with faults at the given rates. Deterministic by seed. */
export function* mess(rows: Iterable<Reading>, options: MessOptions): Generator<MessyLine> {
  const stream = streamOf(options.seed, 'mess');
  yield { text: PLAIN_HEADER, reading: null, fault: null };
  let n = 0;
  for (const reading of rows) {
    const kind = pick(options.rates, uniform(stream, n));
    const dice = hash(stream ^ 0x5bd1e995, n++);
    const line = cellsOf(reading);
    if (kind === undefined) {
      yield { text: line.join(','), reading, fault: null };
      continue;
    }
    if (kind === 'duplicateHour') yield { text: line.join(','), reading, fault: null };
    const fault = spoil(line, kind, dice);
    yield { text: line.join(','), reading, fault };
  }
}

function cellsOf(r: Reading): string[] {
  return [r.time, r.station, ...POLLUTANTS.map((p) => formatMilli(r[p]))];
}

function pick(rates: MessOptions['rates'], u: number): MessKind | undefined {
  let sum = 0;
  for (const kind of MESS_KINDS) {
    sum += rates[kind] ?? 0;
    if (u < sum) return kind;
  }
  return undefined;
}

/** Changes the cells in place and says what it did. */
function spoil(cells: string[], kind: MessKind, dice: number): MessFault {
  const columns = PLAIN_HEADER.split(',');
  const at = 2 + (dice % POLLUTANTS.length);
  const choose = (texts: readonly string[]) => texts[(dice >>> 8) % texts.length]!;
  const put = (index: number, text: string): MessFault => {
    cells[index] = text;
    return { kind, column: columns[index]!, text };
  };
  switch (kind) {
    case 'text':
      return put(at, choose(TEXTS));
    case 'negative':
      return put(at, choose(NEGATIVES));
    case 'absurd':
      return put(at, choose(ABSURD));
    case 'missingMarker':
      return put(at, choose(MISSING_MARKERS));
    case 'unknownStation':
      return put(1, `SIM99${String(dice % 10_000).padStart(4, '0')}`);
    case 'badTime':
      return put(0, choose(TIMES));
    case 'duplicateHour': {
      // The same hour again with another value: one more in a column that has one.
      const index = [at, 2, 3, 4, 5, 6, 7].find((i) => cells[i] !== '') ?? at;
      return put(index, String(Number(cells[index]) + 1));
    }
    case 'missingColumn':
      cells.length = 2 + (dice % POLLUTANTS.length);
      return { kind, text: cells.join(',') };
  }
}
