/** 导入: files in, decisions about them, and what the page shows of a batch. */

import { AppError, type LedgerImport, type LedgerRowView, type MendActName } from '@qingzhang/contract';
import { type BaseFact, baseNames, causeOf, plainCell, relatedUnits } from '@qingzhang/domain';
import type { Actor, Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { may, regionScope, seesRegion } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { cellsOf, isOpen, type JudgedRow } from './analysis.ts';
import {
  askCancel,
  type Batch,
  decideBatch,
  findBatch,
  insertBatch,
  presentLine,
  type StoredRow,
  saveEdit,
  senderOf,
  standingOf,
} from './batch.ts';
import { readLedgerJob, runLedgerJob } from './jobs.ts';
import { analysisOf } from './kept.ts';
import { readRegionBook } from './knowledge.ts';

/** Largest file, in bytes. */
export const MOST_BYTES = 60 * 1024 * 1024;

/** In which capacity somebody may send a file: who issues items makes them, who reports fills them. */
export function rightsOf(actor: Actor): { assign: boolean; report: boolean } {
  // The program itself decides about what it sent, in the capacity it was sent in.
  if (actor.role === 'system') return { assign: true, report: false };
  const assign = may(actor, 'items.import') && may(actor, 'items.assign');
  return { assign, report: !assign && may(actor, 'items.report') };
}

/** The month that is reported now: the last one until its reports are due, then the running one. */
export function monthAsked(at: Date, dueDay: number): string {
  const today = beijingDay(at);
  if (Number(today.slice(8)) > dueDay) return today.slice(0, 7);
  const [year = 0, month = 1] = today.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

export interface NewFile {
  readonly program: string;
  readonly month: string | null;
  readonly content: { readonly sha256: string; readonly size: number };
  readonly name: string;
  readonly mime: string;
}

/** Register a file as a batch; `queue` false: the caller reads it itself (the command line). */
export async function acceptFile(
  platform: Platform,
  call: Call,
  file: NewFile,
  rights: { readonly assign: boolean; readonly report: boolean },
  queue = true,
): Promise<Batch> {
  const { db } = platform;
  const { actor } = call;
  if (!rights.assign && !rights.report)
    throw new AppError('permission.denied', { permission: 'items.report' });
  const program = await requireProgram(db, file.program);
  const { programs } = actor.scope;
  if (programs !== 'all' && !programs.includes(program.key))
    throw new AppError('thing.notFound', { what: 'program', id: program.key });
  if (program.state === 'ended')
    throw new AppError('thing.conflict', { what: 'program', state: program.state });
  const regions = await readRegionBook(db);
  const standing = standingOf(actor, rights, (county) => regions.byCode.get(county)?.parent ?? null);
  const id = await transaction(db, async (trx) => {
    const fileId = await platform.files.register(
      trx,
      file.content,
      { name: file.name, mime: file.mime },
      call,
    );
    const batch = await insertBatch(trx, {
      program: program.key,
      city: standing.city,
      sender: senderOf(actor),
      fileId,
      sha256: file.content.sha256,
      month: file.month ?? monthAsked(call.at, program.definition.reporting.dueDay),
      standing,
      at: call.at,
    });
    await audit(trx, call, {
      action: 'ledger.upload',
      objectType: 'ledgerImport',
      objectId: batch,
      detail: { program: program.key, file: file.name, size: file.content.size, sha256: file.content.sha256 },
    });
    if (queue) await platform.jobs.enqueue(trx, readLedgerJob, { batch });
    return batch;
  });
  return mustFind(platform, id);
}

async function mustFind(platform: Platform, id: number): Promise<Batch> {
  const batch = await findBatch(platform.db, id);
  if (batch === undefined) throw new AppError('thing.notFound', { what: 'ledgerImport', id });
  return batch;
}

/** A batch that the actor may see: of the own unit, or of a region in scope. */
export async function seenBatch(platform: Platform, actor: Actor, id: number): Promise<Batch> {
  const batch = await findBatch(platform.db, id);
  const scope = regionScope(actor);
  const sees =
    batch !== undefined &&
    (scope.programs === null || scope.programs.includes(batch.program)) &&
    (batch.sender === senderOf(actor) || (scope.items === null && seesRegion(actor, batch.city, null)));
  if (!sees) throw new AppError('thing.notFound', { what: 'ledgerImport', id });
  return batch;
}

/** A batch that the actor may decide about: of the own unit. */
export async function ownBatch(platform: Platform, actor: Actor, id: number): Promise<Batch> {
  const batch = await seenBatch(platform, actor, id);
  const rights = rightsOf(actor);
  if (batch.sender !== senderOf(actor) || (!rights.assign && !rights.report)) {
    throw new AppError('permission.denied', { permission: 'items.report' });
  }
  return batch;
}

/** Whether a batch's rows can be looked at. */
const readable = (batch: Batch): boolean => batch.layout.headingRows.length > 0 && batch.state !== 'reading';

/** Whether there is still something to decide: not while it works, not when all rows are in. */
export function mayDecide(batch: Batch, actor: Actor): boolean {
  const rights = rightsOf(actor);
  if (batch.sender !== senderOf(actor) || (!rights.assign && !rights.report)) return false;
  if (!readable(batch)) return false;
  return (
    batch.state === 'matching' ||
    batch.state === 'failed' ||
    batch.state === 'cancelled' ||
    (batch.state === 'done' && (batch.counts?.mend ?? 0) > 0)
  );
}

/** A batch with everything the page needs. */
export async function presentImport(platform: Platform, batch: Batch, actor: Actor): Promise<LedgerImport> {
  const at = platform.clock.now();
  const program = await requireProgram(platform.db, batch.program);
  const line = presentLine(batch, actor, at);
  const base = {
    ...line,
    programName: program.definition.name,
    simulated: program.simulated,
    sheet: batch.sheet,
    sheets: batch.layout.sheets,
    saidMonth: batch.layout.month !== null && batch.layout.month !== batch.month ? batch.layout.month : null,
    mends: batch.match.mends,
    revision: batch.revision,
    issue: batch.issue,
    may: { decide: mayDecide(batch, actor), assign: batch.standing.assign, report: batch.standing.report },
  };
  if (!readable(batch) || batch.state === 'running' || batch.state === 'withdrawn') {
    return {
      ...base,
      columns: batch.match.columns.map((column) => ({ ...column, use: null })),
      targets: [],
      causes: [],
    };
  }
  const analysis = await analysisOf(platform, batch);
  const targets = new Map(analysis.knowledge.targets.map((target) => [target.key as string, target]));
  const fields = new Map(program.definition.fields.map((field) => [`field:${field.key}`, field]));
  return {
    ...base,
    counts: analysis.counts,
    columns: batch.match.columns.map((column) => ({
      ...column,
      use: column.target === null ? null : (targets.get(column.target)?.use ?? null),
    })),
    targets: analysis.knowledge.targets.map(({ key, name, unit, group, use }) => ({
      key,
      name,
      nameEn: fields.get(key)?.name.en ?? englishOf(key, name),
      unit,
      units: unit === null ? [] : [...relatedUnits(plainCell(unit))],
      group,
      use,
    })),
    causes: analysis.causes.map((cause) => ({
      ...cause,
      acts: [...cause.acts],
      options: [...cause.options],
      params: { ...cause.params },
      example: { ...cause.example },
    })),
  };
}

function englishOf(key: string, name: string): string {
  const base = Object.entries(baseNames).find(
    ([fact]) => key === `base:${fact satisfies string as BaseFact}`,
  );
  return base?.[1].en ?? name.replace('措施', 'Measure ');
}

/** Rows of the file: those to mend with the row before each, one cause's, or all. */
export async function presentRows(
  platform: Platform,
  batch: Batch,
  query: {
    readonly show: 'mend' | 'all';
    readonly cause?: string | undefined;
    readonly after: number;
    readonly limit: number;
  },
): Promise<{ rows: LedgerRowView[]; total: number; next: number | null }> {
  if (!readable(batch)) return { rows: [], total: 0, next: null };
  const { rows } = await analysisOf(platform, batch);
  const wrong = (row: JudgedRow) =>
    row.outcome === 'reject' &&
    (query.cause === undefined || row.issues.some((issue) => causeOf(issue) === query.cause));
  const chosen =
    query.show === 'all'
      ? rows
      : rows.filter((row, index) => {
          if (wrong(row)) return true;
          const next = rows[index + 1];
          return (
            next !== undefined &&
            next.stored.no === row.stored.no + 1 &&
            wrong(next) &&
            row.stored.kind !== 'title'
          );
        });
  const page = chosen.filter(({ stored }) => stored.no > query.after).slice(0, query.limit + 1);
  const shown = page.slice(0, query.limit);
  return {
    rows: shown.map(viewOf),
    total: chosen.length,
    next: page.length > query.limit ? (shown.at(-1)?.stored.no ?? null) : null,
  };
}

function viewOf(row: JudgedRow): LedgerRowView {
  const { stored, verdict } = row;
  const item = verdict !== null && 'item' in verdict ? verdict.item : null;
  return {
    row: stored.no,
    kind: stored.kind,
    cells: [...cellsOf(stored).cells],
    edited: Object.keys(stored.edit?.cells ?? {}).map(Number),
    outcome: row.outcome,
    item: item === null ? null : { id: item.id, no: item.no, title: item.title },
    issues: row.issues.map((issue) => ({
      code: issue.code,
      column: issue.column,
      target: issue.target,
      cause: causeOf(issue),
      shown: issue.shown,
      params: { ...issue.params },
    })),
    alike:
      verdict?.kind === 'reject'
        ? verdict.alike.slice(0, 8).map(({ id, no, title, township, site }) => ({
            id,
            no,
            title,
            place: [township, site].filter((part) => part !== null).join(' '),
          }))
        : [],
  };
}

const stale = (batch: Batch) =>
  new AppError('thing.conflict', { what: 'ledgerImport', id: batch.id, state: batch.state });

/** A decision is made on what was seen: on an older revision it is refused. */
function requireFresh(batch: Batch, actor: Actor, revision: number): void {
  if (batch.revision !== revision || !mayDecide(batch, actor)) throw stale(batch);
}

/** Say what columns are. A target that another column had is taken from it. */
export async function decideColumns(
  platform: Platform,
  actor: Actor,
  batch: Batch,
  body: {
    readonly revision: number;
    readonly columns: readonly {
      readonly column: number;
      readonly target: string | null;
      readonly unit: string | null;
    }[];
    readonly all: boolean;
  },
): Promise<Batch> {
  requireFresh(batch, actor, body.revision);
  const { knowledge } = await analysisOf(platform, batch);
  const known = new Map(knowledge.targets.map((target) => [target.key as string, target]));
  let columns = [...batch.match.columns];
  for (const { column, target, unit } of body.columns) {
    const own = target === null ? undefined : known.get(target);
    if (target !== null && own === undefined)
      throw new AppError('thing.invalid', { what: 'column', reason: target });
    const units = own?.unit == null ? [] : relatedUnits(plainCell(own.unit));
    if (unit !== null && !units.includes(unit))
      throw new AppError('thing.invalid', { what: 'unit', reason: unit });
    columns = columns.map((one) => {
      if (one.column === column) {
        const changed = one.target !== target || one.unit !== unit;
        return {
          ...one,
          target,
          unit,
          ask: false,
          confidence: target === null ? null : changed ? 100 : one.confidence,
          why: changed ? [{ code: 'chosen', params: {} }] : one.why,
        };
      }
      return target !== null && one.target === target
        ? {
            ...one,
            target: null,
            unit: null,
            ask: true,
            confidence: null,
            why: [{ code: 'taken', params: {} }],
          }
        : one;
    });
  }
  if (body.all) columns = columns.map((one) => ({ ...one, ask: false }));
  if (!(await decideBatch(platform.db, batch, { match: { ...batch.match, columns } }))) throw stale(batch);
  return mustFind(platform, batch.id);
}

/** Mend all of a cause, or take the mend back. */
export async function mendCause(
  platform: Platform,
  actor: Actor,
  batch: Batch,
  body: {
    readonly revision: number;
    readonly cause: string;
    readonly act: MendActName | null;
    readonly choice: string | null;
  },
): Promise<Batch> {
  requireFresh(batch, actor, body.revision);
  const mends = batch.match.mends.filter(({ cause }) => cause !== body.cause);
  if (body.act !== null) {
    const { causes } = await analysisOf(platform, batch);
    const cause = causes.find(({ key }) => key === body.cause);
    const wants = body.act === 'choose' || body.act === 'answer';
    if (!cause?.acts.includes(body.act) || (wants && !cause.options.some(({ key }) => key === body.choice))) {
      throw new AppError('thing.invalid', { what: 'mend', reason: body.act });
    }
    const { code, target, rows, params } = cause;
    mends.push({
      cause: body.cause,
      act: body.act,
      choice: body.choice,
      chosen: cause.options.find(({ key }) => key === body.choice)?.name ?? null,
      code,
      target,
      rows,
      shown: cause.example.shown,
      params: { ...params },
    });
  }
  if (!(await decideBatch(platform.db, batch, { match: { ...batch.match, mends } }))) throw stale(batch);
  return mustFind(platform, batch.id);
}

/** Mend one row: its cells, or which item it speaks of. */
export async function mendRow(
  platform: Platform,
  actor: Actor,
  batch: Batch,
  no: number,
  body: {
    readonly revision: number;
    readonly cells: readonly { readonly column: number; readonly value: string | null }[];
    readonly item?: number | null | undefined;
  },
): Promise<Batch> {
  requireFresh(batch, actor, body.revision);
  const { rows, knowledge } = await analysisOf(platform, batch);
  const stored: StoredRow | undefined = rows.find((row) => row.stored.no === no)?.stored;
  if (stored === undefined || !isOpen(stored)) throw new AppError('thing.notFound', { what: 'row', id: no });
  if (body.item != null && !knowledge.index.byId.has(body.item))
    throw new AppError('thing.notFound', { what: 'item', id: body.item });
  const cells: Record<string, string | number | boolean | null> = { ...stored.edit?.cells };
  for (const { column, value } of body.cells) {
    const original = stored.cells[column] ?? null;
    const text = value === null || value.trim() === '' ? null : value.trim();
    if (text === (original === null ? null : String(original))) delete cells[column];
    else cells[column] = text;
  }
  const edit = { cells, item: body.item === undefined ? (stored.edit?.item ?? null) : body.item };
  await transaction(platform.db, async (trx) => {
    if (!(await decideBatch(trx, batch, {})) || !(await saveEdit(trx, batch.id, no, edit)))
      throw stale(batch);
  });
  return mustFind(platform, batch.id);
}

/** Another sheet, another month, issue at once or not. */
export async function setBatch(
  platform: Platform,
  actor: Actor,
  batch: Batch,
  body: {
    readonly revision: number;
    readonly sheet?: string | undefined;
    readonly month?: string | undefined;
    readonly issue?: boolean | undefined;
  },
): Promise<Batch> {
  const other = body.sheet !== undefined && body.sheet !== batch.sheet;
  if (other) {
    // Also of a file none of whose visible sheets had headings.
    const rights = rightsOf(actor);
    const open = batch.state === 'matching' || batch.state === 'failed';
    if (batch.revision !== body.revision || !open || (!rights.assign && !rights.report)) throw stale(batch);
    if (!batch.layout.sheets.some(({ name }) => name === body.sheet))
      throw new AppError('thing.notFound', { what: 'sheet', id: body.sheet ?? '' });
  } else requireFresh(batch, actor, body.revision);
  await transaction(platform.db, async (trx) => {
    const changed = await decideBatch(trx, batch, {
      ...(body.month === undefined ? {} : { month: body.month }),
      ...(body.issue === undefined ? {} : { issue: body.issue && batch.standing.assign }),
      ...(other ? { sheet: body.sheet ?? '', state: 'reading' as const } : {}),
    });
    if (!changed) throw stale(batch);
    if (other) await platform.jobs.enqueue(trx, readLedgerJob, { batch: batch.id });
  });
  return mustFind(platform, batch.id);
}

/** Agree to the columns as they stand and take the good rows in. */
export async function runBatch(
  platform: Platform,
  actor: Actor,
  batch: Batch,
  revision: number,
  queue = true,
  issue?: boolean,
): Promise<Batch> {
  requireFresh(batch, actor, revision);
  const columns = batch.match.columns.map((column) => ({ ...column, ask: false }));
  await transaction(platform.db, async (trx) => {
    if (
      !(await decideBatch(trx, batch, {
        match: { ...batch.match, columns },
        state: 'running',
        ...(issue === undefined ? {} : { issue: issue && batch.standing.assign }),
      }))
    )
      throw stale(batch);
    if (queue) await platform.jobs.enqueue(trx, runLedgerJob, { batch: batch.id });
  });
  return mustFind(platform, batch.id);
}

/** Ask a working batch to stop. */
export async function cancelBatch(platform: Platform, batch: Batch): Promise<Batch> {
  if (batch.state !== 'reading' && batch.state !== 'running') throw stale(batch);
  await askCancel(platform.db, batch.id);
  return mustFind(platform, batch.id);
}
