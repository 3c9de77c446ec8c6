import type { ImportDetail, ImportReject } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';
import type { Reject } from './layouts/hour-reader.ts';

/** Rows kept per unknown place: the cure is to register it and import the file again, not to mend rows. */
const KEPT_PER_PLACE = 20;
/** Rows kept per other reason. */
const KEPT_PER_CODE = 100_000;
/** Places named in the summary. */
const PLACES_NAMED = 500;
const WRITE_AT = 2000;

const placeCodes = new Set(['place.unknown', 'place.ambiguous', 'place.otherCity']);

/** Keeps turned-away rows, bounded, and counts them all. */
export class RejectKeeper {
  /** Rows turned away, kept or not. */
  count = 0;
  private readonly batch: number;
  private waiting: Array<Reject & { ordinal: number }> = [];
  private readonly perCode = new Map<string, { count: number; kept: number }>();
  private readonly perPlace = new Map<string, number>();
  private readonly onLine = new Map<number, number>();

  constructor(batch: number) {
    this.batch = batch;
  }

  add(reject: Reject): void {
    this.count++;
    let tally = this.perCode.get(reject.code);
    if (!tally) {
      tally = { count: 0, kept: 0 };
      this.perCode.set(reject.code, tally);
    }
    tally.count++;
    if (placeCodes.has(reject.code)) {
      const place = String(reject.params.place ?? reject.params.city ?? '').slice(0, 200);
      const before = this.perPlace.get(place) ?? 0;
      if (before === 0 && this.perPlace.size >= 10_000) return;
      this.perPlace.set(place, before + 1);
      if (before >= KEPT_PER_PLACE) return;
    }
    // What was written before it was turned away has no line of the file left.
    if (tally.kept >= KEPT_PER_CODE || reject.raw === '') return;
    tally.kept++;
    // Place-hours of a transposed file share a line.
    const ordinal = this.onLine.get(reject.line) ?? 0;
    this.onLine.set(reject.line, ordinal + 1);
    this.waiting.push({ ...reject, ordinal });
  }

  /** Whether enough came together to be written. */
  get due(): boolean {
    return this.waiting.length >= WRITE_AT;
  }

  async write(db: Db): Promise<void> {
    const rows = this.waiting;
    this.waiting = [];
    if (rows.length === 0) return;
    // NUL cannot be stored as text.
    const clean = (text: string) => text.replaceAll('\0', '\u2400');
    await sql`
      insert into batch_reject (batch_id, line, ordinal, col, code, params, raw)
      select ${this.batch}, line, ordinal, col, code, params, raw
        from unnest(${rows.map((row) => row.line)}::bigint[], ${rows.map((row) => row.ordinal)}::integer[],
                    ${rows.map((row) => (row.column === null ? null : clean(row.column)))}::text[],
                    ${rows.map((row) => row.code)}::text[],
                    ${rows.map((row) => clean(JSON.stringify(row.params)).replaceAll('\\u0000', '\u2400'))}::jsonb[],
                    ${rows.map((row) => clean(row.raw))}::text[])
             r (line, ordinal, col, code, params, raw)`.execute(db);
  }

  summary(): Pick<ImportDetail, 'rejects' | 'unknownPlaces'> {
    return {
      rejects: [...this.perCode].map(([code, tally]) => ({ code, ...tally })),
      unknownPlaces: [...this.perPlace]
        .map(([place, rows]) => ({ place, rows }))
        .sort((a, b) => b.rows - a.rows)
        .slice(0, PLACES_NAMED),
    };
  }
}

/** A page of turned-away rows in file order. */
export async function listRejected(
  db: Db,
  batch: number,
  query: { limit: number; after: { line: number; ordinal: number } | null; code: string | null },
): Promise<Array<ImportReject & { ordinal: number }>> {
  const { after, code } = query;
  const rows = await db
    .selectFrom('batch_reject')
    .select(['line', 'ordinal', 'col', 'code', 'params', 'raw'])
    .where('batch_id', '=', batch)
    .$if(code !== null, (rest) => rest.where('code', '=', code!))
    .$if(after !== null, (rest) =>
      rest.where(sql<boolean>`(line, ordinal) > (${after!.line}, ${after!.ordinal})`),
    )
    .orderBy('line')
    .orderBy('ordinal')
    .limit(query.limit)
    .execute();
  return rows.map(({ col, params, ...row }) => ({ ...row, column: col, params: asParams(params) }));
}

function asParams(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
