/**
 * 调度会 (DIS-1, DIS-6): the cycle with its checklist and its health, one meeting with agenda, venues and attendance.
 * Posts are shown, never persons' names, except names entered for seat cards.
 */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day as DayText, Instant, Lang, PeriodKey, RegionCode } from './figures.ts';

const words = (longest: number) => z.string().trim().max(longest);
const needed = (longest: number) => z.string().trim().min(1).max(longest);

/** 月度、季度、半年、年度、专题. */
export const meetingKinds = ['monthly', 'quarterly', 'half-year', 'year', 'special'] as const;
export const MeetingKind = z.enum(meetingKinds);
export type MeetingKind = z.infer<typeof MeetingKind>;

/** 计划 · 筹备 · 就绪（材料定稿）· 进行 · 散会 · 已落实 · 取消. */
export const meetingStates = [
  'planned',
  'preparing',
  'ready',
  'live',
  'ended',
  'followed',
  'cancelled',
] as const;
export const MeetingState = z.enum(meetingStates);
export type MeetingState = z.infer<typeof MeetingState>;

/** 议程各项, in the order of the article (DIS-1.1, DIS-6.2). */
export const agendaKinds = [
  'opening',
  'bulletin',
  'review',
  'experience',
  'pledge',
  'comments',
  'instructions',
  'analysis',
  'requirements',
  'other',
] as const;
export const AgendaKind = z.enum(agendaKinds);
export type AgendaKind = z.infer<typeof AgendaKind>;

/** Why somebody or something was suggested: a sentence, and whether the data behind it are reviewed (DIS-6.3). */
export const SuggestionReason = z.object({
  /** In the language asked for. */
  text: z.string(),
  code: z.string(),
  reviewed: z.boolean(),
});
export type SuggestionReason = z.output<typeof SuggestionReason>;

/** The checklist's steps, with their working-day offsets (DIS-6.1); an office may change the offsets. */
export const stepNames = [
  'notice',
  'cityReports',
  'crossCheck',
  'closeMonth',
  'bulletin',
  'cards',
  'speakers',
  'videoTest',
  'papersNumbered',
  'papersSent',
  'meeting',
  'minutesDraft',
  'minutesIssued',
  'tasksIssued',
  'release',
  'arrangements',
  'firstResults',
] as const;
export const StepName = z.enum(stepNames);
export type StepName = z.infer<typeof StepName>;

export const MeetingStep = z.object({
  step: StepName,
  /** T−7: working days before (negative) or after the meeting. */
  offset: z.number().int(),
  due: DayText,
  owner: z.string(),
  state: z.enum(['open', 'done', 'skipped']),
  late: z.boolean(),
  /** Judged by the facts, or ticked by a person. */
  automatic: z.boolean(),
  /** 3 of 11 cities have reported. */
  done: z.number().int().nullable(),
  of: z.number().int().nullable(),
  doneOn: DayText.nullable(),
  post: z.string().nullable(),
  note: z.string(),
  /** The page that does it. */
  link: z.string().nullable(),
  /** Whether the person may tick or skip it. */
  can: z.boolean(),
});
export type MeetingStep = z.output<typeof MeetingStep>;

export const MeetingRow = z.object({
  id: z.number().int(),
  kind: MeetingKind,
  period: PeriodKey,
  title: z.string(),
  state: MeetingState,
  startsAt: Instant,
  place: z.string(),
  chair: z.string(),
  simulated: z.boolean(),
  /** 会议材料按时: papers due so far, and of them on time; follow-ups closed of all. */
  papers: z.object({ onTime: z.number().int(), of: z.number().int() }),
  followUps: z.object({ closed: z.number().int(), of: z.number().int() }),
  nextStep: z.object({ step: StepName, due: DayText, late: z.boolean() }).nullable(),
});
export type MeetingRow = z.output<typeof MeetingRow>;

/** A date the calendar proposes: after the national data day and its working days (DIS-1.2). */
export const MeetingProposal = z.object({
  kind: MeetingKind,
  period: PeriodKey,
  title: z.string(),
  day: DayText,
  dataDay: DayText,
  /** 国家数据日 7月19日之后第 3 个工作日. */
  why: z.string(),
  /** Set when a meeting of the period exists. */
  meeting: z.number().int().nullable(),
});
export type MeetingProposal = z.output<typeof MeetingProposal>;

/** 机制自身的健康 (DIS-15.2, DIS-15.3): never about persons. */
export const MechanismHealth = z.object({
  year: z.number().int(),
  held: z.number().int(),
  planned: z.number().int(),
  cancelled: z.number().int(),
  papersOnTime: z.object({ onTime: z.number().int(), of: z.number().int() }),
  minutesOnTime: z.object({ onTime: z.number().int(), of: z.number().int() }),
  followUps: z.object({ closed: z.number().int(), late: z.number().int(), of: z.number().int() }),
  commitments: z.object({
    kept: z.number().int(),
    late: z.number().int(),
    broken: z.number().int(),
    open: z.number().int(),
  }),
  /** Days between one meeting and the next, longest. */
  longestGap: z.number().int().nullable(),
  months: z.array(
    z.object({
      month: z.string(),
      held: z.number().int(),
      planned: z.number().int(),
      papersOnTime: z.number().int(),
      papers: z.number().int(),
      closed: z.number().int(),
      followUps: z.number().int(),
    }),
  ),
  /** Behn's errors that show (DIS-15.3), each with what to do. */
  warnings: z.array(z.object({ code: z.string(), text: z.string(), meeting: z.number().int().nullable() })),
});
export type MechanismHealth = z.output<typeof MechanismHealth>;

export const AgendaItem = z.object({
  id: z.number().int(),
  parent: z.number().int().nullable(),
  sort: z.number().int(),
  kind: AgendaKind,
  title: z.string(),
  minutes: z.number().int(),
  city: RegionCode.nullable(),
  program: z.string().nullable(),
  /** 大气, 水, 土壤农村 …: of a leader's comments. */
  portfolio: z.string(),
  speaker: z.string(),
  speakerId: z.number().int().nullable(),
  suggested: z.boolean(),
  reasons: z.array(SuggestionReason),
  confirmed: z.object({ post: z.string(), at: Instant }).nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  usedSeconds: z.number().int(),
});
export type AgendaItem = z.output<typeof AgendaItem>;

/** A speaker the rules suggest and nobody has taken into the agenda yet, or who may not be asked, and why. */
export const SpeakerSuggestion = z.object({
  kind: z.enum(['experience', 'pledge']),
  city: RegionCode,
  program: z.string().nullable(),
  reasons: z.array(SuggestionReason),
  /** False: the data are not reviewed; nobody is asked to pledge on them. */
  allowed: z.boolean(),
  inAgenda: z.boolean(),
  /** 先放下: put aside by whom, when and why; it is not proposed for the agenda until it is taken up again. */
  aside: z.object({ post: z.string(), at: Instant, reason: z.string() }).nullable(),
});
export type SpeakerSuggestion = z.output<typeof SpeakerSuggestion>;

export const Venue = z.object({
  id: z.number().int(),
  kind: z.enum(['main', 'city', 'county']),
  region: RegionCode.nullable(),
  name: z.string(),
  sort: z.number().int(),
  /** A link for its screen was made. */
  screen: z.boolean(),
  expected: z.number().int(),
  signedIn: z.number().int(),
  onLeave: z.number().int(),
});
export type Venue = z.output<typeof Venue>;

export const Attendee = z.object({
  id: z.number().int(),
  venue: z.number().int(),
  sort: z.number().int(),
  post: z.string(),
  name: z.string(),
  unit: z.string(),
  userId: z.number().int().nullable(),
  category: z.enum(['chair', 'attend', 'sit-in', 'staff']),
  seat: z.string(),
  leave: z.enum(['none', 'asked', 'approved', 'refused']),
  leaveReason: z.string(),
  leaveBy: z.string().nullable(),
  /** What was said to it; a refusal says why. */
  leaveAnswer: z.string(),
  substitute: z.string(),
  signedInAt: Instant.nullable(),
  late: z.boolean(),
  can: z.object({ askLeave: z.boolean(), judgeLeave: z.boolean(), signIn: z.boolean(), edit: z.boolean() }),
});
export type Attendee = z.output<typeof Attendee>;

/** One meeting with everything its page needs, as far as the person may see it. */
export const Meeting = MeetingRow.omit({ papers: true, followUps: true, nextStep: true }).extend({
  proposedWhy: z.string(),
  minutesPlanned: z.number().int(),
  chairId: z.number().int().nullable(),
  previous: z.object({ id: z.number().int(), title: z.string(), startsAt: Instant }).nullable(),
  conferenceLink: z.string().nullable(),
  conferenceNote: z.string(),
  cancelledReason: z.string().nullable(),
  frozenAt: Instant.nullable(),
  openedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  revision: z.number().int(),
  /** The closing the figures rest on; null: the period is not closed. */
  closing: z.object({ month: z.string(), closedAt: Instant }).nullable(),
  reviewed: z.boolean(),
  bulletin: z
    .object({ id: z.number().int(), title: z.string(), state: z.enum(['draft', 'issued']) })
    .nullable(),
  steps: z.array(MeetingStep),
  agenda: z.array(AgendaItem),
  venues: z.array(Venue),
  can: z.object({
    prepare: z.boolean(),
    drive: z.boolean(),
    record: z.boolean(),
    open: z.boolean(),
    end: z.boolean(),
    /** The venue of one's own bureau. */
    ownVenue: z.number().int().nullable(),
  }),
});
export type Meeting = z.output<typeof Meeting>;

const byId = z.object({ id: queryInteger });
const lang = z.object({ lang: Lang.default('zh') });
const answer = { params: byId, query: lang, response: Meeting } as const;

export const listMeetings = endpoint({
  method: 'GET',
  path: '/api/meetings',
  summary: '调度会 · the meetings of a year, the proposals, the mechanism’s health',
  query: lang.extend({ year: queryInteger.optional() }),
  response: z.object({
    year: z.number().int(),
    years: z.array(z.number().int()),
    items: z.array(MeetingRow),
    proposals: z.array(MeetingProposal),
    health: MechanismHealth,
    can: z.object({ prepare: z.boolean() }),
  }),
  permission: 'meetings.read',
});
export const listMeetingsXlsx = endpoint({
  method: 'GET',
  path: '/api/meetings.xlsx',
  query: lang.extend({ year: queryInteger.optional() }),
  response: 'file',
  permission: 'meetings.read',
});
export const NewMeeting = z.object({
  kind: MeetingKind,
  period: PeriodKey,
  title: words(120).optional(),
  startsAt: Instant,
  place: words(120).default(''),
  chairPost: words(80).default(''),
  chairId: z.number().int().positive().nullable().default(null),
  minutesPlanned: z.number().int().min(10).max(600).default(120),
  /** Cities whose bureaus are venues; left out: every managed city. */
  venues: z.array(RegionCode).max(400).optional(),
  conferenceLink: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
  conferenceNote: words(400).default(''),
});
/** Make a meeting: its checklist, venues, agenda and attendance lists are laid out at once. */
export const postMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings',
  summary: '建立会议 · make a meeting',
  query: lang,
  body: NewMeeting,
  response: Meeting,
  permission: 'meetings.prepare',
});
export const getMeeting = endpoint({
  ...answer,
  method: 'GET',
  path: '/api/meetings/:id',
  permission: 'meetings.read',
});
export const patchMeeting = endpoint({
  ...answer,
  method: 'PATCH',
  path: '/api/meetings/:id',
  body: z.object({
    revision: z.number().int(),
    title: needed(120).optional(),
    startsAt: Instant.optional(),
    place: words(120).optional(),
    chairPost: words(80).optional(),
    chairId: z.number().int().positive().nullable().optional(),
    minutesPlanned: z.number().int().min(10).max(600).optional(),
    conferenceLink: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .nullable()
      .optional(),
    conferenceNote: words(400).optional(),
  }),
  permission: 'meetings.prepare',
});
export const cancelMeeting = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/meetings/:id/cancellation',
  body: z.object({ reason: needed(400) }),
  permission: 'meetings.prepare',
});
/** Tick, untick or skip a step that is not judged by the facts. */
export const putMeetingStep = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/meetings/:id/steps/:step',
  params: byId.extend({ step: StepName }),
  body: z.object({ state: z.enum(['open', 'done', 'skipped']), note: words(400).default('') }),
  permission: 'meetings.prepare',
});

export const AgendaInput = z.object({
  parent: z.number().int().nullable().default(null),
  kind: AgendaKind,
  title: needed(160),
  minutes: z.number().int().min(0).max(600),
  city: RegionCode.nullable().default(null),
  program: z.string().max(60).nullable().default(null),
  portfolio: words(40).default(''),
  speaker: words(120).default(''),
  speakerId: z.number().int().positive().nullable().default(null),
});
export const postAgendaItem = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/meetings/:id/agenda',
  body: AgendaInput,
  permission: 'meetings.prepare',
});
export const putAgendaItem = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/meetings/:id/agenda/:item',
  params: byId.extend({ item: queryInteger }),
  body: AgendaInput.extend({ confirmed: z.boolean().optional() }),
  permission: 'meetings.prepare',
});
export const deleteAgendaItem = endpoint({
  ...answer,
  method: 'DELETE',
  path: '/api/meetings/:id/agenda/:item',
  params: byId.extend({ item: queryInteger }),
  permission: 'meetings.prepare',
});
/** The whole order at once, after dragging or moving by keys. */
export const putAgendaOrder = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/meetings/:id/agenda-order',
  body: z.object({ items: z.array(z.number().int()).max(400) }),
  permission: 'meetings.prepare',
});
/** Lay the agenda out anew from rules and figures; what people entered or confirmed stays. */
export const proposeAgenda = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/meetings/:id/agenda-proposal',
  summary: '按规则重排议程建议 · propose the agenda anew',
  permission: 'meetings.prepare',
});
export const getSuggestions = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/suggestions',
  summary: '建议谁发言、为什么 · suggested speakers with the reasons',
  params: byId,
  query: lang,
  response: z.object({ items: z.array(SpeakerSuggestion) }),
  permission: 'meetings.prepare',
});
/** 先放下, or taken up again. */
export const putSuggestionAside = endpoint({
  method: 'PUT',
  path: '/api/meetings/:id/suggestions/aside',
  summary: '建议先放下或重新拿起 · put a suggested speaker aside, or take one up again',
  params: byId,
  query: lang,
  body: SpeakerSuggestion.pick({ kind: true, city: true, program: true }).extend({
    aside: z.boolean(),
    reason: words(400).default(''),
  }),
  response: z.object({ items: z.array(SpeakerSuggestion) }),
  permission: 'meetings.prepare',
});

export const listAttendees = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/attendees',
  params: byId,
  query: z.object({ venue: queryInteger.optional() }),
  response: z.object({ venues: z.array(Venue), items: z.array(Attendee) }),
  permission: 'meetings.read',
});
export const listAttendeesXlsx = endpoint({
  method: 'GET',
  path: '/api/meetings/:id/attendees.xlsx',
  params: byId,
  query: lang,
  response: 'file',
  permission: 'meetings.read',
});
const AttendeeInput = z.object({
  venue: z.number().int(),
  post: needed(120),
  name: words(40).default(''),
  unit: words(120).default(''),
  userId: z.number().int().positive().nullable().default(null),
  category: z.enum(['chair', 'attend', 'sit-in', 'staff']).default('attend'),
  seat: words(20).default(''),
  sort: z.number().int().min(0).max(100000).optional(),
});
const AttendeeAnswer = z.object({ venues: z.array(Venue), items: z.array(Attendee) });
const oneAttendee = byId.extend({ attendee: queryInteger });
export const postAttendee = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/attendees',
  params: byId,
  body: AttendeeInput,
  response: AttendeeAnswer,
  permission: 'meetings.attend',
});
export const putAttendee = endpoint({
  method: 'PUT',
  path: '/api/meetings/:id/attendees/:attendee',
  params: oneAttendee,
  body: AttendeeInput,
  response: AttendeeAnswer,
  permission: 'meetings.attend',
});
export const deleteAttendee = endpoint({
  method: 'DELETE',
  path: '/api/meetings/:id/attendees/:attendee',
  params: oneAttendee,
  response: AttendeeAnswer,
  permission: 'meetings.attend',
});
/** 请假, with who comes instead. */
export const askLeave = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/attendees/:attendee/leave',
  params: oneAttendee,
  body: z.object({ reason: needed(400), substitute: words(120).default('') }),
  response: AttendeeAnswer,
  permission: 'meetings.attend',
});
export const judgeLeave = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/attendees/:attendee/leave-judgement',
  params: oneAttendee,
  body: z.object({ approve: z.boolean(), reason: words(400).default('') }),
  response: AttendeeAnswer,
  permission: 'meetings.prepare',
});
/** 签到, by the venue's own people or the office; `signedIn: false` takes a mistaken one back. */
export const signInAttendee = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/attendees/:attendee/sign-in',
  params: oneAttendee,
  body: z.object({ signedIn: z.boolean() }),
  response: AttendeeAnswer,
  permission: 'meetings.attend',
});
/** A new link for a venue's screen; an older one of that venue ends. The link's secret is told once. */
export const postVenueScreen = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/venues/:venue/screen',
  summary: '生成会场大屏链接 · a link for a venue’s screen',
  params: byId.extend({ venue: queryInteger }),
  response: z.object({ path: z.string() }),
  permission: 'meetings.prepare',
});
export const postVenue = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/venues',
  params: byId,
  body: z.object({
    region: RegionCode.nullable(),
    kind: z.enum(['main', 'city', 'county']),
    name: needed(80),
  }),
  response: AttendeeAnswer,
  permission: 'meetings.prepare',
});
export const deleteVenue = endpoint({
  method: 'DELETE',
  path: '/api/meetings/:id/venues/:venue',
  params: byId.extend({ venue: queryInteger }),
  response: AttendeeAnswer,
  permission: 'meetings.prepare',
});

/** Who may chair or speak: the department's own people. */
export const listMeetingPeople = endpoint({
  method: 'GET',
  path: '/api/meetings/people',
  response: z.object({
    items: z.array(
      z.object({ id: z.number().int(), post: z.string(), role: z.string(), city: RegionCode.nullable() }),
    ),
  }),
  permission: 'meetings.prepare',
});

const AttendingPosts = z
  .array(z.object({ post: needed(80), category: z.enum(['chair', 'attend', 'sit-in', 'staff']) }))
  .max(60);

/** 会议规则: data day, offsets, minutes, when which kind is held. */
export const MeetingRules = z.object({
  /** The day of the next month on which the nation's data are out (unsure: set it as it is). */
  dataDay: z.number().int().min(1).max(28),
  /** Working days after it (DIS-1.2: 2–5). */
  afterWorkdays: z.number().int().min(0).max(20),
  startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  offsets: z.partialRecord(StepName, z.number().int().min(-30).max(30)),
  /** Suggested minutes by kind of item (DIS-6.2). */
  minutes: z.partialRecord(AgendaKind, z.number().int().min(0).max(240)),
  maxPledges: z.number().int().min(0).max(11),
  maxExperience: z.number().int().min(0).max(11),
  /** 红灯 and behind by more than this: pledge (DIS-6.3). */
  pledgeGap: z.number().min(0).max(100),
  /** 部门领导分管: portfolio → programs and whether it takes air. */
  portfolios: z
    .array(
      z.object({
        key: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
        name: needed(30),
        post: words(80),
        userId: z.number().int().positive().nullable(),
        air: z.boolean(),
        programs: z.array(z.string().max(60)).max(60),
      }),
    )
    .max(30),
  /** Who attends by post: at the main hall, and at each bureau's venue; in protocol order. */
  mainPosts: AttendingPosts.default([]),
  branchPosts: AttendingPosts.default([]),
  /** 开至县: counties have venues of their own. */
  countyVenues: z.boolean().default(false),
  /** 会场大屏预读: items of the agenda whose pages a hall's link may load before they are on. */
  screensAhead: z.number().int().min(0).max(9).default(1),
});
export type MeetingRules = z.output<typeof MeetingRules>;
export const getMeetingRules = endpoint({
  method: 'GET',
  path: '/api/meeting-rules',
  response: MeetingRules,
  permission: 'meetings.read',
});
export const putMeetingRules = endpoint({
  method: 'PUT',
  path: '/api/meeting-rules',
  body: MeetingRules,
  response: MeetingRules,
  permission: 'meetings.prepare',
});
