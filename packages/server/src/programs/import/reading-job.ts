/** 读表: the file's rows are stored, its headings found, its columns matched; then people decide. */
import { plainCell, rowKinds, type SheetRow } from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { layoutOf, matchSheet } from './analysis.ts';
import {
  type Batch,
  type BatchLayout,
  findBatch,
  noteBackend,
  readRemembered,
  readRows,
  reportProgress,
  settleBatch,
  storeRows,
} from './batch.ts';
import { LedgerFault } from './fault.ts';
import { analysisOf } from './kept.ts';
import { citiesIn, type Knowledge, readKnowledge } from './knowledge.ts';
import { type ReadSheet, readSheets } from './read-sheet.ts';

export interface WorkOptions {
  readonly signal: AbortSignal;
  /** A command works on its own connection's word; a job is tried again if it was cut off. */
  readonly backend?: number | null;
  readonly onProgress?: (share: number) => void;
}

/** Read the batch's file; afterwards it waits for decisions, or has failed and says why. */
export async function readLedger(platform: Platform, id: number, options: WorkOptions): Promise<void> {
  const { db } = platform;
  const batch = await findBatch(db, id);
  if (batch?.state !== 'reading') return;
  if (options.backend !== undefined) await noteBackend(db, id, options.backend);
  try {
    await read(platform, batch, options);
  } catch (error) {
    if (options.signal.aborted && !(error instanceof LedgerFault)) throw error;
    const fault = error instanceof LedgerFault ? error : new LedgerFault('internal', {}, { cause: error });
    if (fault.code === 'internal')
      platform.log.error({ err: error, batch: id }, 'a spreadsheet could not be read');
    await settleBatch(db, id, 'reading', {
      state: fault.code === 'cancelled' ? 'cancelled' : 'failed',
      failure: { code: fault.code, params: fault.params },
    });
  }
}

async function read(platform: Platform, batch: Batch, options: WorkOptions): Promise<void> {
  const { db, files } = platform;
  const pulse = pulseOf(db, batch.id, options);
  const file = await files.find(db, batch.fileId);
  const sheets = await readSheets(
    files.pathOf(file.sha256),
    { between: (rows) => pulse(Math.min(0.5, rows / 100_000)) },
    batch.sheet,
  );
  const first = await readKnowledge(db, batch.program, batch.standing, []);
  const sheet = chooseSheet(first, sheets, batch.sheet);
  const knowledge = await knowledgeFor(db, batch, first, sheet.rows);
  await pulse(0.6);
  const found = layoutOf(knowledge, sheet.rows);
  if (found.headingRows.length === 0)
    throw new LedgerFault('file.noHeadings', { sheet: sheet.name || batch.fileName });
  const kindOf = rowKinds(found);
  const data = sheet.rows.filter((row) => kindOf(row) === 'data');
  if (data.length === 0) throw new LedgerFault('file.noRows', { sheet: sheet.name || batch.fileName });
  const remembered = await readRemembered(db, batch.program, batch.sender);
  const { city, county } = batch.standing;
  const known = new Set(knowledge.targets.map(({ key }) => key as string));
  const matches = await matchSheet(
    knowledge,
    data,
    found,
    new Map(
      [...remembered].flatMap(([heading, { target, unit }]) => {
        const own = knowledge.targets.find(({ key }) => key === target);
        return target === null || (known.has(target) && own !== undefined)
          ? [[heading, { target: own?.key ?? null, unit }] as const]
          : [];
      }),
    ),
    { city, county },
  );
  await pulse(0.8);
  const layout: BatchLayout = {
    ...found,
    headingRows: [...found.headingRows],
    headings: [...found.headings],
    joined: [...found.joined],
    last: sheet.last,
    sheets: sheets.map(({ name, hidden, rows, last }) => ({ name, hidden, rows: rows.length || last })),
  };
  const columns = matches.map((match) => ({
    ...match,
    samples: [...match.samples],
    why: match.why.map(({ code, ...params }) => ({ code, params })),
  }));
  await transaction(db, async (trx) => {
    await storeRows(trx, batch.id, sheet.rows, kindOf);
    const settled = await settleBatch(trx, batch.id, 'reading', {
      state: 'matching',
      sheet: sheet.name === '' ? null : sheet.name,
      layout,
      match: { columns, mends: [] },
    });
    if (!settled) throw new LedgerFault('cancelled');
  });
  const ready = await findBatch(db, batch.id);
  if (ready === undefined) return;
  await analysisOf(platform, ready, { stored: await readRows(db, batch.id), knowledge });
}

/** Says how far a job is now and then, and stops it when it was asked to. */
export function pulseOf(
  db: Db,
  id: number,
  { signal, onProgress }: WorkOptions,
): (share: number) => Promise<void> {
  let last = 0;
  return async (share) => {
    signal.throwIfAborted();
    const now = performance.now();
    if (now - last < 400 && share < 1) return;
    last = now;
    onProgress?.(share);
    if (await reportProgress(db, id, share)) throw new LedgerFault('cancelled');
  };
}

/** The sheet asked for; else of the visible ones that whose headings the program knows best, then the longest. */
function chooseSheet(knowledge: Knowledge, sheets: readonly ReadSheet[], wanted: string | null): ReadSheet {
  if (wanted !== null) {
    const found = sheets.find(({ name }) => name === wanted);
    if (found === undefined) throw new LedgerFault('file.noSheet', { sheet: wanted });
    return found;
  }
  const names = new Set(knowledge.targets.flatMap(({ name, also }) => [name, ...also]).map(plainCell));
  const scored = sheets
    .filter(({ hidden, rows }) => !hidden && rows.length > 0)
    .map((sheet) => {
      const { headings } = layoutOf(knowledge, sheet.rows.slice(0, 60));
      const known = headings
        .flatMap((heading) => heading.split(' / '))
        .filter((part) => names.has(plainCell(part))).length;
      return {
        sheet,
        score: known * 1000 + Math.min(headings.length, 30) * 10 + Math.min(9, sheet.rows.length / 1000),
      };
    })
    .sort((a, b) => b.score - a.score);
  const best = scored[0]?.sheet;
  if (best === undefined) throw new LedgerFault('file.empty');
  return best;
}

/** The items there are; of a large program only those of the cities that the file speaks of. */
async function knowledgeFor(
  db: Db,
  batch: Batch,
  first: Knowledge,
  rows: readonly SheetRow[],
): Promise<Knowledge> {
  return readKnowledge(db, batch.program, batch.standing, await citiesIn(db, batch, first, rows));
}
