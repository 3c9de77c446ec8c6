/** 专项设计: definitions with their versions, drafts, checks and publication. */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang } from './figures.ts';
import { ProgramDefinitionSchema, ProgramKey, Words } from './program-definition.ts';

const byKey = z.object({ key: ProgramKey });

/** 填报负担: fields × people × times a month. */
export const BurdenFigure = z.object({
  fields: z.number().int(),
  people: z.number().int(),
  times: z.number().int(),
  entriesPerMonth: z.number().int(),
  once: z.number().int(),
});

/** A program or a draft of one, as the designers' list shows it. */
export const ProgramDesign = z.object({
  key: ProgramKey,
  name: Words,
  /** `new`: only a draft stands, nothing is published. */
  state: z.enum(['new', 'draft', 'active', 'ended']),
  /** Null before the first publication. */
  version: z.number().int().nullable(),
  year: z.number().int().nullable(),
  office: z.string(),
  burden: BurdenFigure,
  fields: z.number().int(),
  items: z.number().int(),
  sunset: Day,
  draft: z.object({ changedBy: z.string(), changedAt: Instant }).nullable(),
});
export type ProgramDesign = z.output<typeof ProgramDesign>;

/** What became of the values of one field at a new version. */
export const FieldMigration = z.object({
  key: z.string(),
  name: z.string(),
  /** Values in the new form, and values kept aside under a retired key. */
  converted: z.number().int(),
  setAside: z.number().int(),
});
export const ValueMigration = z.object({
  items: z.number().int(),
  fields: z.array(FieldMigration),
  /** The first of those that could not be converted, each with the value as it was. */
  failures: z.array(
    z.object({
      item: z.number().int(),
      no: z.number().int(),
      title: z.string(),
      field: z.string(),
      value: z.string(),
    }),
  ),
});
export type ValueMigration = z.output<typeof ValueMigration>;

/** 发布的进行: a version of a program with many items is put in force as a job. */
export const ProgramPublication = z.object({
  id: z.number().int(),
  /** The version that comes into force. */
  version: z.number().int(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** 0 … 1. */
  progress: z.number(),
  items: z.number().int(),
  note: z.string(),
  post: z.string(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  migration: ValueMigration.nullable(),
});
export type ProgramPublication = z.output<typeof ProgramPublication>;

/** Either it is done (`version`), or it goes on as a job (`publication`). */
const Published = z.object({
  version: z.number().int().nullable(),
  migration: ValueMigration.nullable(),
  publication: ProgramPublication.nullable(),
});

const LoggedChange = z.object({
  code: z.string(),
  part: z.string(),
  key: z.string(),
  params: z.record(z.string(), z.string()),
});
export const ProgramVersionEntry = z.object({
  version: z.number().int(),
  note: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  /** Against the version before; `text` in the language asked for. */
  changes: z.array(LoggedChange.extend({ text: z.string() })),
  migration: ValueMigration.nullable(),
});

export const ProgramDesignDetail = z.object({
  key: ProgramKey,
  state: z.enum(['new', 'draft', 'active', 'ended']),
  office: z.string(),
  year: z.number().int().nullable(),
  version: z.number().int().nullable(),
  items: z.number().int(),
  published: ProgramDefinitionSchema.nullable(),
  draft: ProgramDefinitionSchema.nullable(),
  draftSaved: z.object({ changedBy: z.string(), changedAt: Instant }).nullable(),
  versions: z.array(ProgramVersionEntry),
});
export type ProgramDesignDetail = z.output<typeof ProgramDesignDetail>;

export const DefinitionFinding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'note']),
  path: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});
export const DefinitionPreview = z.object({
  findings: z.array(DefinitionFinding),
  burden: BurdenFigure,
  /** Of the version in force; null: the program is new. */
  burdenNow: BurdenFigure.nullable(),
  changes: z.array(LoggedChange.extend({ text: z.string() })),
  /** What publishing would do to the values that are there, counted beforehand. */
  migration: ValueMigration,
});
export type DefinitionPreview = z.output<typeof DefinitionPreview>;

export const listProgramDesigns = endpoint({
  method: 'GET',
  path: '/api/program-designs',
  summary: '专项定义 · definitions one may design, with drafts and burden',
  response: z.object({ items: z.array(ProgramDesign) }),
  permission: 'programs.define',
});
export const listProgramDesignsXlsx = endpoint({
  method: 'GET',
  path: '/api/program-designs.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.define',
});
/** Shipped programs, to start from. */
export const listProgramPresets = endpoint({
  method: 'GET',
  path: '/api/program-presets',
  query: z.object({ year: queryInteger.pipe(z.number().min(2000).max(2100)).optional() }),
  response: z.object({
    items: z.array(z.object({ definition: ProgramDefinitionSchema, office: z.string() })),
  }),
  permission: 'programs.define',
});
export const getProgramDesign = endpoint({
  method: 'GET',
  path: '/api/program-designs/:key',
  params: byKey,
  query: z.object({ lang: Lang.default('zh') }),
  response: ProgramDesignDetail,
  permission: 'programs.define',
});
/** One version of a definition, for whoever fills or reads the program. */
export const getProgramDefinition = endpoint({
  method: 'GET',
  path: '/api/program-designs/:key/definition',
  params: byKey,
  query: z.object({ version: queryInteger.optional() }),
  response: z.object({ version: z.number().int(), definition: ProgramDefinitionSchema }),
  permission: 'programs.read',
});
/** The same as a file, to keep or to carry into another system. */
export const getProgramDefinitionFile = endpoint({
  method: 'GET',
  path: '/api/program-designs/:key/definition.json',
  params: byKey,
  query: z.object({ version: queryInteger.optional() }),
  response: 'file',
  permission: 'programs.read',
});
export const putProgramDraft = endpoint({
  method: 'PUT',
  path: '/api/program-designs/:key/draft',
  summary: '存草稿 · keep a draft; it need not hold together yet',
  params: byKey,
  body: z.object({ definition: ProgramDefinitionSchema, office: z.string().trim().max(100).default('') }),
  response: z.object({ savedAt: Instant }),
  permission: 'programs.define',
});
export const deleteProgramDraft = endpoint({
  method: 'DELETE',
  path: '/api/program-designs/:key/draft',
  params: byKey,
  response: z.object({ removed: z.boolean() }),
  permission: 'programs.define',
});
export const previewProgramDefinition = endpoint({
  method: 'POST',
  path: '/api/program-designs/:key/preview',
  summary: '检查与预览 · findings, burden, change log and what becomes of existing values; changes nothing',
  params: byKey,
  query: z.object({ lang: Lang.default('zh') }),
  body: z.object({ definition: ProgramDefinitionSchema }),
  response: DefinitionPreview,
  permission: 'programs.define',
});
export const publishProgram = endpoint({
  method: 'POST',
  path: '/api/program-designs/:key/publish',
  summary: '发布新版本 · a version in force; existing values migrate in the same transaction',
  params: byKey,
  body: z.object({
    definition: ProgramDefinitionSchema,
    note: z.string().trim().min(1).max(1000),
    office: z.string().trim().max(100).optional(),
    year: z.number().int().min(2000).max(2100).optional(),
    /** The version that the draft began from; null: a new program. Somebody else's publication in between is told. */
    basedOn: z.number().int().nullable(),
  }),
  response: Published,
  permission: 'programs.define',
});
/** The last publication that went as a job, running or not. */
export const getProgramPublication = endpoint({
  method: 'GET',
  path: '/api/program-designs/:key/publication',
  summary: '发布进度 · how far a publication is; all items are brought to the new version or none',
  params: byKey,
  response: z.object({ publication: ProgramPublication.nullable() }),
  permission: 'programs.define',
});
export const cancelProgramPublication = endpoint({
  method: 'POST',
  path: '/api/program-designs/:key/publication/cancel',
  summary: '停止发布 · the version in force stays, no item is changed',
  params: byKey,
  response: z.object({ publication: ProgramPublication.nullable() }),
  permission: 'programs.define',
});
export const endProgram = endpoint({
  method: 'POST',
  path: '/api/program-designs/:key/end',
  summary: '停用 · nothing is asked any more; items stay readable',
  params: byKey,
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: z.object({ state: z.literal('ended') }),
  permission: 'programs.define',
});
export const renewProgram = endpoint({
  method: 'POST',
  path: '/api/program-designs/:key/renew',
  summary: '续期 · a later sunset, as a version of its own',
  params: byKey,
  body: z.object({ sunset: Day, reason: z.string().trim().min(1).max(1000) }),
  response: Published.omit({ migration: true }),
  permission: 'programs.define',
});
