/**
 * 会中: one state that every venue's screen follows, the speaker's clock, and what is recorded while people speak. The
 * server's state is the truth; screens land on it whenever they come (back), recorders' lines carry a key of their own so
 * that sending one again does no harm.
 */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, RegionCode } from './figures.ts';
import { AgendaKind } from './meetings.ts';
import { ScreenPage } from './screen-page.ts';

/** 剩余 1:58: counted by every screen from the server's moment; `seconds` planned, `used` before the running stretch. */
export const StageTimer = z.object({
  item: z.number().int(),
  seconds: z.number().int(),
  used: z.number().int(),
  /** Null: paused. */
  startedAt: Instant.nullable(),
});
export type StageTimer = z.output<typeof StageTimer>;

/** One strip entry on top of the hall's screen, and the chair's agenda. */
export const StageAgendaItem = z.object({
  id: z.number().int(),
  parent: z.number().int().nullable(),
  kind: AgendaKind,
  title: z.string(),
  speaker: z.string(),
  city: RegionCode.nullable(),
  program: z.string().nullable(),
  minutes: z.number().int(),
  /** Of its own and of what stands below it, without the running stretch (that is the timer's). */
  usedSeconds: z.number().int(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** Short reason: 清洁取暖 −18.4 点. */
  note: z.string(),
});
export type StageAgendaItem = z.output<typeof StageAgendaItem>;

/** Version of a page that a hall may not load yet: it has its place in the order, and neither key nor title. */
export const CLOSED_PAGE = 0;

/** What every screen gets, at once on opening and at each change. */
export const StageState = z.object({
  meeting: z.number().int(),
  title: z.string(),
  state: z.enum(['planned', 'preparing', 'ready', 'live', 'ended', 'followed', 'cancelled']),
  revision: z.number().int(),
  page: z.string().nullable(),
  sub: z.number().int(),
  blank: z.boolean(),
  agendaItem: z.number().int().nullable(),
  timer: StageTimer.nullable(),
  /** The server's clock when this was sent: screens keep the difference. */
  now: Instant,
  startsAt: Instant,
  openedAt: Instant.nullable(),
  minutesPlanned: z.number().int(),
  agenda: z.array(StageAgendaItem),
  /** Keys in order with their versions: screens load what they miss beforehand, but for those of version `CLOSED_PAGE`. */
  pages: z.array(
    z.object({
      key: z.string(),
      version: z.number().int(),
      title: z.string(),
      agendaItem: z.number().int().nullable(),
    }),
  ),
  conferenceLink: z.string().nullable(),
  simulated: z.boolean(),
});
export type StageState = z.output<typeof StageState>;

/** 分会场在线: the chair's strip. */
export const VenuePresence = z.object({
  venue: z.number().int(),
  name: z.string(),
  region: RegionCode.nullable(),
  state: z.enum(['online', 'reconnecting', 'absent', 'otherPage']),
  /** Since the last sign of life. */
  seconds: z.number().int(),
  page: z.string().nullable(),
});
export type VenuePresence = z.output<typeof VenuePresence>;

export const recordKinds = [
  'comment',
  'commitment',
  'instruction',
  'requirement',
  'experience',
  'note',
] as const;
export const RecordKind = z.enum(recordKinds);
export type RecordKind = z.infer<typeof RecordKind>;

/** 衡量: 安装户数 ≥226320 户; a sentence where no number can be named. */
export const RecordMeasure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(400) }),
  z.object({
    kind: z.literal('figure'),
    name: z.string().trim().min(1).max(80),
    op: z.enum(['>=', '<=', '=']),
    value: z.number(),
    unit: z.string().trim().max(20),
    /** Measure of the program whose value answers at the settlement; null: a person says. */
    measure: z.string().max(60).nullable().default(null),
  }),
]);
export type RecordMeasure = z.output<typeof RecordMeasure>;

const RecordFields = z.object({
  kind: RecordKind,
  state: z.enum(['recording', 'kept', 'void']),
  agendaItem: z.number().int().nullable(),
  speaker: z.string().trim().max(120),
  cities: z.array(RegionCode).max(400),
  program: z.string().max(60).nullable(),
  /** 加快, 重点抓好, 继续深入. */
  verb: z.string().trim().max(20),
  text: z.string().trim().max(4000),
  deadline: Day.nullable(),
  measure: RecordMeasure.nullable(),
  leadUnit: z.string().trim().max(120),
  supportingUnits: z.array(z.string().trim().min(1).max(120)).max(20),
  ownerPost: z.string().trim().max(120),
});

export const RecordLine = RecordFields.extend({
  id: z.number().int(),
  clientKey: z.uuid(),
  sort: z.number().int(),
  revision: z.number().int(),
  post: z.string(),
  at: Instant,
  /** What the minutes will refuse: 缺时限, 缺责任, 缺衡量 (DIS-8.2). */
  missing: z.array(z.enum(['city', 'text', 'deadline', 'owner', 'measure'])),
  /** 算不平: pace × days against the target; asks, never blocks. In the language asked for. */
  doubt: z.string().nullable(),
  changes: z.number().int(),
  confirmed: z.object({ post: z.string(), at: Instant }).nullable(),
  tasks: z.array(
    z.object({ id: z.number().int(), no: z.string(), city: RegionCode.nullable(), state: z.string() }),
  ),
});
export type RecordLine = z.output<typeof RecordLine>;

export const RecordLineInput = RecordFields.partial({
  state: true,
  agendaItem: true,
  speaker: true,
  cities: true,
  program: true,
  verb: true,
  deadline: true,
  measure: true,
  leadUnit: true,
  supportingUnits: true,
  ownerPost: true,
});
export type RecordLineInput = z.input<typeof RecordLineInput>;

const byId = z.object({ id: queryInteger });
const lang = z.object({ lang: Lang.default('zh') });

export const getStage = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/stage',
  summary: '会中状态 · the stage as it is',
  params: byId,
  response: StageState,
  permission: 'meetings.read',
});
/** All pages, or those asked for by key; venues load them before they are needed, as far as they are open to them. */
export const getStagePages = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/stage/pages',
  params: byId,
  query: z.object({ keys: z.string().max(8000).optional() }),
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'meetings.read',
});
/**
 * Server-sent events: `state` (StageState), `page` ({page}, before the state that shows it, where a hall could not have
 * loaded it), `presence` ({items} for who drives), `record` ({line} for who records or
 * drives), `beat` ({now, revision}) every five seconds: a screen answers it with `seen`, and connects again when none came
 * for twelve. The first event is always the whole state. Also `GET /api/screens/:token/events` for a venue's screen without an account.
 */
export const openStage = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/stage/events',
  summary: '会中推送 · the stage as it changes',
  params: byId,
  query: lang.extend({ venue: queryInteger.optional() }),
  response: 'file',
  permission: 'meetings.read',
});

/** What who drives does. `revision` null: whatever it is now (last one wins); else a stale one answers `thing.conflict`. */
export const StageAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('show'), page: z.string().max(80), sub: z.number().int().min(0).default(0) }),
  z.object({ act: z.literal('next') }),
  z.object({ act: z.literal('previous') }),
  z.object({ act: z.literal('blank'), on: z.boolean() }),
  /** Begin an agenda item: its clock starts, the one before ends, its first page shows. */
  z.object({ act: z.literal('begin'), item: z.number().int() }),
  z.object({ act: z.literal('pause') }),
  z.object({ act: z.literal('resume') }),
  /** 加时 or less. */
  z.object({ act: z.literal('addTime'), seconds: z.number().int().min(-3600).max(3600) }),
  /** 就这样改: take the proposed minutes over for what is still to come. */
  z.object({ act: z.literal('replan'), minutes: z.record(z.string(), z.number().int().min(0).max(600)) }),
  z.object({ act: z.literal('open') }),
  z.object({ act: z.literal('end') }),
  /** Opened or ended by mistake: back to before. Nothing recorded is lost. */
  z.object({ act: z.literal('reopen'), reason: z.string().trim().min(2).max(400) }),
]);
export type StageAct = z.input<typeof StageAct>;
export const postStage = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/stage',
  summary: '切换大屏、计时、开会散会 · drive the stage',
  params: byId,
  body: z.object({ revision: z.number().int().nullable().default(null), act: StageAct }),
  response: StageState,
  permission: 'meetings.drive',
});
export const getPresence = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/presence',
  params: byId,
  response: z.object({ items: z.array(VenuePresence) }),
  permission: 'meetings.read',
});
/** A screen's sign of life: which revision and page it shows. */
export const postSeen = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/stage/seen',
  params: byId,
  body: z.object({
    venue: z.number().int(),
    revision: z.number().int(),
    page: z.string().max(80).nullable(),
  }),
  response: z.object({ revision: z.number().int() }),
  permission: 'meetings.read',
});

/** The chair's private page beside the stage: card facts, questions, last promise and result of who speaks now. */
export const ChairNotes = z.object({
  item: z.number().int().nullable(),
  city: z.string().nullable(),
  promises: z.array(
    z.object({
      promised: z.string(),
      result: z.string(),
      verdict: z.enum(['kept', 'late', 'broken', 'open']),
      verdictText: z.string(),
    }),
  ),
  promisesFrom: z.string(),
  questions: z.array(z.string()),
  /** 比计划晚 2 分: where the time could come back. */
  replan: z.object({ text: z.string(), minutes: z.record(z.string(), z.number().int()) }).nullable(),
});
export type ChairNotes = z.output<typeof ChairNotes>;
export const getChairNotes = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/chair-notes',
  params: byId,
  query: lang.extend({ item: queryInteger.optional() }),
  response: ChairNotes,
  permission: 'meetings.drive',
});

/** Make the screen pages anew from the figures; those made by hand stay. Refused once the meeting is live. */
export const composePages = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/stage/pages',
  summary: '生成大屏页 · make the screen pages from the figures',
  params: byId,
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'meetings.prepare',
});
/** A page of points by hand (before or during the meeting). */
export const putStagePage = endpoint({
  method: 'PUT',
  path: '/api/meetings/:id/stage/pages/:key',
  params: byId.extend({ key: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/) }),
  body: z.object({
    title: z.string().trim().min(1).max(120),
    agendaItem: z.number().int().nullable(),
    points: z
      .array(z.object({ head: z.string().trim().max(80), text: z.string().trim().max(600) }))
      .min(1)
      .max(12),
    after: z.string().max(80).nullable().default(null),
  }),
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'meetings.record',
});
export const deleteStagePage = endpoint({
  method: 'DELETE',
  path: '/api/meetings/:id/stage/pages/:key',
  params: byId.extend({ key: z.string().max(80) }),
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'meetings.prepare',
});
export const putPageOrder = endpoint({
  method: 'PUT',
  path: '/api/meetings/:id/stage/page-order',
  params: byId,
  body: z.object({ keys: z.array(z.string().max(80)).max(400) }),
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'meetings.prepare',
});

export const listRecord = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/record',
  summary: '会议记录 · what was recorded',
  params: byId,
  query: lang,
  response: z.object({ items: z.array(RecordLine), incomplete: z.number().int() }),
  permission: 'meetings.follow',
});
export const listRecordXlsx = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/record.xlsx',
  params: byId,
  query: lang,
  response: 'file',
  permission: 'meetings.follow',
});
/** Keep a line; the same `clientKey` again is the same line (idempotent), with `revision` it is a change of it. */
export const putRecordLine = endpoint({
  method: 'PUT',
  path: '/api/meetings/:id/record/:clientKey',
  summary: '记一条 · keep a line of the record',
  params: byId.extend({ clientKey: z.uuid() }),
  query: lang,
  body: z.object({ revision: z.number().int().nullable(), line: RecordLineInput }),
  response: RecordLine,
  permission: 'meetings.record',
});
export const getRecordChanges = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/record/:clientKey/changes',
  params: byId.extend({ clientKey: z.uuid() }),
  response: z.object({
    items: z.array(
      z.object({ field: z.string(), before: z.string(), after: z.string(), post: z.string(), at: Instant }),
    ),
  }),
  permission: 'meetings.follow',
});
/** 本人审阅确认: speech text is 未经本人审阅 until then (DIS-8.3). */
export const confirmRecordLine = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/record/:clientKey/confirmation',
  params: byId.extend({ clientKey: z.uuid() }),
  query: lang,
  response: RecordLine,
  permission: 'meetings.attend',
});

/** A venue's screen by its link alone: no account, this meeting's stage and nothing else. */
const token = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{20,60}$/) });
export const getScreen = endpoint({
  method: 'GET',
  path: '/api/screens/:token',
  params: token,
  response: z.object({
    venue: z.number().int(),
    venueName: z.string(),
    main: z.boolean(),
    state: StageState,
  }),
  permission: 'public',
});
export const getScreenPages = endpoint({
  method: 'GET',
  path: '/api/screens/:token/pages',
  params: token,
  query: z.object({ keys: z.string().max(8000).optional() }),
  response: z.object({ items: z.array(ScreenPage) }),
  permission: 'public',
});
export const openScreen = endpoint({
  method: 'GET',
  path: '/api/screens/:token/events',
  params: token,
  response: 'file',
  permission: 'public',
});
export const postScreenSeen = endpoint({
  method: 'POST',
  path: '/api/screens/:token/seen',
  params: token,
  body: z.object({ revision: z.number().int(), page: z.string().max(80).nullable() }),
  response: z.object({ revision: z.number().int() }),
  permission: 'public',
});
