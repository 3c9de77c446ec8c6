/**
 * 会议材料 and what follows a meeting: papers per meeting with their state, files, freezing; commitments with their
 * results; minutes, tasks, letters.
 */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, RegionCode } from './figures.ts';
import { RecordMeasure } from './stage.ts';

/** 会议通知 · 议程 · 上次要求与承诺兑现 · 点评参考卡 · 各市材料 · 发言稿 · 纪要 · 函. */
export const paperKinds = [
  'notice',
  'agenda',
  'review',
  'comment-card',
  'city-paper',
  'speech',
  'minutes',
  'letter',
] as const;
export const PaperKind = z.enum(paperKinds);
export type PaperKind = z.infer<typeof PaperKind>;
export const PaperFormat = z.enum(['html', 'docx', 'pdf', 'pptx']);
export type PaperFormat = z.infer<typeof PaperFormat>;

export const Paper = z.object({
  id: z.number().int(),
  kind: PaperKind,
  meeting: z.number().int().nullable(),
  subject: z.string(),
  city: RegionCode.nullable(),
  title: z.string(),
  state: z.enum(['draft', 'final', 'issued', 'withdrawn']),
  confidentiality: z.enum(['public', 'internal']),
  revision: z.number().int(),
  composedAt: Instant,
  asOf: Instant,
  frozenAt: Instant.nullable(),
  number: z.string().nullable(),
  simulated: z.boolean(),
  edits: z.number().int(),
  /** How many it went to and how many opened it: told to who distributes papers, else null. */
  copies: z.object({ sent: z.number().int(), read: z.number().int() }).nullable(),
  issuedAt: Instant.nullable(),
  issuedPost: z.string().nullable(),
  formats: z.array(PaperFormat),
  can: z.object({ edit: z.boolean(), finish: z.boolean(), issue: z.boolean(), send: z.boolean() }),
});
export type Paper = z.output<typeof Paper>;

const byId = z.object({ id: queryInteger });
const lang = z.object({ lang: Lang.default('zh') });
const papers = z.object({ items: z.array(Paper) });

export const listPapers = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/papers',
  summary: '会议材料 · the papers of a meeting, as far as one may see them',
  params: byId,
  query: lang,
  /** `updating`: the data have changed since the drafts were made; they are being made anew. */
  response: papers.extend({ updating: z.boolean() }),
  permission: 'papers.read',
});
/** Make every paper of the meeting from the figures as they stand; drafts are renewed, edits kept, finished ones left. */
export const composePapers = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/papers',
  summary: '生成会议材料 · make the papers',
  params: byId,
  query: lang,
  body: z.object({ kinds: z.array(PaperKind).max(8).optional() }),
  response: papers,
  permission: 'papers.write',
});
/** 定稿: papers and screen pages keep their figures from here on; the meeting is ready. Needs a closed period. */
export const freezeMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/freezing',
  summary: '定稿并冻结数字 · freeze the figures of all papers',
  params: byId,
  query: lang,
  response: papers,
  permission: 'papers.write',
});
export const getPaper = endpoint({
  method: 'GET',
  path: '/api/papers/:id',
  params: byId,
  query: lang,
  response: Paper,
  permission: 'papers.read',
});
/** The paper as page, DOCX or PDF; an own copy carries its number and the reader's post as watermark, and counts as read. */
export const getPaperFile = endpoint({
  method: 'GET',
  path: '/api/papers/:id/files/:format',
  params: byId.extend({ format: PaperFormat }),
  query: lang,
  response: 'file',
  permission: 'papers.read',
});
export const setPaperState = endpoint({
  method: 'POST',
  path: '/api/papers/:id/state',
  summary: '定稿、退回修改、撤回 · finish a paper, open it again, withdraw it',
  params: byId,
  query: lang,
  body: z.object({
    state: z.enum(['draft', 'final', 'withdrawn']),
    reason: z.string().trim().max(400).default(''),
  }),
  response: Paper,
  permission: 'papers.write',
});
/** 签发 (minutes, letters, notices): takes a number, never changed again. Minutes with gaps are refused (`minutes.incomplete`). */
export const issuePaper = endpoint({
  method: 'POST',
  path: '/api/papers/:id/issue',
  summary: '签发 · issue minutes, a letter or a notice under a number',
  params: byId,
  query: lang,
  response: Paper,
  permission: 'papers.issue',
});
/** A letter (函, 预警函, 督办函) to one city or unit. */
export const postLetter = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/letters',
  params: byId,
  query: lang,
  body: z.object({
    kind: z.enum(['supervision', 'warning', 'plain']),
    city: RegionCode,
    matter: z.string().trim().min(2).max(120),
    /** Lines of the record it presses. */
    lines: z.array(z.uuid()).max(40),
    due: Day.nullable(),
  }),
  response: Paper,
  permission: 'papers.write',
});
/** A city writes and hands in its own speech; the skeleton names cause, measures, date, owner (DIS-6.2). */
export const handInSpeech = endpoint({
  method: 'POST',
  path: '/api/papers/:id/hand-in',
  summary: '交发言稿 · hand in a speech',
  params: byId,
  query: lang,
  response: Paper,
  permission: 'papers.draft',
});

/** 承诺—兑现. */
export const Commitment = z.object({
  id: z.number().int(),
  meeting: z.object({ id: z.number().int(), title: z.string(), startsAt: Instant }),
  city: RegionCode,
  program: z.string().nullable(),
  programName: z.string().nullable(),
  text: z.string(),
  measure: RecordMeasure.nullable(),
  madeOn: Day,
  due: Day,
  state: z.enum(['open', 'kept', 'late', 'broken', 'withdrawn']),
  result: z.string().nullable(),
  /** What the figures say, before a person decides; with the day they stand at. */
  suggestion: z
    .object({
      verdict: z.enum(['kept', 'late', 'broken', 'open']),
      text: z.string(),
      value: z.number().nullable(),
      reviewed: z.boolean(),
    })
    .nullable(),
  settledIn: z.object({ id: z.number().int(), title: z.string() }).nullable(),
  settledPost: z.string().nullable(),
  simulated: z.boolean(),
  can: z.object({ settle: z.boolean() }),
});
export type Commitment = z.output<typeof Commitment>;
const CommitmentFilter = lang.extend({
  meeting: queryInteger.optional(),
  /** Promises that are due by this meeting. */
  before: queryInteger.optional(),
  city: RegionCode.optional(),
  state: z.enum(['open', 'kept', 'late', 'broken', 'withdrawn']).optional(),
});
export const listCommitments = endpoint({
  method: 'GET',
  path: '/api/commitments',
  summary: '承诺与兑现 · commitments and their results',
  query: CommitmentFilter,
  response: z.object({ items: z.array(Commitment) }),
  permission: 'meetings.read',
});
export const listCommitmentsXlsx = endpoint({
  method: 'GET',
  path: '/api/commitments.xlsx',
  query: CommitmentFilter,
  response: 'file',
  permission: 'meetings.read',
});
export const settleCommitment = endpoint({
  method: 'POST',
  path: '/api/commitments/:id/settlement',
  summary: '认定兑现 · settle a commitment',
  params: byId,
  query: lang,
  body: z.object({
    state: z.enum(['kept', 'late', 'broken', 'withdrawn', 'open']),
    result: z.string().trim().max(400),
    value: z.number().nullable().default(null),
    meeting: z.number().int().nullable().default(null),
    reason: z.string().trim().max(400).default(''),
  }),
  response: Commitment,
  permission: 'meetings.record',
});

/** 会后: what the meeting left to do, and how far it is. */
export const FollowUp = z.object({
  minutes: Paper.nullable(),
  /** Lines that keep the minutes from being issued. */
  gaps: z.array(z.object({ clientKey: z.uuid(), text: z.string(), missing: z.array(z.string()) })),
  requirements: z.number().int(),
  tasks: z.array(
    z.object({
      id: z.number().int(),
      no: z.string(),
      text: z.string(),
      city: RegionCode.nullable(),
      ownerPost: z.string(),
      deadline: Day.nullable(),
      lamp: z.enum(['blue', 'green', 'yellow', 'red', 'grey']),
      state: z.string(),
      /** 13710: signed the same day, arranged within 3 days. */
      signedOn: Day.nullable(),
      arrangedOn: Day.nullable(),
      arrangedDue: Day.nullable(),
      /** What the record says otherwise since: the task was taken up and changes by its own acts alone. */
      apart: z.array(z.enum(['withdrawn', 'text', 'deadline', 'owner', 'unit', 'measure'])),
    }),
  ),
  /** T+3 by city. */
  cities: z.array(
    z.object({
      city: RegionCode,
      tasks: z.number().int(),
      signed: z.number().int(),
      arranged: z.number().int(),
      /** Open, the third day past, and nothing arranged. */
      unarranged: z.number().int(),
      /** Open past the deadline now. */
      late: z.number().int(),
      /** Not late now, but arranged or done too late. */
      wasLate: z.number().int(),
      closed: z.number().int(),
      commitments: z.number().int(),
      kept: z.number().int(),
    }),
  ),
  commitments: z.array(Commitment),
  letters: z.array(Paper),
  release: z.object({ id: z.number().int(), title: z.string(), state: z.string() }).nullable(),
  can: z.object({ draft: z.boolean(), issue: z.boolean(), tasks: z.boolean(), release: z.boolean() }),
});
export type FollowUp = z.output<typeof FollowUp>;
export const getFollowUp = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/follow-up',
  summary: '会后落实 · what the meeting left to do',
  params: byId,
  query: lang,
  response: FollowUp,
  permission: 'meetings.read',
});
export const getFollowUpXlsx = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/follow-up.xlsx',
  params: byId,
  query: lang,
  response: 'file',
  permission: 'meetings.read',
});
/** Draft the minutes from the record, or draft them anew: edits stay. */
export const draftMinutes = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/minutes',
  summary: '由记录起草纪要 · draft the minutes',
  params: byId,
  query: lang,
  response: Paper,
  permission: 'papers.write',
});
/** Requirements become tasks, commitments entries of the book; doing it again makes only what is missing. */
export const makeTasks = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/tasks',
  summary: '要求转任务、承诺入账 · requirements become tasks, commitments are booked',
  params: byId,
  query: lang,
  response: FollowUp,
  permission: 'tasks.write',
});

/** Slides of the meeting's pages for the hall, and every paper in one archive. */
export const getMeetingDeck = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/deck.pptx',
  params: byId,
  response: 'file',
  permission: 'meetings.drive',
});
export const getMeetingArchive = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/papers.zip',
  params: byId,
  response: 'file',
  permission: 'papers.write',
});
