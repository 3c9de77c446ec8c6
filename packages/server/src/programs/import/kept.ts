/** The last analyses, kept while nothing they stand on has changed: a page asks several times, and then takes the rows in. */
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Analysis, analyse, cellsOf } from './analysis.ts';
import { type Batch, readRows, type StoredRow, saveSummary } from './batch.ts';
import { citiesIn, type Knowledge, readKnowledge, readRegionBook } from './knowledge.ts';

interface Kept {
  readonly print: string;
  readonly analysis: Analysis;
}
const kept = new Map<number, Kept>();
const pending = new Map<string, Promise<Analysis>>();
const KEPT = 3;

/** Everything an analysis stands on, in brief: decisions, edits, outcomes, the program's version and items, imports before. */
async function printOf(db: Db, batch: Batch): Promise<string> {
  const { rows } = await sql<{ print: string }>`
    select concat_ws('/',
      (select version from program where key = ${batch.program}),
      (select concat_ws(',', count(*), sum(revision), max(id)) from item where program_key = ${batch.program}),
      (select concat_ws(',', count(outcome), md5(string_agg(row_no || edit::text, ',' order by row_no)))
         from ledger_import_row where import_id = ${batch.id}),
      (select concat_ws(',', count(*), max(finished_at), max(withdrawn_at)) from ledger_import
        where program_key = ${batch.program} and state in ('done', 'withdrawn') and id <> ${batch.id})) as print`.execute(
    db,
  );
  const columns = batch.match.columns.map(({ column, target, unit }) => [column, target, unit]);
  return JSON.stringify([
    rows[0]?.print,
    columns,
    batch.match.mends,
    batch.month,
    batch.issue,
    batch.sheet,
    batch.layout.last,
  ]);
}

export interface AnalysisParts {
  /** What is at hand already. */
  readonly stored?: readonly StoredRow[];
  readonly knowledge?: Knowledge;
  readonly between?: (share: number) => Promise<void>;
}

/** What becomes of the batch's rows as things stand now. */
export async function analysisOf(
  platform: Platform,
  batch: Batch,
  parts: AnalysisParts = {},
): Promise<Analysis> {
  const { db } = platform;
  const print = await printOf(db, batch);
  const before = kept.get(batch.id);
  if (before?.print === print) return before.analysis;
  const key = `${batch.id}/${print}`;
  const running = pending.get(key);
  if (running !== undefined) return running;
  const work = (async () => {
    const stored = parts.stored ?? (await readRows(db, batch.id));
    const knowledge = parts.knowledge ?? (await knowledgeFor(db, batch, stored));
    const analysis = await analyse(db, batch, stored, knowledge, platform.clock.now(), parts.between);
    kept.delete(batch.id);
    kept.set(batch.id, { print, analysis });
    for (const id of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(id);
    }
    if (batch.state === 'matching') await saveSummary(db, batch.id, { counts: analysis.counts, causes: [] });
    return analysis;
  })();
  pending.set(key, work);
  return work.finally(() => pending.delete(key));
}

async function knowledgeFor(db: Db, batch: Batch, stored: readonly StoredRow[]): Promise<Knowledge> {
  const regions = await readRegionBook(db);
  const cities = await citiesIn(db, batch, { regions }, stored.map(cellsOf));
  return readKnowledge(db, batch.program, batch.standing, cities);
}

/** Rows that have gone in are judged no more. */
export function forget(id: number): void {
  kept.delete(id);
}
