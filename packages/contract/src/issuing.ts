/**
 * 发文: what bulletins, papers and releases share — figures that a text refers to, edits laid over a composed document,
 * templates, distribution with copy numbers, the months whose data are reviewed.
 */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Instant, Lang, Month, WhyKey } from './figures.ts';

/** What an edit or a copy belongs to. */
export const DocumentOwner = z.enum(['bulletin', 'paper', 'release']);
export type DocumentOwner = z.infer<typeof DocumentOwner>;

/**
 * A piece of an edited paragraph: words, or a reference to a figure of the document. A figure's digits are never typed:
 * they are those of the figure as it stands, live until the document is frozen, then as of the freezing.
 */
export const EditRun = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().max(4000), bold: z.boolean().optional() }),
  z.object({ kind: z.literal('figure'), id: z.string().min(1).max(200) }),
]);
export type EditRun = z.infer<typeof EditRun>;

/** A figure that texts may refer to. */
export const PaperFigure = z.object({
  id: z.string(),
  /** What it is, in words: 大同市 清洁取暖 落后序时. */
  label: z.string(),
  text: z.string(),
  unit: z.string().default(''),
  why: WhyKey.nullable().default(null),
});
export type PaperFigure = z.output<typeof PaperFigure>;

/** A text of a table, as the editor shows it. */
const TablePiece = z.object({
  /** What edits refer to; null: a figure, or what no hand changes. */
  key: z.string().nullable(),
  runs: z.array(EditRun),
  origin: z.enum(['composed', 'edited']),
  stale: z.boolean(),
  composed: z.array(EditRun),
});
export type TablePiece = z.output<typeof TablePiece>;

/** A table of a document: its words are changed cell by cell, its figures never; rows are taken out and put back. */
export const EditableTable = z.object({
  caption: TablePiece.nullable(),
  columns: z.array(
    z.object({ name: z.string(), width: z.number(), align: z.enum(['left', 'center', 'decimal']) }),
  ),
  header: z.array(z.array(TablePiece.extend({ colSpan: z.number().int(), rowSpan: z.number().int() }))),
  rows: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      removed: z.boolean(),
      emphasis: z.boolean(),
      cells: z.array(TablePiece.extend({ figure: z.string().nullable(), bold: z.boolean() })),
    }),
  ),
  notes: z.array(TablePiece),
});
export type EditableTable = z.output<typeof EditableTable>;

/** A block of a document that can be edited, as the editor shows it. Charts and red heads are not. */
export const EditableBlock = z.object({
  /** Stable over re-composition: 's2.p1'. */
  key: z.string().min(1).max(300),
  kind: z.enum(['title', 'recipients', 'heading', 'paragraph', 'remark', 'table']),
  level: z.number().int().min(1).max(3).nullable(),
  runs: z.array(EditRun),
  /** Composed by the system, changed by hand, or added by hand. */
  origin: z.enum(['composed', 'edited', 'added']),
  /** The composed words changed since the edit was made (data moved): show both. */
  stale: z.boolean(),
  /** What the system composes here now; null for an added paragraph. */
  composed: z.array(EditRun).nullable(),
  /** What may be done here, in a document that may be edited. */
  can: z.object({ write: z.boolean(), insert: z.boolean(), remove: z.boolean() }),
  table: EditableTable.nullable(),
});
export type EditableBlock = z.output<typeof EditableBlock>;

/**
 * One act of editing. `block` is a block's key or, in a table, the address of a text or a row: 'table:work/heating/reason'.
 * A row is removed with a reason. `insert` puts a paragraph after `block`; `restore` gives the composed words back. */
export const DocumentEditInput = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('replace'),
    block: z.string().min(1).max(300),
    runs: z.array(EditRun).min(1).max(400),
  }),
  z.object({
    act: z.literal('insert'),
    block: z.string().min(1).max(300),
    runs: z.array(EditRun).min(1).max(400),
  }),
  z.object({
    act: z.literal('remove'),
    block: z.string().min(1).max(300),
    reason: z.string().trim().min(1).max(200).optional(),
  }),
  z.object({ act: z.literal('restore'), block: z.string().min(1).max(300) }),
]);
export type DocumentEditInput = z.input<typeof DocumentEditInput>;

/** 修改痕迹: one edit as history shows it; posts, never persons. */
export const DocumentEdit = z.object({
  id: z.number().int(),
  block: z.string(),
  act: z.enum(['replace', 'insert', 'remove', 'restore']),
  before: z.string(),
  after: z.string(),
  /** Why it was removed; empty where nobody was asked. */
  reason: z.string(),
  /** Where in a table; null for blocks. Names are empty where they are no longer in the document. */
  place: z
    .object({
      part: z.enum(['cell', 'row', 'column', 'caption', 'note']),
      table: z.string(),
      row: z.string(),
      column: z.string(),
    })
    .nullable(),
  /** What it changed is no longer in the document. */
  lost: z.boolean(),
  post: z.string(),
  actingFor: z.string().nullable(),
  at: Instant,
});
export type DocumentEdit = z.output<typeof DocumentEdit>;

/** Everything the editor needs of one document. */
export const DocumentDesk = z.object({
  owner: DocumentOwner,
  id: z.number().int(),
  title: z.string(),
  revision: z.number().int(),
  editable: z.boolean(),
  /** Null: figures are live; else the moment they were frozen. */
  frozenAt: Instant.nullable(),
  asOf: Instant,
  /** The data have changed since; the draft is being made anew. */
  updating: z.boolean(),
  simulated: z.boolean(),
  blocks: z.array(EditableBlock),
  figures: z.array(PaperFigure),
  /** Numbers typed into words that read like a figure of the document: the reference is offered instead. */
  warnings: z.array(z.object({ block: z.string(), text: z.string(), figures: z.array(z.string()) })),
  edits: z.array(DocumentEdit),
});
export type DocumentDesk = z.output<typeof DocumentDesk>;

const ownerParams = z.object({ owner: DocumentOwner, id: queryInteger });

export const getDocumentDesk = endpoint({
  method: 'GET',
  path: '/api/documents/:owner/:id/desk',
  summary: '编辑文稿 · a document with its blocks, figures and edits',
  params: ownerParams,
  query: z.object({ lang: Lang.default('zh') }),
  response: DocumentDesk,
  permission: 'papers.draft',
});
/**
 * One edit; `revision` is the one the editor saw. Where the document has changed since, in another paragraph or by following
 * its figures, the edit still holds as long as its own paragraph reads as in `seen` (null: nothing stood there); otherwise it
 * answers `document.changed`.
 */
export const postDocumentEdit = endpoint({
  method: 'POST',
  path: '/api/documents/:owner/:id/edits',
  summary: '修改文稿一处 · one edit of a document',
  params: ownerParams,
  body: z.object({
    revision: z.number().int(),
    edit: DocumentEditInput,
    seen: z.array(EditRun).max(400).nullable().optional(),
  }),
  response: DocumentDesk,
  permission: 'papers.draft',
});

/** 模板: kinds whose words an office changes without code. */
export const templateKinds = [
  'bulletin',
  'notice',
  'agenda',
  'review',
  'city-paper',
  'speech',
  'minutes',
  'letter',
  'release',
] as const;
export const TemplateKind = z.enum(templateKinds);
export type TemplateKind = z.infer<typeof TemplateKind>;

/**
 * A template: paragraphs in order. Text takes placeholders `{{会议名称}}` and repeated parts `{{#承诺}}…{{/承诺}}` from the
 * kind's catalogue (`getTemplate` lists them with examples); `{{figure}}` placeholders become references.
 */
export const TemplatePart = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  kind: z.enum(['title', 'recipients', 'heading', 'paragraph', 'list', 'part', 'remark']),
  level: z.number().int().min(1).max(3).nullable().default(null),
  text: z.string().max(8000),
  on: z.boolean().default(true),
});
export type TemplatePart = z.output<typeof TemplatePart>;
export const TemplateBody = z.object({ parts: z.array(TemplatePart).min(1).max(80) });
export type TemplateBody = z.output<typeof TemplateBody>;

export const TemplateRow = z.object({
  kind: TemplateKind,
  name: z.string(),
  /** 0: the program's own. */
  version: z.number().int(),
  changedPost: z.string().nullable(),
  changedAt: Instant.nullable(),
});
export type TemplateRow = z.output<typeof TemplateRow>;
export const Template = TemplateRow.extend({
  body: TemplateBody,
  /** What may be used, with what it would say now. */
  placeholders: z.array(
    z.object({
      name: z.string(),
      example: z.string(),
      repeats: z.boolean(),
      within: z.string().nullable(),
    }),
  ),
  /** Chapters and tables the program makes: the text of a part of kind `part` is one of these. */
  parts: z.array(z.string()),
  versions: z.array(z.object({ version: z.number().int(), post: z.string(), at: Instant, note: z.string() })),
});
export type Template = z.output<typeof Template>;

export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/templates',
  summary: '文稿模板 · the templates',
  response: z.object({ items: z.array(TemplateRow) }),
  permission: 'papers.write',
});
export const getTemplate = endpoint({
  method: 'GET',
  path: '/api/templates/:kind',
  params: z.object({ kind: TemplateKind }),
  query: z.object({ version: queryInteger.optional() }),
  response: Template,
  permission: 'papers.write',
});
export const putTemplate = endpoint({
  method: 'PUT',
  path: '/api/templates/:kind',
  summary: '保存模板新版本 · a new version of a template',
  params: z.object({ kind: TemplateKind }),
  body: z.object({ version: z.number().int(), body: TemplateBody, note: z.string().max(400).default('') }),
  response: Template,
  permission: 'templates.write',
});
/** The template's text over the newest meeting's facts, as HTML, before it is saved. */
export const previewTemplate = endpoint({
  method: 'POST',
  path: '/api/templates/:kind/preview',
  params: z.object({ kind: TemplateKind }),
  body: z.object({ body: TemplateBody }),
  response: z.object({
    html: z.string(),
    problems: z.array(z.object({ part: z.string(), message: z.string() })),
  }),
  permission: 'templates.write',
});

/** 分发: one copy to one person. */
export const PaperCopy = z.object({
  copyNo: z.number().int(),
  post: z.string(),
  userId: z.number().int(),
  sentAt: Instant,
  sentPost: z.string(),
  readAt: Instant.nullable(),
  downloads: z.number().int(),
  withdrawn: z.boolean(),
});
export type PaperCopy = z.output<typeof PaperCopy>;

export const listCopies = endpoint({
  method: 'GET',
  path: '/api/documents/:owner/:id/copies',
  summary: '分发与阅读 · to whom a document went and who opened it',
  params: ownerParams,
  response: z.object({
    items: z.array(PaperCopy),
    /** Finished or issued: it can be sent. */
    sendable: z.boolean(),
    /** Whom it can be sent to: who may read papers. */
    people: z.array(z.object({ id: z.number().int(), post: z.string() })),
    /** By venue, by city, the department: to choose many at once. */
    groups: z.array(z.object({ name: z.string(), people: z.array(z.number().int()) })),
  }),
  permission: 'papers.write',
});
export const listCopiesXlsx = endpoint({
  method: 'GET',
  path: '/api/documents/:owner/:id/copies.xlsx',
  params: ownerParams,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'papers.write',
});
export const sendCopies = endpoint({
  method: 'POST',
  path: '/api/documents/:owner/:id/copies',
  summary: '分发给这些人 · send a document to people',
  params: ownerParams,
  body: z.object({ to: z.array(z.number().int().positive()).min(1).max(2000) }),
  response: z.object({ sent: z.number().int(), already: z.number().int() }),
  permission: 'papers.write',
});
export const withdrawCopy = endpoint({
  method: 'POST',
  path: '/api/documents/:owner/:id/copies/:userId/withdrawal',
  params: ownerParams.extend({ userId: queryInteger }),
  response: z.object({ withdrawn: z.boolean() }),
  permission: 'papers.write',
});

/** 我收到的材料. */
export const ReceivedPaper = z.object({
  owner: DocumentOwner,
  id: z.number().int(),
  title: z.string(),
  kind: z.string(),
  meeting: z.object({ id: z.number().int(), title: z.string(), startsAt: Instant }).nullable(),
  copyNo: z.number().int(),
  sentAt: Instant,
  readAt: Instant.nullable(),
});
export type ReceivedPaper = z.output<typeof ReceivedPaper>;
export const listReceivedPapers = endpoint({
  method: 'GET',
  path: '/api/papers/received',
  summary: '我收到的材料 · papers sent to me',
  response: z.object({ items: z.array(ReceivedPaper) }),
  permission: 'papers.read',
});

/** 数据审核: months whose readings the monitoring centre has reviewed; only these may be the ground of a pledge (DIS-6.3). */
export const DataReview = z.object({
  month: Month,
  reviewed: z.boolean(),
  document: z.string(),
  note: z.string(),
  post: z.string().nullable(),
  at: Instant.nullable(),
});
export type DataReview = z.output<typeof DataReview>;
export const listDataReviews = endpoint({
  method: 'GET',
  path: '/api/data-reviews',
  summary: '各月数据审核 · which months are reviewed',
  response: z.object({ items: z.array(DataReview) }),
  permission: 'figures.read',
});
export const putDataReview = endpoint({
  method: 'PUT',
  path: '/api/data-reviews/:month',
  summary: '确认本月数据已审核 · say that a month is reviewed',
  params: z.object({ month: Month }),
  body: z.object({
    reviewed: z.boolean(),
    document: z.string().trim().max(200),
    note: z.string().trim().max(1000),
  }),
  response: DataReview,
  permission: 'readings.review',
});

/** 发文机关 and numbering: which 机关代字 each kind of paper is numbered under (DIS-7.5). */
export const NumberRule = z.object({
  kind: z.enum(['bulletin', 'notice', 'minutes', 'letter', 'supervision', 'release']),
  /** 晋环发; null: as derived from the province. */
  prefix: z.string().trim().min(1).max(20).nullable(),
  /** `year`: 晋环函〔2026〕12号 · `issue`: 第12期. */
  style: z.enum(['year', 'issue']),
});
export type NumberRule = z.output<typeof NumberRule>;
export const NumberRules = z.object({
  rules: z.array(NumberRule),
  /** What each kind's next number would be. */
  next: z.array(z.object({ kind: z.string(), prefix: z.string(), number: z.string() })),
});
export type NumberRules = z.output<typeof NumberRules>;
export const getNumberRules = endpoint({
  method: 'GET',
  path: '/api/number-rules',
  response: NumberRules,
  permission: 'papers.write',
});
export const putNumberRules = endpoint({
  method: 'PUT',
  path: '/api/number-rules',
  body: z.object({ rules: z.array(NumberRule) }),
  response: NumberRules,
  permission: 'templates.write',
});
