/** 事项: one item's page, its life (DIS-3.2), monthly reports, evidence, close-out standards, history. */
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, Month, RegionCode } from './figures.ts';
import { ProgramDefinitionSchema, ProgramKey } from './program-definition.ts';
import { FieldValuesSchema, ItemStateName, LedgerRow, ProgramLamp } from './programs.ts';

const itemId = z.object({ id: queryInteger });
const reason = z.string().trim().min(2).max(2000);
const note = z.string().trim().max(4000);
const text = z.string().trim().max(400);

/** 整改措施. */
export const ItemMeasure = z.object({
  id: z.number().int(),
  text: z.string(),
  due: Day.nullable(),
  doneOn: Day.nullable(),
  planned: z.number().nullable(),
  done: z.number().nullable(),
  unit: z.string().nullable(),
  weight: z.number(),
  /** Working days late, 0 when in time. */
  late: z.number().int(),
});

/** 佐证. */
export const ItemEvidence = z.object({
  id: z.number().int(),
  rule: z.string(),
  label: z.string(),
  side: z.enum(['before', 'after']).nullable(),
  pair: z.number().int().nullable(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int(),
  image: z.boolean(),
  takenOn: Day.nullable(),
  state: z.enum(['have', 'refused', 'withdrawn']),
  refusal: z.string().nullable(),
  /** The same picture lies with another item. */
  repeat: z
    .object({
      /** The other item; null: one that the asker does not see. */
      other: z
        .object({
          evidence: z.number().int(),
          item: z.number().int(),
          itemNo: z.number().int(),
          program: ProgramKey,
        })
        .nullable(),
      /** `same`: the same bytes or pixels; `alike`: looks the same. */
      how: z.enum(['same', 'alike']),
      explanation: z.string().nullable(),
      judged: z.enum(['accepted', 'retake']).nullable(),
    })
    .nullable(),
  post: z.string(),
  at: Instant,
});
export type ItemEvidence = z.output<typeof ItemEvidence>;

/** A step of the way: passed, now, ahead; with who, when, how long. */
export const ItemStep = z.object({
  state: ItemStateName,
  status: z.enum(['passed', 'current', 'ahead', 'skipped']),
  on: Day.nullable(),
  until: Day.nullable(),
  post: z.string().nullable(),
  /** Calendar days it took, or has taken so far. */
  days: z.number().int().nullable(),
  /** What is expected: 约 08-02, ≥5 工作日. */
  remark: z.string().nullable(),
});

/** What the asker may do now; `missing` says what still lacks, so that a button can name it. */
export const ItemAct = z.object({
  act: z.string(),
  allowed: z.boolean(),
  /** Why not: `submittedByYou`, `checkedByYou`, `evidenceMissing`, `needsReason` … */
  refusal: z.string().nullable(),
  /** Figures and days of the refusal's words. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Names of evidence, standards, columns or measures that lack. */
  missing: z.array(z.string()),
});

export const ItemReport = z.object({
  id: z.number().int(),
  month: Month,
  kind: z.enum(['progress', 'unchanged', 'none', 'done', 'import']),
  cause: z.string().nullable(),
  note: z.string().nullable(),
  values: FieldValuesSchema,
  answers: z.record(z.string(), z.string()),
  state: z.enum(['sent', 'returned', 'accepted']),
  returnReason: z.string().nullable(),
  post: z.string(),
  at: Instant,
});

export const ItemEvent = z.object({
  id: z.number().int(),
  at: Instant,
  post: z.string(),
  actingFor: z.string().nullable(),
  kind: z.string(),
  from: ItemStateName.nullable(),
  to: ItemStateName.nullable(),
  reason: z.string().nullable(),
  /** Field → [old, new]; other facts by name. */
  detail: z.record(z.string(), z.unknown()),
});

export const ItemPage = LedgerRow.extend({
  program: ProgramKey,
  definition: ProgramDefinitionSchema,
  simulated: z.boolean(),
  level: z.enum(['national', 'province', 'city']),
  kind: z.enum(['immediate', 'dated', 'standing']),
  sourceDocument: z.string().nullable(),
  sourceClause: z.string().nullable(),
  problem: z.string().nullable(),
  target: z.string().nullable(),
  leadUnit: z.string().nullable(),
  supportingUnits: z.array(z.string()),
  leaderPost: z.string().nullable(),
  supervisorUnit: z.string().nullable(),
  acceptorUnit: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  nationalDeadline: Day.nullable(),
  startOn: Day.nullable(),
  pauseUntil: Day.nullable(),
  openedOn: Day,
  closedOn: Day.nullable(),
  /** There is a close-out record (销号单) to print; one that came back keeps it. */
  closeOutRecord: z.boolean(),
  lookBackOn: Day.nullable(),
  returnCount: z.number().int(),
  reboundCount: z.number().int(),
  /** 13710: signed on the day, a plan of measures within 3 working days. */
  clocks: z.array(
    z.object({
      key: z.enum(['sign', 'plan']),
      due: Day,
      doneOn: Day.nullable(),
      state: z.enum(['kept', 'late', 'running']),
    }),
  ),
  steps: z.array(ItemStep),
  /** Returned loops drawn over the way. */
  loops: z.array(z.object({ from: ItemStateName, to: ItemStateName, on: Day, reason: z.string() })),
  acts: z.array(ItemAct),
  /** 省级验收: first and second person, posts only. */
  acceptance: z.array(
    z.object({ post: z.string(), at: Instant.nullable(), you: z.boolean(), note: z.string().nullable() }),
  ),
  measures: z.array(ItemMeasure),
  evidenceList: z.array(ItemEvidence),
  standards: z.array(
    z.object({
      key: z.string(),
      met: z.enum(['evidence', 'notApplicable']).nullable(),
      because: z.string().nullable(),
      evidence: z.number().int().nullable(),
      agreedBy: z.string().nullable(),
    }),
  ),
  reports: z.array(ItemReport),
  notices: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(['objection', 'publicNotice']),
      text: z.string(),
      from: z.string(),
      at: Instant,
      answer: z.string().nullable(),
    }),
  ),
  events: z.array(ItemEvent),
  eventCount: z.number().int(),
  /** In the order of the list the person came from: by number within program and city. */
  neighbours: z.object({ previous: z.number().int().nullable(), next: z.number().int().nullable() }),
});
export type ItemPage = z.output<typeof ItemPage>;

export const getItem = endpoint({
  method: 'GET',
  path: '/api/items/:id',
  summary: '事项 · an item with all that belongs to it',
  params: itemId,
  query: z.object({ lang: Lang.default('zh') }),
  response: ItemPage,
  permission: 'programs.read',
});
export const listItemEvents = endpoint({
  method: 'GET',
  path: '/api/items/:id/events',
  params: itemId,
  query: z.object({
    cursor: queryInteger.optional(),
    limit: queryInteger.pipe(z.number().min(1).max(200)).default(50),
  }),
  response: pageOf(ItemEvent),
  permission: 'programs.read',
});
export const listItemEventsXlsx = endpoint({
  method: 'GET',
  path: '/api/items/:id/events.xlsx',
  params: itemId,
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** What an item is made with; `values` by field key. */
export const NewItem = z.object({
  values: FieldValuesSchema,
  city: RegionCode,
  county: RegionCode.nullable().default(null),
  township: text.nullable().default(null),
  site: text.nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  level: z.enum(['national', 'province', 'city']).default('province'),
  kind: z.enum(['immediate', 'dated', 'standing']).default('dated'),
  sourceDocument: text.nullable().default(null),
  sourceClause: text.nullable().default(null),
  /** Verbatim, never paraphrased. */
  problem: z.string().max(20_000).nullable().default(null),
  target: z.string().max(20_000).nullable().default(null),
  leadUnit: text.nullable().default(null),
  supportingUnits: z.array(text).max(20).default([]),
  leaderPost: text.nullable().default(null),
  supervisorUnit: text.nullable().default(null),
  acceptorUnit: text.nullable().default(null),
  startOn: Day.nullable().default(null),
  deadline: Day.nullable().default(null),
  nationalDeadline: Day.nullable().default(null),
  openedOn: Day.optional(),
  measures: z
    .array(
      z.object({
        text: z.string().trim().min(1).max(2000),
        due: Day.nullable().default(null),
        planned: z.number().nullable().default(null),
        unit: z.string().max(20).nullable().default(null),
        weight: z.number().positive().default(1),
      }),
    )
    .max(100)
    .default([]),
});
export const createItem = endpoint({
  method: 'POST',
  path: '/api/programs/:key/items',
  summary: '新建事项 · one item by hand',
  params: z.object({ key: ProgramKey }),
  body: NewItem.extend({ issue: z.boolean().default(false) }),
  response: ItemPage,
  permission: 'items.assign',
});
/** Change what comes from above: only who issues; the national deadline never moves later (DIS-3.2). */
export const changeItem = endpoint({
  method: 'PATCH',
  path: '/api/items/:id',
  params: itemId,
  // What is not named stays: without the defaults of a new item.
  body: z.object({
    values: FieldValuesSchema.optional(),
    county: RegionCode.nullable().optional(),
    township: text.nullable().optional(),
    site: text.nullable().optional(),
    longitude: z.number().min(-180).max(180).nullable().optional(),
    latitude: z.number().min(-90).max(90).nullable().optional(),
    level: z.enum(['national', 'province', 'city']).optional(),
    kind: z.enum(['immediate', 'dated', 'standing']).optional(),
    sourceDocument: text.nullable().optional(),
    sourceClause: text.nullable().optional(),
    problem: z.string().max(20_000).nullable().optional(),
    target: z.string().max(20_000).nullable().optional(),
    leadUnit: text.nullable().optional(),
    supportingUnits: z.array(text).max(20).optional(),
    leaderPost: text.nullable().optional(),
    supervisorUnit: text.nullable().optional(),
    acceptorUnit: text.nullable().optional(),
    startOn: Day.nullable().optional(),
    deadline: Day.nullable().optional(),
    nationalDeadline: Day.nullable().optional(),
    revision: z.number().int(),
    reason,
  }),
  response: ItemPage,
  permission: 'items.assign',
});
/** 整改措施: planned by who rectifies, within 3 days of signing. */
export const putItemMeasures = endpoint({
  method: 'PUT',
  path: '/api/items/:id/measures',
  params: itemId,
  body: z.object({
    revision: z.number().int(),
    measures: z
      .array(
        z.object({
          id: z.number().int().optional(),
          text: z.string().trim().min(1).max(2000),
          due: Day.nullable(),
          doneOn: Day.nullable(),
          planned: z.number().nullable(),
          done: z.number().nullable(),
          unit: z.string().max(20).nullable(),
          weight: z.number().positive().default(1),
        }),
      )
      .max(100),
  }),
  response: ItemPage,
  permission: 'items.report',
});

/** Every act on an item; which are allowed now stands in `ItemPage.acts`. */
export const ItemActBody = z.discriminatedUnion('act', [
  z.object({ act: z.literal('issue') }),
  z.object({ act: z.literal('sign') }),
  z.object({ act: z.literal('askExtension'), until: Day, reason }),
  z.object({ act: z.literal('approveExtension'), note: note.default('') }),
  z.object({ act: z.literal('denyExtension'), reason }),
  z.object({ act: z.literal('apply'), note: note.default('') }),
  z.object({
    act: z.literal('check'),
    visitedOn: Day,
    /** Posts of those who went; at least as many as the program demands. */
    visitors: z.array(z.string().trim().min(1).max(80)).max(10),
    note: note.default(''),
  }),
  z.object({ act: z.literal('accept'), note: note.default('') }),
  /** Back to 整改中, from any judging state; the reason is told to who must act. */
  z.object({ act: z.literal('return'), reason }),
  z.object({ act: z.literal('object'), text: reason, from: z.string().trim().min(1).max(80) }),
  z.object({
    act: z.literal('answerObjection'),
    notice: z.number().int(),
    answer: reason,
    upheld: z.boolean(),
  }),
  z.object({ act: z.literal('publish'), link: z.string().trim().min(1).max(400) }),
  z.object({ act: z.literal('startLookBack') }),
  z.object({ act: z.literal('passLookBack'), note: note.default('') }),
  z.object({ act: z.literal('rebound'), reason }),
  z.object({ act: z.literal('makeStanding'), reason }),
  z.object({ act: z.literal('recheckStanding'), note: reason }),
  z.object({ act: z.literal('pause'), until: Day, reason }),
  z.object({ act: z.literal('resume'), reason }),
  z.object({ act: z.literal('comment'), text: reason }),
  z.object({ act: z.literal('overrideLamp'), lamp: ProgramLamp, reason }),
  /** By a second person (DIS-12). */
  z.object({ act: z.literal('confirmLamp') }),
  z.object({ act: z.literal('liftLamp'), reason }),
]);
export type ItemActBody = z.output<typeof ItemActBody>;
export const actOnItem = endpoint({
  method: 'POST',
  path: '/api/items/:id/acts',
  summary: '办理 · an act of an item’s life; who may do what is decided act by act',
  params: itemId,
  body: z.object({ revision: z.number().int(), body: ItemActBody }),
  response: ItemPage,
  permission: 'programs.read',
});

/** One row of a monthly report. */
export const ReportRow = z.object({
  item: z.number().int(),
  /** The revision the form was filled from; another one means a clash, answered with both values. */
  revision: z.number().int(),
  kind: z.enum(['progress', 'unchanged', 'none', 'done']),
  values: FieldValuesSchema.default({}),
  cause: z.string().trim().max(200).nullable().default(null),
  note: z.string().trim().max(4000).nullable().default(null),
  /** Question key → cause or words: answers to what was asked. */
  answers: z.record(z.string(), z.string().trim().min(1).max(400)).default({}),
});
export const ReportOutcome = z.object({
  item: z.number().int(),
  outcome: z.enum(['sent', 'same', 'ask', 'refused', 'clash']),
  /** To be answered before it goes. */
  questions: z.array(z.object({ key: z.string(), say: z.string(), causes: z.array(z.string()) })),
  issues: z.array(z.object({ field: z.string(), say: z.string() })),
  /** Of a clash: what stands there now. */
  current: z.object({ revision: z.number().int(), values: FieldValuesSchema }).nullable(),
  /** What sending changes: 提交后这一行会变成. */
  after: z
    .object({
      progress: z.number().nullable(),
      planned: z.number().nullable(),
      lamp: ProgramLamp,
      reason: z.string(),
    })
    .nullable(),
  revision: z.number().int().nullable(),
});
export type ReportOutcome = z.output<typeof ReportOutcome>;

/** Good rows go in as one transaction, the others come back with what is asked; sending the same again is harmless. */
export const sendReports = endpoint({
  method: 'POST',
  path: '/api/item-reports',
  summary: '月报 · send reports of a month; dry: only ask',
  body: z.object({
    month: Month,
    /** Made once on the device for this sending. */
    deviceKey: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
    dry: z.boolean().default(false),
    lang: Lang.default('zh'),
    rows: z.array(ReportRow).min(1).max(2000),
  }),
  response: z.object({ sent: z.number().int(), outcomes: z.array(ReportOutcome) }),
  permission: 'items.report',
});

/** The one above returns or takes note; it never overwrites. */
export const judgeReport = endpoint({
  method: 'POST',
  path: '/api/item-reports/:id/judgement',
  params: itemId,
  body: z.discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('accept') }),
    z.object({ verdict: z.literal('return'), reason }),
  ]),
  response: ItemPage,
  permission: 'items.check',
});

/** Multipart: rule, label, side, pair, takenOn, file. Images are turned upright, stripped and hashed. */
export const addEvidence = endpoint({
  method: 'POST',
  path: '/api/items/:id/evidence',
  params: itemId,
  query: z.object({
    rule: z.string().max(40),
    label: z.string().trim().max(80).default(''),
    side: z.enum(['before', 'after']).optional(),
    pair: queryInteger.optional(),
    takenOn: Day.optional(),
    /** Made once on the device: sending again after a lost answer adds nothing. */
    deviceKey: z
      .string()
      .regex(/^[A-Za-z0-9-]{8,64}$/)
      .optional(),
  }),
  body: 'upload',
  response: ItemEvidence,
  permission: 'items.report',
});
export const getEvidenceFile = endpoint({
  method: 'GET',
  path: '/api/evidence/:id/file',
  params: itemId,
  query: z.object({ size: z.enum(['thumb', 'full']).default('full') }),
  response: 'file',
  permission: 'programs.read',
});
export const judgeEvidence = endpoint({
  method: 'POST',
  path: '/api/evidence/:id/acts',
  params: itemId,
  body: z.discriminatedUnion('act', [
    z.object({ act: z.literal('withdraw'), reason }),
    z.object({ act: z.literal('refuse'), reason }),
    z.object({ act: z.literal('explainRepeat'), text: reason }),
    z.object({ act: z.literal('acceptRepeat') }),
    z.object({ act: z.literal('demandRetake'), reason }),
  ]),
  response: ItemEvidence,
  permission: 'programs.read',
});

export const putItemStandard = endpoint({
  method: 'PUT',
  path: '/api/items/:id/standards/:standard',
  params: itemId.extend({ standard: z.string().max(40) }),
  body: z.discriminatedUnion('met', [
    z.object({ met: z.literal('evidence'), evidence: z.number().int() }),
    z.object({ met: z.literal('notApplicable'), because: reason }),
    z.object({ met: z.literal('none') }),
  ]),
  response: ItemPage,
  permission: 'programs.read',
});

/** 销号单: the close-out record, with the acceptors' posts printed (谁验收、谁负责). */
export const getCloseOutRecord = endpoint({
  method: 'GET',
  path: '/api/items/:id/close-out',
  params: itemId,
  query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
  response: 'file',
  permission: 'programs.read',
});

/** 回头看: draw the sample of closed items whose look-back is due; at least the program's share. */
export const drawLookBacks = endpoint({
  method: 'POST',
  path: '/api/programs/:key/look-backs',
  params: z.object({ key: ProgramKey }),
  body: z.object({ share: z.number().min(0).max(100).optional() }),
  response: z.object({ due: z.number().int(), drawn: z.number().int(), items: z.array(z.number().int()) }),
  permission: 'items.lookBack',
});
