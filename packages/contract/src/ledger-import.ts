/** 导入台账: the spreadsheet people already have, matched, checked, mended and taken in as one batch. */
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Instant, Lang, Month, RegionCode } from './figures.ts';
import { ProgramKey } from './program-definition.ts';

export const LedgerImportState = z.enum([
  'reading',
  'matching',
  'running',
  'done',
  'cancelled',
  'withdrawn',
  'failed',
]);
export type LedgerImportState = z.output<typeof LedgerImportState>;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Params = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const Note = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** A column of the file and what it stands for. */
export const LedgerColumn = z.object({
  /** From 0. */
  column: z.number().int(),
  heading: z.string(),
  samples: z.array(z.string()),
  /** `field:installed`, `base:county`, `measure:1`; null: not imported. */
  target: z.string().nullable(),
  /** The unit its numbers are in where that is not the field's own. */
  unit: z.string().nullable(),
  /** 0–100; null: nothing to be sure of. */
  confidence: z.number().int().nullable(),
  /** A person has to look: below 85 and not answered yet. */
  ask: z.boolean(),
  remembered: z.boolean(),
  /** Only compared with what was issued, or only recognises the item. */
  use: z.enum(['write', 'check', 'recognise']).nullable(),
  /** Codes with params; the page words them. */
  why: z.array(Note),
});
export type LedgerColumn = z.output<typeof LedgerColumn>;

/** What a column may be set to. */
export const LedgerTarget = z.object({
  key: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string().nullable(),
  /** Other units of the same kind that its numbers may be in. */
  units: z.array(z.string()),
  group: z.string().nullable(),
  use: z.enum(['write', 'check', 'recognise']),
});
export type LedgerTarget = z.output<typeof LedgerTarget>;

export const MendActName = z.enum([
  'last',
  'scale',
  'raise',
  'issued',
  'leave',
  'keep',
  'choose',
  'answer',
  'skip',
]);
export type MendActName = z.output<typeof MendActName>;

/** Errors of one cause. */
export const LedgerCause = z.object({
  key: z.string(),
  code: z.string(),
  target: z.string().nullable(),
  column: z.number().int().nullable(),
  rows: z.number().int(),
  example: z.object({ row: z.number().int(), cell: z.string().nullable(), shown: z.string() }),
  params: Params,
  /** What mends all of it; the first is proposed. Nothing is applied by itself. */
  acts: z.array(MendActName),
  options: z.array(z.object({ key: z.string(), name: z.string() })),
});
export type LedgerCause = z.output<typeof LedgerCause>;

/** A mend that was agreed, with what it mended. */
export const LedgerMend = z.object({
  cause: z.string(),
  act: MendActName,
  choice: z.string().nullable(),
  /** The word of the choice, as it was offered: 定襄县 of 140921. */
  chosen: z.string().nullable().default(null),
  code: z.string(),
  target: z.string().nullable(),
  rows: z.number().int(),
  shown: z.string(),
  params: Params,
});

/** How many rows of the file are what: `ready + mend + skipped = total`. */
export const LedgerCounts = z.object({
  total: z.number().int(),
  ready: z.number().int(),
  mend: z.number().int(),
  skipped: z.number().int(),
  /** Of the ready ones those that have not gone in yet. */
  waiting: z.number().int(),
  /** Of the ready ones. */
  create: z.number().int(),
  change: z.number().int(),
  same: z.number().int(),
  /** Of the skipped ones. */
  title: z.number().int(),
  heading: z.number().int(),
  blank: z.number().int(),
  subtotal: z.number().int(),
  note: z.number().int(),
  leftOut: z.number().int(),
});
export type LedgerCounts = z.output<typeof LedgerCounts>;

/** One batch (批次), in the list. */
export const LedgerImportLine = z.object({
  id: z.number().int(),
  program: ProgramKey,
  fileName: z.string(),
  month: Month,
  state: LedgerImportState,
  /** 0–1 while it reads or runs. */
  progress: z.number(),
  counts: LedgerCounts.nullable(),
  failure: Note.nullable(),
  city: RegionCode.nullable(),
  post: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  /** Until when the batch can be withdrawn; null: not (any more). */
  withdrawUntil: Instant.nullable(),
  mayWithdraw: z.boolean(),
});
export type LedgerImportLine = z.output<typeof LedgerImportLine>;

/** One batch with everything to decide. */
export const LedgerImport = LedgerImportLine.extend({
  programName: z.object({ zh: z.string(), en: z.string() }),
  simulated: z.boolean(),
  sheet: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), rows: z.number().int(), hidden: z.boolean() })),
  /** A month said in the file's title that is not the month it is imported for. */
  saidMonth: Month.nullable(),
  columns: z.array(LedgerColumn),
  targets: z.array(LedgerTarget),
  causes: z.array(LedgerCause),
  mends: z.array(LedgerMend),
  /** Changes with every decision; a decision made on an older one is refused. */
  revision: z.number().int(),
  may: z.object({ decide: z.boolean(), assign: z.boolean(), report: z.boolean() }),
  /** New items are issued at once, not kept as drafts. */
  issue: z.boolean(),
});
export type LedgerImport = z.output<typeof LedgerImport>;

/** One row of the file as it stands, with what is wrong. */
export const LedgerRowView = z.object({
  row: z.number().int(),
  kind: z.enum(['title', 'heading', 'data', 'blank', 'subtotal', 'note']),
  cells: z.array(Cell),
  /** Columns changed on this page. */
  edited: z.array(z.number().int()),
  outcome: z.enum(['create', 'change', 'same', 'reject', 'skip']).nullable(),
  item: z.object({ id: z.number().int(), no: z.number().int(), title: z.string() }).nullable(),
  issues: z.array(
    z.object({
      code: z.string(),
      column: z.number().int().nullable(),
      target: z.string().nullable(),
      cause: z.string(),
      shown: z.string(),
      params: Params,
    }),
  ),
  /** Items it may mean. */
  alike: z.array(
    z.object({ id: z.number().int(), no: z.number().int(), title: z.string(), place: z.string() }),
  ),
});
export type LedgerRowView = z.output<typeof LedgerRowView>;

const program = z.object({ key: ProgramKey });
const id = z.object({ id: queryInteger });

/**
 * Upload one file: `.xlsx`, `.csv`, `.tsv`. Multipart field before the file: `month` (2026-07). Answers with the batch;
 * poll `getLedgerImport` until it is `matching`.
 */
export const postLedgerImport = endpoint({
  method: 'POST',
  path: '/api/programs/:key/ledger-imports',
  summary: '导入台账 · read a spreadsheet into a program’s ledger; nothing is written before it is confirmed',
  params: program,
  body: 'upload',
  response: LedgerImportLine,
  permission: 'programs.read',
});

/** The same from a pasted table (rows by line, cells by tab). */
export const pasteLedger = endpoint({
  method: 'POST',
  path: '/api/programs/:key/ledger-imports/paste',
  params: program,
  body: z.object({ text: z.string().min(1).max(2_000_000), month: Month.optional() }),
  response: LedgerImportLine,
  permission: 'programs.read',
});

export const listLedgerImports = endpoint({
  method: 'GET',
  path: '/api/programs/:key/ledger-imports',
  summary: '导入批次 · batches, the latest first',
  params: program,
  query: z.object({
    cursor: queryInteger.optional(),
    limit: queryInteger.pipe(z.number().min(1).max(200)).default(20),
  }),
  response: pageOf(LedgerImportLine),
  permission: 'programs.read',
});
export const listLedgerImportsXlsx = endpoint({
  method: 'GET',
  path: '/api/programs/:key/ledger-imports.xlsx',
  params: program,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

export const getLedgerImport = endpoint({
  method: 'GET',
  path: '/api/ledger-imports/:id',
  params: id,
  response: LedgerImport,
  permission: 'programs.read',
});

const rowsQuery = z.object({
  /** `mend`: rows to mend, each with the row before and after it; one cause's rows; all rows. */
  show: z.enum(['mend', 'all']).default('mend'),
  cause: z.string().max(400).optional(),
  after: queryInteger.default(0),
  limit: queryInteger.pipe(z.number().min(1).max(500)).default(60),
});
export const listLedgerRows = endpoint({
  method: 'GET',
  path: '/api/ledger-imports/:id/rows',
  summary: '原表 · rows of the file as they stand, with what is wrong',
  params: id,
  query: rowsQuery,
  response: z.object({
    rows: z.array(LedgerRowView),
    total: z.number().int(),
    next: z.number().int().nullable(),
  }),
  permission: 'programs.read',
});
/** Every row's outcome as a list. */
export const listLedgerRowsXlsx = endpoint({
  method: 'GET',
  path: '/api/ledger-imports/:id/rows.xlsx',
  params: id,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** Say what columns are; `columns` names only those that are decided now. `all: true` agrees to every match as it stands. */
export const decideLedgerColumns = endpoint({
  method: 'PUT',
  path: '/api/ledger-imports/:id/columns',
  params: id,
  body: z.object({
    revision: z.number().int(),
    columns: z
      .array(
        z.object({
          column: z.number().int().min(0).max(16_384),
          target: z.string().max(80).nullable(),
          unit: z.string().max(20).nullable(),
        }),
      )
      .max(300),
    all: z.boolean().default(false),
  }),
  response: LedgerImport,
  permission: 'programs.read',
});

/** Mend a whole cause, or take the mend back (`act` null). */
export const mendLedgerCause = endpoint({
  method: 'PUT',
  path: '/api/ledger-imports/:id/mends',
  params: id,
  body: z.object({
    revision: z.number().int(),
    cause: z.string().min(1).max(400),
    act: MendActName.nullable(),
    choice: z.string().max(200).nullable().default(null),
  }),
  response: LedgerImport,
  permission: 'programs.read',
});

/** Mend one row: cells by column, or the item it speaks of. */
export const mendLedgerRow = endpoint({
  method: 'PATCH',
  path: '/api/ledger-imports/:id/rows/:row',
  params: id.extend({ row: queryInteger }),
  body: z.object({
    revision: z.number().int(),
    cells: z
      .array(
        z.object({ column: z.number().int().min(0).max(16_384), value: z.string().max(4000).nullable() }),
      )
      .max(50)
      .default([]),
    item: z.number().int().nullable().optional(),
  }),
  response: LedgerImport,
  permission: 'programs.read',
});

/** Another sheet of the workbook, another month, whether new items are issued at once. */
export const setLedgerImport = endpoint({
  method: 'PATCH',
  path: '/api/ledger-imports/:id',
  params: id,
  body: z.object({
    revision: z.number().int(),
    sheet: z.string().max(80).optional(),
    month: Month.optional(),
    issue: z.boolean().optional(),
  }),
  response: LedgerImport,
  permission: 'programs.read',
});

/** 入账: agree to the columns as they stand and take the good rows in, as one transaction. */
export const runLedgerImport = endpoint({
  method: 'POST',
  path: '/api/ledger-imports/:id/run',
  params: id,
  body: z.object({ revision: z.number().int() }),
  response: LedgerImport,
  permission: 'programs.read',
});
/** Stop a batch that reads or runs; nothing of it stays. */
export const cancelLedgerImport = endpoint({
  method: 'POST',
  path: '/api/ledger-imports/:id/cancel',
  params: id,
  response: LedgerImport,
  permission: 'programs.read',
});
/** 整批撤回: within 24 hours and only if nothing of it was touched since; `touched` names the rows that were. */
export const withdrawLedgerImport = endpoint({
  method: 'POST',
  path: '/api/ledger-imports/:id/withdraw',
  params: id,
  response: z.object({
    withdrawn: z.boolean(),
    touched: z.array(
      z.object({ row: z.number().int(), item: z.number().int(), no: z.number().int(), title: z.string() }),
    ),
    touchedCount: z.number().int(),
    batch: LedgerImportLine,
  }),
  permission: 'programs.read',
});

/** 修改副本: the rows to mend as they stood, reasons in comments of the cells; mended, it can be sent again. */
export const getLedgerCopy = endpoint({
  method: 'GET',
  path: '/api/ledger-imports/:id/copy.xlsx',
  params: id,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** 模板: headings, units, lists and ranges checked by the spreadsheet itself, the items there are with last month's values. */
export const getLedgerTemplate = endpoint({
  method: 'GET',
  path: '/api/programs/:key/template.xlsx',
  params: program,
  query: z.object({
    city: RegionCode.optional(),
    /** `items`: the items there are; `new`: an empty one for new items. */
    kind: z.enum(['items', 'new']).default('items'),
    month: Month.optional(),
  }),
  response: 'file',
  permission: 'programs.read',
});
