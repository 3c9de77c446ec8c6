/** 新闻稿 (DIS-9) and the public page: checks, three reviews and three proof-readings, publishing, corrections. */
import { z } from 'zod';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang } from './figures.ts';

/** 一审、二审、终审; 一校、二校、三校. Nobody does two reviews of one text, nor two proof-readings. */
export const ReviewStage = z.enum(['first', 'second', 'final', 'proof-1', 'proof-2', 'proof-3']);
export type ReviewStage = z.infer<typeof ReviewStage>;

/** A safety check's finding (DIS-9.2): `stop` keeps it from being published, `ask` must be answered by a person. */
export const ReleaseFinding = z.object({
  code: z.enum([
    'title',
    'unpublished',
    'internal',
    'fileNumber',
    'phrase',
    'date',
    'enterprise',
    'figure',
    'simulated',
    'length',
    'missing',
  ]),
  severity: z.enum(['stop', 'ask']),
  block: z.string().nullable(),
  /** The words concerned. */
  excerpt: z.string(),
  /** What is wrong and what to do. */
  text: z.string(),
  /** How a review names it among `accepted`. */
  key: z.string(),
  /** A reviewer of this very text lets it stand. */
  accepted: z.boolean(),
});
export type ReleaseFinding = z.output<typeof ReleaseFinding>;

export const Release = z.object({
  id: z.number().int(),
  meeting: z.object({ id: z.number().int(), title: z.string() }).nullable(),
  title: z.string(),
  state: z.enum(['draft', 'review', 'approved', 'published', 'withdrawn']),
  source: z.string(),
  reprint: z.string(),
  revision: z.number().int(),
  round: z.number().int(),
  embargoUntil: Instant.nullable(),
  publishedAt: Instant.nullable(),
  publishedPost: z.string().nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawnReason: z.string().nullable(),
  simulated: z.boolean(),
  words: z.number().int(),
  createdPost: z.string(),
  createdAt: Instant,
  reviews: z.array(
    z.object({
      round: z.number().int(),
      stage: ReviewStage,
      verdict: z.enum(['pass', 'return']),
      opinion: z.string(),
      post: z.string(),
      actingFor: z.string().nullable(),
      at: Instant,
      /** Of an older text than the present one. */
      stale: z.boolean(),
    }),
  ),
  /** What is still to be done before publishing, in order. */
  waiting: z.array(ReviewStage),
  findings: z.array(ReleaseFinding),
  /** The text as it reads, block by block. */
  blocks: z.array(
    z.object({
      key: z.string().nullable(),
      kind: z.enum(['title', 'heading', 'paragraph', 'notice', 'source']),
      runs: z.array(z.object({ text: z.string(), bold: z.boolean(), figure: z.boolean() })),
    }),
  ),
  /** `changed`: the text has been changed since the public got its copy. */
  publication: z.object({ id: z.number().int(), slug: z.string(), changed: z.boolean() }).nullable(),
  can: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    review: z.array(ReviewStage),
    publish: z.boolean(),
    withdraw: z.boolean(),
    /** Put the changed and reviewed text in place of the published one. */
    correct: z.boolean(),
  }),
});
export type Release = z.output<typeof Release>;

const byId = z.object({ id: queryInteger });
const lang = z.object({ lang: Lang.default('zh') });
const answer = { params: byId, query: lang, response: Release } as const;

export const listReleases = endpoint({
  method: 'GET',
  path: '/api/releases',
  summary: '新闻稿 · the releases',
  query: lang,
  response: z.object({
    items: z.array(Release.omit({ findings: true, blocks: true })),
    /** Ended meetings with a record that have no release yet. */
    meetings: z.array(z.object({ id: z.number().int(), title: z.string() })),
    can: z.object({ write: z.boolean() }),
  }),
  permission: 'releases.read',
});
export const listReleasesXlsx = endpoint({
  method: 'GET',
  path: '/api/releases.xlsx',
  query: lang,
  response: 'file',
  permission: 'releases.read',
});
/** Drafted from the record of a meeting by DIS-9.1; a second call renews the draft, edits stay. */
export const postRelease = endpoint({
  method: 'POST',
  path: '/api/meetings/:id/release',
  summary: '由会议起草新闻稿 · draft a release from a meeting',
  params: byId,
  query: lang,
  response: Release,
  permission: 'releases.write',
});
export const getRelease = endpoint({
  ...answer,
  method: 'GET',
  path: '/api/releases/:id',
  permission: 'releases.read',
});
export const getReleaseFile = endpoint({
  method: 'GET',
  path: '/api/releases/:id/files/:format',
  params: byId.extend({ format: z.enum(['html', 'docx', 'pdf']) }),
  response: 'file',
  permission: 'releases.read',
});
/** Source, reprint statement, time lock. The title is edited as the text is. */
export const patchRelease = endpoint({
  ...answer,
  method: 'PATCH',
  path: '/api/releases/:id',
  body: z.object({
    revision: z.number().int(),
    source: z.string().trim().max(120).optional(),
    reprint: z.string().trim().max(200).optional(),
    embargoUntil: Instant.nullable().optional(),
  }),
  permission: 'releases.write',
});
export const submitRelease = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/releases/:id/submission',
  summary: '送审 · hand in for review',
  permission: 'releases.write',
});
export const reviewRelease = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/releases/:id/reviews',
  summary: '审、校一次 · one review or proof-reading',
  body: z.object({
    stage: ReviewStage,
    verdict: z.enum(['pass', 'return']),
    opinion: z.string().trim().max(1000).default(''),
    revision: z.number().int(),
    /** Findings of severity `ask` that the reviewer has looked at and lets stand, by code and excerpt. */
    accepted: z.array(z.string().max(400)).max(100).default([]),
  }),
  permission: 'releases.review',
});
export const publishRelease = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/releases/:id/publication',
  summary: '发布 · publish',
  permission: 'releases.publish',
});
export const withdrawRelease = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/releases/:id/withdrawal',
  summary: '撤稿 · take a release down',
  body: z.object({ reason: z.string().trim().min(2).max(400) }),
  permission: 'releases.publish',
});
/** An issued bulletin for the public page. */
export const publishBulletin = endpoint({
  method: 'POST',
  path: '/api/bulletins/:id/publication',
  summary: '公开通报 · put an issued bulletin before the public',
  params: byId,
  response: z.object({ slug: z.string() }),
  permission: 'releases.publish',
});
export const publishRanking = endpoint({
  method: 'POST',
  path: '/api/rankings/:period/publication',
  summary: '公开排名 · put a closed period’s ranking before the public',
  params: z.object({ period: z.string().max(24) }),
  response: z.object({ slug: z.string() }),
  permission: 'releases.publish',
});

export const Publication = z.object({
  id: z.number().int(),
  kind: z.enum(['bulletin', 'release', 'ranking']),
  slug: z.string(),
  title: z.string(),
  publishedAt: Instant,
  corrected: z.string().nullable(),
  withdrawnAt: Instant.nullable(),
  simulated: z.boolean(),
  /** Of a release: its id. */
  release: z.number().int().nullable(),
});
export type Publication = z.output<typeof Publication>;
export const CorrectionRequest = z.object({
  id: z.number().int(),
  publication: Publication,
  kind: z.enum(['correction', 'take-down']),
  text: z.string(),
  contact: z.string(),
  state: z.enum(['open', 'accepted', 'refused']),
  due: Day,
  late: z.boolean(),
  answer: z.string().nullable(),
  receivedAt: Instant,
  answeredPost: z.string().nullable(),
  answeredAt: Instant.nullable(),
});
export type CorrectionRequest = z.output<typeof CorrectionRequest>;
export const listPublications = endpoint({
  method: 'GET',
  path: '/api/publications',
  summary: '已公开 · what the public sees, and requests about it',
  query: lang,
  response: z.object({
    items: z.array(Publication),
    requests: z.array(CorrectionRequest),
    /** The public page is switched on. */
    open: z.boolean(),
    address: z.string(),
    /** What may be put before the public and is not yet: issued bulletins, rankings of closed periods. */
    offers: z.object({
      bulletins: z.array(z.object({ id: z.number().int(), title: z.string() })),
      rankings: z.array(z.object({ period: z.string(), title: z.string() })),
    }),
    can: z.object({ publish: z.boolean(), settings: z.boolean() }),
  }),
  permission: 'releases.read',
});
export const correctPublication = endpoint({
  method: 'POST',
  path: '/api/publications/:id/correction',
  summary: '更正 · correct what is published, with a note that stays',
  params: byId,
  body: z.object({ note: z.string().trim().min(2).max(400) }),
  response: Publication,
  permission: 'releases.publish',
});
export const withdrawPublication = endpoint({
  method: 'POST',
  path: '/api/publications/:id/withdrawal',
  params: byId,
  body: z.object({ note: z.string().trim().min(2).max(400) }),
  response: Publication,
  permission: 'releases.publish',
});
export const answerCorrection = endpoint({
  method: 'POST',
  path: '/api/correction-requests/:id/answer',
  params: byId,
  body: z.object({ accept: z.boolean(), answer: z.string().trim().min(2).max(1000) }),
  response: CorrectionRequest,
  permission: 'releases.publish',
});
/** 公开页设置 and the lists the checks use. */
export const ReleaseRules = z.object({
  publicOpen: z.boolean(),
  /** Working days to answer a correction or take-down request. */
  answerWorkdays: z.number().int().min(1).max(60),
  source: z.string().trim().max(120),
  reprint: z.string().trim().max(200),
  /** Phrases that must stand exactly so: a wrong spelling and the right one. */
  phrases: z
    .array(z.object({ wrong: z.string().trim().min(1).max(60), right: z.string().trim().min(1).max(60) }))
    .max(500),
  /** Words that must not go out: internal matters. */
  internal: z.array(z.string().trim().min(1).max(60)).max(500),
  minWords: z.number().int().min(0).max(5000),
  maxWords: z.number().int().min(100).max(20000),
});
export type ReleaseRules = z.output<typeof ReleaseRules>;
export const getReleaseRules = endpoint({
  method: 'GET',
  path: '/api/release-rules',
  response: ReleaseRules,
  permission: 'releases.read',
});
export const putReleaseRules = endpoint({
  method: 'PUT',
  path: '/api/release-rules',
  body: ReleaseRules,
  response: ReleaseRules,
  permission: 'releases.publish',
});
