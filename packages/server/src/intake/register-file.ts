import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportBatch, ImportDetail, ImportKind, RejectCode } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { type BatchCounts, createBatch, endBatch, findBatch, finishBatch, startBatch } from './batches.ts';
import { FileFault, readRows } from './file-rows.ts';
import type { ImportPlatform } from './import-air-hours.ts';
import { fieldTexts, rawText } from './lines.ts';

/** One row of a small register file, by its column. */
export interface RegisterRow {
  line: number;
  raw: string;
  cells: Record<string, string>;
}

/** A row that a register turned away. */
export interface RegisterReject {
  row: RegisterRow;
  column: string | null;
  code: RejectCode;
  params: Record<string, string | number>;
}

/** What a register made of a file. */
export interface RegisterResult {
  new: number;
  same: number;
  revised: number;
  rejects: RegisterReject[];
  notes: ImportDetail['notes'];
}

/** How a register takes its rows: the columns it knows by their headings, and what it does with the rows. */
export interface Register {
  kind: ImportKind;
  /** Column name → headings it may have; compared in lower case. */
  columns: Readonly<Record<string, readonly string[]>>;
  /** Columns without which the file is none of this register. */
  required: readonly string[];
  put(trx: Db, rows: readonly RegisterRow[], call: Call, batch: number): Promise<RegisterResult>;
}

/** Registers are small: hundreds of stations, dozens of events. */
const MOST_ROWS = 50_000;

/** Takes a register's file in as one transaction with a batch of its own. */
export async function importRegister(
  platform: ImportPlatform,
  call: Call,
  register: Register,
  file: { path: string; name?: string; dryRun?: boolean },
): Promise<ImportBatch> {
  const size = await stat(file.path).then(
    (found) => found.size,
    () => null,
  );
  const batch = await createBatch(platform.db, call, {
    kind: register.kind,
    fileName: file.name ?? basename(file.path),
    fileId: null,
    bytesTotal: size,
    options: { layout: 'auto', hourLabel: 'end', scope: null, backend: null },
    dryRun: file.dryRun ?? false,
    simulated: false,
  });
  return runRegister(platform, call, register, batch, file.path);
}

/** Works on a queued batch of a register. */
export async function runRegister(
  platform: ImportPlatform,
  call: Call,
  register: Register,
  batch: number,
  path: string,
): Promise<ImportBatch> {
  const { db } = platform;
  if (await startBatch(db, batch, platform.clock.now())) {
    try {
      await takeIn(platform, call, register, batch, path);
    } catch (error) {
      if (!(error instanceof FileFault)) {
        const reason = error instanceof Error ? error.message : String(error);
        await endBatch(db, batch, 'failed', { code: 'import.internal', params: { reason } });
        throw error;
      }
      await endBatch(db, batch, 'failed', { code: error.code, params: error.params });
    }
  }
  const result = await findBatch(db, batch);
  if (!result) throw new Error(`batch ${batch} is gone`);
  return result;
}

class RolledBack extends Error {}

async function takeIn(
  platform: ImportPlatform,
  call: Call,
  register: Register,
  batch: number,
  path: string,
): Promise<void> {
  const { dryRun, fileName } = (await findBatch(platform.db, batch))!;
  const { rows, header, form, ignored } = await readRegister(register, path);
  await transaction(platform.db, async (trx) => {
    const result = await register.put(trx, rows, call, batch);
    const counts: BatchCounts = {
      total: rows.length,
      new: result.new,
      same: result.same,
      revised: result.revised,
      empty: 0,
      rejected: result.rejects.length,
    };
    const tallies = new Map<string, number>();
    for (const { code } of result.rejects) tallies.set(code, (tallies.get(code) ?? 0) + 1);
    const findings = dryRun ? platform.db : trx;
    if (result.rejects.length > 0) {
      await findings
        .insertInto('batch_reject')
        .values(
          result.rejects.map(({ row, column, code, params }) => ({
            batch_id: batch,
            line: row.line,
            ordinal: 0,
            col: column,
            code,
            params: JSON.stringify(params),
            raw: row.raw,
          })),
        )
        .execute();
    }
    await finishBatch(findings, batch, {
      counts,
      layout: register.kind,
      encoding: form.container === 'gzip' ? `${form.encoding}, gzip` : form.encoding,
      hourLabel: null,
      firstHour: null,
      lastHour: null,
      bytesDone: null,
      knownAt: dryRun ? null : platform.clock.now(),
      detail: {
        header,
        ignored,
        absent: [],
        rejects: [...tallies].map(([code, count]) => ({ code, count, kept: count })),
        unknownPlaces: [],
        notes: result.notes,
        sha256: form.sha256,
      },
    });
    if (dryRun) throw new RolledBack();
    await audit(trx, call, {
      action: `import.${register.kind}`,
      objectType: 'batch',
      objectId: batch,
      detail: { file: fileName, ...counts },
    });
  }).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}

/** Reads a register's file whole, its columns found by their headings. */
async function readRegister(register: Register, path: string) {
  const rows: RegisterRow[] = [];
  let header: string[] | null = null;
  let names: Array<string | null> = [];
  const ignored: string[] = [];
  const byHeading = new Map(
    Object.entries(register.columns).flatMap(([name, headings]) =>
      headings.map((heading) => [heading, name] as const),
    ),
  );
  const form = await readRows(
    path,
    {
      row: (view) => {
        const texts = fieldTexts(view);
        if (texts.every((text) => text === '')) return;
        if (header === null) {
          header = texts;
          names = texts.map((text) => byHeading.get(text.normalize('NFKC').trim().toLowerCase()) ?? null);
          for (const column of register.required) {
            if (!names.includes(column)) throw new FileFault('layout.missingColumn', { column });
          }
          for (const [index, text] of texts.entries())
            if (names[index] === null && text !== '') ignored.push(text);
          return;
        }
        if (rows.length >= MOST_ROWS) throw new FileFault('file.notTable', { reason: `> ${MOST_ROWS}` });
        const cells: Record<string, string> = {};
        for (const [index, name] of names.entries()) if (name !== null) cells[name] = texts[index] ?? '';
        rows.push({ line: view.line, raw: rawText(view), cells });
      },
      badLine: (fault, line) => {
        throw new FileFault('file.notTable', { reason: `${fault}, ${line}` });
      },
    },
    { between: async () => {} },
  );
  if (header === null) throw new FileFault('file.empty');
  return { rows, header, form, ignored };
}
