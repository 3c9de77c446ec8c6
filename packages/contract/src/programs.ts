/** 专项: the board of a program, its ledger, ranking, wall chart. */
import { itemStates } from '@qingzhang/domain';
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Day, Instant, Lang, Month, RegionCode, Sentence } from './figures.ts';
import { ProgramDefinitionSchema, ProgramKey, Words } from './program-definition.ts';

export const ProgramLamp = z.enum(['blue', 'green', 'yellow', 'red', 'grey']);
export type ProgramLamp = z.infer<typeof ProgramLamp>;
export const ItemStateName = z.enum(itemStates);

/** A value of a field; absent and null both mean "not filled", never zero. */
export const FieldValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const FieldValuesSchema = z.record(z.string(), FieldValueSchema);

/** One line of the list of programs. */
export const ProgramSummary = z.object({
  key: ProgramKey,
  name: Words,
  shortName: Words,
  counter: z.string(),
  state: z.enum(['draft', 'active', 'ended']),
  version: z.number().int(),
  year: z.number().int(),
  office: z.string(),
  sunset: Day,
  simulated: z.boolean(),
  /** Percent done and percent planned by now; null: no progress measure or no items. */
  progress: z.number().nullable(),
  planned: z.number().nullable(),
  /** Points behind the path (negative: ahead), of the exact figures as on the board; null: no path or no progress. */
  gap: z.number().nullable(),
  items: z.number().int(),
  openItems: z.number().int(),
  overdue: z.number().int(),
  /** Cities (of those the person sees) by lamp. */
  lamps: z.object({
    blue: z.number().int(),
    green: z.number().int(),
    yellow: z.number().int(),
    red: z.number().int(),
    grey: z.number().int(),
  }),
  /** Each city's lamp with its reason in words, in protocol order: the strip of the list. */
  strip: z.array(z.object({ region: RegionCode, lamp: ProgramLamp, reason: z.string() })),
});
export type ProgramSummary = z.output<typeof ProgramSummary>;

export const listPrograms = endpoint({
  method: 'GET',
  path: '/api/programs',
  summary: '专项 · programs, as far as the person sees them',
  query: z.object({ lang: Lang.default('zh'), ended: z.enum(['true', 'false']).default('false') }),
  response: z.object({ items: z.array(ProgramSummary) }),
  permission: 'programs.read',
});
export const listProgramsXlsx = endpoint({
  method: 'GET',
  path: '/api/programs.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** One little multiple of the board: a city's (or the province's) progress against its planned path. */
export const ProgramTile = z.object({
  region: RegionCode,
  /** 24.60 万户: the plan as an amount. */
  plan: z.number().nullable(),
  unit: z.string(),
  lamp: ProgramLamp,
  /** Beside the lamp, always: 差 24.9 点, 本市无此项, 连续两个月黄灯. */
  reason: z.string(),
  /** Points behind (positive) or ahead (negative) of the path; null: no path. */
  gap: z.number().nullable(),
  /** Percent planned by the board's day; null: no path. */
  planned: z.number().nullable(),
  /** The amount done, in `unit`; null where the measure is no amount. */
  done: z.number().nullable(),
  companionDone: z.number().nullable(),
  /** The day 100 % is due, and what that milestone is called. */
  deadline: z.object({ day: Day, name: Words.nullable() }).nullable(),
  /** The planned path in percent. */
  path: z.array(z.object({ day: Day, share: z.number() })),
  /** Month ends with the percent done; the last stands at the board's day. `companion`: running. */
  series: z.array(z.object({ day: Day, progress: z.number().nullable(), companion: z.number().nullable() })),
  progress: z.number().nullable(),
  companion: z.number().nullable(),
  /** How fast it must go from now (rounded up) against last month's actual; null: nothing left or no date. */
  pace: z
    .object({
      need: z.number(),
      actual: z.number().nullable(),
      /** Month of `actual`. */
      month: Month,
      unit: z.string(),
      per: z.enum(['day', 'week', 'month']),
    })
    .nullable(),
  items: z.number().int(),
  openItems: z.number().int(),
  overdue: z.number().int(),
  unreported: z.number().int(),
  /** The line ends where reports end. */
  /** Open rows that need somebody: what the ledger shows as 须处理. */
  todo: z.number().int(),
  missingSince: Month.nullable(),
  alarms: z.array(z.object({ key: z.string(), count: z.number().int(), amount: z.number().nullable() })),
  /** 本市无此项: the tile stays. */
  applicable: z.boolean(),
  rank: z.number().int().nullable(),
});
export type ProgramTile = z.output<typeof ProgramTile>;

/** Figures of the definition's measures for one region. */
export const MeasureCells = z.record(z.string(), z.number().nullable());

export const ProgramBoard = z.object({
  key: ProgramKey,
  name: Words,
  definition: ProgramDefinitionSchema,
  version: z.number().int(),
  state: z.enum(['draft', 'active', 'ended']),
  office: z.string(),
  month: Month,
  months: z.array(Month),
  /** Data until this moment. */
  until: Instant,
  closed: z.boolean(),
  simulated: z.boolean(),
  /** The sentence above the charts, in the language asked for. */
  lead: Sentence,
  /** Late ones first, then protocol order; the province last. */
  tiles: z.array(ProgramTile),
  province: ProgramTile.nullable(),
  measures: z.array(z.object({ region: RegionCode, cells: MeasureCells })),
  /** 催报: rows whose report of the month is missing, as far as the person may press for them. */
  unreported: z.number().int(),
  may: z.object({ define: z.boolean(), assign: z.boolean(), report: z.boolean(), remind: z.boolean() }),
});
export type ProgramBoard = z.output<typeof ProgramBoard>;

const programKey = z.object({ key: ProgramKey });
export const getProgramBoard = endpoint({
  method: 'GET',
  path: '/api/programs/:key/board',
  summary: '专项看板 · a program’s board',
  params: programKey,
  query: z.object({ month: Month.optional(), lang: Lang.default('zh') }),
  response: ProgramBoard,
  permission: 'programs.read',
});
export const getProgramBoardXlsx = endpoint({
  method: 'GET',
  path: '/api/programs/:key/board.xlsx',
  params: programKey,
  query: z.object({ month: Month.optional(), lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** One row of the ledger. */
export const LedgerRow = z.object({
  id: z.number().int(),
  no: z.number().int(),
  title: z.string(),
  city: RegionCode,
  county: RegionCode.nullable(),
  township: z.string().nullable(),
  site: z.string().nullable(),
  state: ItemStateName,
  lamp: ProgramLamp,
  /** 先拆后通, 差 24.9 点. */
  reason: z.string(),
  overridden: z.boolean(),
  deadline: Day.nullable(),
  /** Working days left; negative: overdue. Null: closed or no deadline. */
  daysLeft: z.number().int().nullable(),
  values: FieldValuesSchema,
  /** Values of the last accepted report: what a pre-filled form starts from. */
  previous: FieldValuesSchema,
  alarms: z.array(z.object({ key: z.string(), amount: z.number().nullable() })),
  /** By evidence rule. */
  evidence: z.record(z.string(), z.enum(['have', 'missing', 'refused', 'repeated'])),
  returned: z
    .object({ reason: z.string(), post: z.string(), at: Instant, reportId: z.number().int().nullable() })
    .nullable(),
  report: z
    .object({ month: Month, state: z.enum(['sent', 'returned', 'accepted']), at: Instant, post: z.string() })
    .nullable(),
  /** Whether the asker may fill in `once`/`reported` fields now; `issued` fields only with items.assign. */
  mayReport: z.boolean(),
  revision: z.number().int(),
});
export type LedgerRow = z.output<typeof LedgerRow>;

/** What to show: what must be dealt with, one alarm, returned, unreported, overdue, all. */
const LedgerFilter = z.object({
  city: RegionCode.optional(),
  county: RegionCode.optional(),
  show: z.enum(['todo', 'alarm', 'returned', 'unreported', 'overdue', 'all']).default('all'),
  alarm: z.string().max(40).optional(),
  state: ItemStateName.optional(),
  lamp: ProgramLamp.optional(),
  /** Words to look for, Chinese, pinyin initials, or a number. */
  q: z.string().trim().max(80).optional(),
  sort: z.string().max(60).default('no'),
  order: z.enum(['up', 'down']).default('up'),
  lang: Lang.default('zh'),
});

export const listItems = endpoint({
  method: 'GET',
  path: '/api/programs/:key/items',
  summary: '台账 · the ledger of a program, a page at a time',
  params: programKey,
  query: LedgerFilter.extend({
    cursor: z.string().max(200).optional(),
    limit: queryInteger.pipe(z.number().min(1).max(500)).default(100),
  }),
  response: pageOf(LedgerRow).extend({
    /** Sums of the numeric fields over all rows of the filter, not only this page. */
    totals: z.record(z.string(), z.number().nullable()),
    counts: z.object({
      todo: z.number().int(),
      returned: z.number().int(),
      unreported: z.number().int(),
      overdue: z.number().int(),
      all: z.number().int(),
      alarms: z.record(z.string(), z.number().int()),
    }),
  }),
  permission: 'programs.read',
});
export const listItemsXlsx = endpoint({
  method: 'GET',
  path: '/api/programs/:key/items.xlsx',
  summary: '导出台账 · the ledger as a spreadsheet that can be imported again',
  params: programKey,
  query: LedgerFilter,
  response: 'file',
  permission: 'programs.read',
});

/** Places of items on a map; at most some thousands, the rest as counts by county. */
export const listItemPlaces = endpoint({
  method: 'GET',
  path: '/api/programs/:key/places',
  params: programKey,
  query: z.object({ city: RegionCode.optional() }),
  response: z.object({
    points: z.array(
      z.object({
        id: z.number().int(),
        title: z.string(),
        longitude: z.number(),
        latitude: z.number(),
        lamp: ProgramLamp,
      }),
    ),
    counties: z.array(
      z.object({
        county: RegionCode,
        lamps: z.record(ProgramLamp, z.number().int()),
        items: z.number().int(),
      }),
    ),
    withoutPlace: z.number().int(),
  }),
  permission: 'programs.read',
});
export const listItemPlacesXlsx = endpoint({
  method: 'GET',
  path: '/api/programs/:key/places.xlsx',
  params: programKey,
  query: z.object({ city: RegionCode.optional(), lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});

/** 排名: by the definition's steps; cities with too few items are not ranked and say so. */
export const ProgramRanking = z.object({
  month: Month,
  atLeast: z.number().int(),
  /** The steps in words. */
  rule: z.string(),
  rows: z.array(
    z.object({
      region: RegionCode,
      rank: z.number().int().nullable(),
      tied: z.boolean(),
      /** Why there is no rank. */
      unranked: z.string().nullable(),
      n: z.number().int(),
      /** One figure per step. */
      steps: z.array(z.number().nullable()),
      /** Change of rank against the month before; positive: better. */
      change: z.number().int().nullable(),
    }),
  ),
});
export type ProgramRanking = z.output<typeof ProgramRanking>;
const rankingQuery = z.object({ month: Month.optional(), lang: Lang.default('zh') });
export const getProgramRanking = endpoint({
  method: 'GET',
  path: '/api/programs/:key/ranking',
  params: programKey,
  query: rankingQuery,
  response: ProgramRanking,
  permission: 'programs.read',
});
/** 市重点工作评分 (DIS-5.2): an option, off by default; never without its parts and n. */
export const ProgramScores = z.object({
  enabled: z.boolean(),
  /** Whether the asker may switch it on and off. */
  maySet: z.boolean(),
  month: Month,
  atLeast: z.number().int(),
  /** The formula in words. */
  rule: z.string(),
  rows: z.array(
    z.object({
      region: RegionCode,
      rank: z.number().int().nullable(),
      /** Why there is no rank. */
      unranked: z.string().nullable(),
      total: z.number().nullable(),
      /** Of how many points: parts without data are left out on both sides. */
      of: z.number(),
      n: z.number().int(),
      parts: z.array(
        z.object({
          part: z.enum(['water', 'air', 'programs', 'honesty', 'overdue']),
          points: z.number().nullable(),
          of: z.number(),
          n: z.number().int(),
        }),
      ),
    }),
  ),
});
export type ProgramScores = z.output<typeof ProgramScores>;
export const getProgramScores = endpoint({
  method: 'GET',
  path: '/api/program-scores',
  summary: '市重点工作评分 · the cities’ key-work score with its parts, where switched on',
  query: z.object({ lang: Lang.default('zh') }),
  response: ProgramScores,
  permission: 'programs.read',
});
export const getProgramScoresXlsx = endpoint({
  method: 'GET',
  path: '/api/program-scores.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'programs.read',
});
export const setProgramScores = endpoint({
  method: 'PUT',
  path: '/api/program-scores/setting',
  body: z.object({ enabled: z.boolean() }),
  response: z.object({ enabled: z.boolean() }),
  permission: 'settings.write',
});

export const getProgramRankingXlsx = endpoint({
  method: 'GET',
  path: '/api/programs/:key/ranking.xlsx',
  params: programKey,
  query: rankingQuery,
  response: 'file',
  permission: 'programs.read',
});

/** 挂图: the wall chart to print on A0 or A3. */
export const getWallChart = endpoint({
  method: 'GET',
  path: '/api/programs/:key/wall',
  params: programKey,
  query: z.object({
    month: Month.optional(),
    size: z.enum(['A0', 'A3']).default('A3'),
    format: z.enum(['pdf', 'svg']).default('pdf'),
  }),
  response: 'file',
  permission: 'programs.read',
});

/** A city's own milestones; an empty list goes back to the program's. */
export const setProgramPath = endpoint({
  method: 'PUT',
  path: '/api/programs/:key/path/:region',
  params: z.object({ key: ProgramKey, region: RegionCode }),
  body: z.object({
    milestones: z.array(z.object({ day: Day, share: z.number().min(0).max(100) })).max(60),
    reason: z.string().trim().min(1).max(400),
  }),
  response: z.object({}),
  permission: 'items.assign',
});

/** 催报: tell those whose report of the month is missing; nobody who has sent it, nobody twice a day. */
export const remindUnreported = endpoint({
  method: 'POST',
  path: '/api/programs/:key/remind',
  params: programKey,
  body: z.object({ city: RegionCode.optional(), month: Month.optional() }),
  response: z.object({ rows: z.number().int(), people: z.number().int() }),
  permission: 'items.assign',
});
