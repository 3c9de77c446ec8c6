/**
 * Readings in: imports and what became of each file.
 */
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Instant, Lang } from './figures.ts';

/** The table layouts hourly readings arrive in; docs/formats.md describes them. */
export const layoutNames = [
  'plain',
  'city-hours',
  'station-hours',
  'cnemc-stations',
  'national-cities',
  'national-wide',
] as const;
export const LayoutName = z.enum(layoutNames);
export type LayoutName = z.output<typeof LayoutName>;

/** Which edge of the hour the labels of a file name (AIR-3.1). */
export const HourLabel = z.enum(['end', 'begin']);
export type HourLabel = z.output<typeof HourLabel>;

const Note = z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) });

/** What was found in a file beside its rows. */
export const ImportDetail = z.object({
  header: z.array(z.string()).default([]),
  ignored: z.array(z.string()).default([]),
  absent: z.array(z.string()).default([]),
  rejects: z.array(z.object({ code: z.string(), count: z.number(), kept: z.number() })).default([]),
  unknownPlaces: z.array(z.object({ place: z.string(), rows: z.number() })).default([]),
  notes: z.array(Note).default([]),
  sha256: z.string().nullable().default(null),
});
export type ImportDetail = z.output<typeof ImportDetail>;

export const ImportState = z.enum(['queued', 'running', 'done', 'cancelled', 'failed']);
export type ImportState = z.output<typeof ImportState>;
export const ImportKind = z.enum(['air-hours', 'stations', 'targets', 'dust-events', 'regions', 'live']);
export type ImportKind = z.output<typeof ImportKind>;

/** One import (批次). `new + same + revised + empty + rejected = total`. */
export const ImportBatch = z
  .object({
    id: z.number().int(),
    kind: ImportKind,
    fileName: z.string(),
    fileId: z.number().int().nullable(),
    layout: z.string().nullable(),
    encoding: z.string().nullable(),
    hourLabel: HourLabel.nullable(),
    state: ImportState,
    bytesTotal: z.number().nullable(),
    bytesDone: z.number(),
    rows: z.object({
      total: z.number(),
      new: z.number(),
      same: z.number(),
      revised: z.number(),
      empty: z.number(),
      rejected: z.number(),
    }),
    /** END of the first and last hour. */
    firstHour: Instant.nullable(),
    lastHour: Instant.nullable(),
    dryRun: z.boolean(),
    simulated: z.boolean(),
    cancelAsked: z.boolean(),
    error: Note.nullable(),
    detail: ImportDetail,
    createdBy: z.string(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    /** When its data became known to the system. */
    knownAt: Instant.nullable(),
  })
  .meta({ id: 'ImportBatch' });
export type ImportBatch = z.output<typeof ImportBatch>;

export const ImportReject = z.object({
  line: z.number(),
  column: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  raw: z.string(),
});
export type ImportReject = z.output<typeof ImportReject>;

const Id = z.object({ id: queryInteger });
const Paging = { limit: queryInteger.optional(), cursor: z.string().max(40).optional() };

/**
 * Upload one file. Multipart fields before the file: `kind` (air-hours, stations, dust-events; default air-hours),
 * `layout` (auto or a layout's name), `hourLabel` (end, begin), `dryRun` (true, false). Answers with the queued batch;
 * poll `getImport` for its progress.
 */
export const postImport = endpoint({
  method: 'POST',
  path: '/api/imports',
  summary: 'Upload a file of readings, stations or dust events',
  body: 'upload',
  response: ImportBatch,
  permission: 'intake.write',
});

export const listImports = endpoint({
  method: 'GET',
  path: '/api/imports',
  summary: 'Imports, the latest first',
  query: z.object({ ...Paging, kind: ImportKind.optional() }),
  response: pageOf(ImportBatch),
  permission: 'intake.read',
});

/** The latest imports, at most 5,000, as a spreadsheet. */
export const listImportsXlsx = endpoint({
  method: 'GET',
  path: '/api/imports.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'intake.read',
});

export const getImport = endpoint({
  method: 'GET',
  path: '/api/imports/:id',
  summary: 'One import with its progress',
  params: Id,
  response: ImportBatch,
  permission: 'intake.read',
});

export const cancelImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/cancel',
  summary: 'Ask a queued or running import to stop; nothing of it stays',
  params: Id,
  response: ImportBatch,
  permission: 'intake.write',
});

export const listRejects = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rejects',
  summary: 'Rows that were turned away',
  params: Id,
  query: z.object({ ...Paging, code: z.string().max(40).optional() }),
  response: pageOf(ImportReject),
  permission: 'intake.read',
});

export const getRejectsCsv = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rejects.csv',
  summary: 'Turned-away rows in the file’s own columns with the reasons, to mend and import again',
  params: Id,
  query: z.object({ lang: Lang.optional() }),
  response: 'file',
  permission: 'intake.read',
});

export const getRejectsXlsx = endpoint({
  method: 'GET',
  path: '/api/imports/:id/rejects.xlsx',
  summary: 'The same as a spreadsheet',
  params: Id,
  query: z.object({ lang: Lang.optional() }),
  response: 'file',
  permission: 'intake.read',
});
