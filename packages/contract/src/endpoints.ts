/** The addresses of the figures: every route of overview, situation, cities, ranking, why, targets, closings, bulletins. */
import { z } from 'zod';
import { Bulletin, Closing, ClosingCheck, NewBulletin, NewTarget, Target } from './bookkeeping.ts';
import { CityAccount, CityDay, CityQuery, Explanation, WhatIfBase, WhyQuery } from './city.ts';
import { endpoint, queryInteger } from './endpoint.ts';
import { Day, Lang, Month, RegionCode, View } from './figures.ts';
import { Overview } from './overview.ts';
import { Ranking, RankingQuery } from './ranking.ts';
import { Situation, SituationQuery } from './situation.ts';

const byCode = z.object({ code: RegionCode });
const byId = z.object({ id: queryInteger });
const Saved = z.object({ id: z.number().int() });

export const getOverview = endpoint({
  method: 'GET',
  path: '/api/overview',
  response: Overview,
  // Names of places and the span of the data, no figure: the frame of every page needs them.
  permission: 'self',
});
export const getBoundary = endpoint({
  method: 'GET',
  path: '/api/boundary',
  response: z.object({ geojson: z.unknown() }),
  permission: 'figures.read',
});
/** Multipart: `file` (GeoJSON), `source`, `approvalNo`. */
export const postBoundary = endpoint({
  method: 'POST',
  path: '/api/boundary',
  body: 'upload',
  response: Saved,
  permission: 'settings.write',
});
export const deleteBoundary = endpoint({
  method: 'DELETE',
  path: '/api/boundary',
  response: z.object({ removed: z.boolean() }),
  permission: 'settings.write',
});

export const getSituation = endpoint({
  method: 'GET',
  path: '/api/situation',
  query: SituationQuery,
  response: Situation,
  permission: 'figures.read',
});
export const getSituationXlsx = endpoint({
  method: 'GET',
  path: '/api/situation.xlsx',
  query: SituationQuery,
  response: 'file',
  permission: 'figures.read',
});

export const getCityAccount = endpoint({
  method: 'GET',
  path: '/api/cities/:code/account',
  params: byCode,
  query: CityQuery,
  response: CityAccount,
  permission: 'figures.read',
});
export const getCityDay = endpoint({
  method: 'GET',
  path: '/api/cities/:code/days/:day',
  params: z.object({ code: RegionCode, day: Day }),
  query: View,
  response: CityDay,
  permission: 'figures.read',
});
export const getCityDaysXlsx = endpoint({
  method: 'GET',
  path: '/api/cities/:code/days.xlsx',
  params: byCode,
  query: CityQuery,
  response: 'file',
  permission: 'figures.read',
});
export const getWhatIfBase = endpoint({
  method: 'GET',
  path: '/api/cities/:code/what-if',
  params: byCode,
  query: CityQuery,
  response: WhatIfBase,
  permission: 'figures.read',
});
/** The monthly statement (账单), one page: as a standing HTML page or a PDF. */
export const getStatement = endpoint({
  method: 'GET',
  path: '/api/cities/:code/statement',
  params: byCode,
  query: View.extend({ month: Month, format: z.enum(['html', 'pdf']).default('html') }),
  response: 'file',
  permission: 'figures.read',
});

export const getRanking = endpoint({
  method: 'GET',
  path: '/api/ranking',
  query: RankingQuery,
  response: Ranking,
  permission: 'figures.read',
});
export const getRankingXlsx = endpoint({
  method: 'GET',
  path: '/api/ranking.xlsx',
  query: RankingQuery,
  response: 'file',
  permission: 'figures.read',
});
export const getWhy = endpoint({
  method: 'GET',
  path: '/api/why',
  query: WhyQuery,
  response: Explanation,
  permission: 'figures.read',
});

export const listTargets = endpoint({
  method: 'GET',
  path: '/api/targets',
  query: z.object({
    year: queryInteger.optional(),
    history: z.enum(['true', 'false']).default('false'),
    lang: Lang.default('zh'),
  }),
  response: z.object({ year: z.number().int(), years: z.array(z.number().int()), items: z.array(Target) }),
  permission: 'figures.read',
});
export const listTargetsXlsx = endpoint({
  method: 'GET',
  path: '/api/targets.xlsx',
  query: z.object({ year: queryInteger.optional(), lang: Lang.default('zh') }),
  response: 'file',
  permission: 'figures.read',
});
/** A new target, or a new version of one: the old version stays. */
export const postTarget = endpoint({
  method: 'POST',
  path: '/api/targets',
  body: NewTarget,
  response: Target,
  permission: 'targets.write',
});
/** Multipart: `file`, a CSV or XLSX of targets (docs/formats.md). */
export const importTargets = endpoint({
  method: 'POST',
  path: '/api/targets/import',
  body: 'upload',
  response: z.object({
    added: z.number().int(),
    same: z.number().int(),
    rejected: z.array(
      z.object({
        line: z.number().int(),
        column: z.string().nullable(),
        reason: z.string(),
        raw: z.string(),
      }),
    ),
  }),
  permission: 'targets.write',
});

export const listClosings = endpoint({
  method: 'GET',
  path: '/api/closings',
  query: z.object({ lang: Lang.default('zh') }),
  response: z.object({ items: z.array(Closing), next: ClosingCheck.nullable() }),
  permission: 'figures.read',
});
export const postClosing = endpoint({
  method: 'POST',
  path: '/api/closings',
  body: z.object({ period: Month, note: z.string().max(500).default('') }),
  response: Closing,
  permission: 'accounts.close',
});

/** The closings, and the bulletins one may see, as spreadsheets. */
export const listClosingsXlsx = endpoint({
  method: 'GET',
  path: '/api/closings.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'figures.read',
});
export const listBulletinsXlsx = endpoint({
  method: 'GET',
  path: '/api/bulletins.xlsx',
  query: z.object({ lang: Lang.default('zh') }),
  response: 'file',
  permission: 'figures.read',
});

export const listBulletins = endpoint({
  method: 'GET',
  path: '/api/bulletins',
  response: z.object({ items: z.array(Bulletin) }),
  permission: 'figures.read',
});
export const postBulletin = endpoint({
  method: 'POST',
  path: '/api/bulletins',
  body: NewBulletin,
  response: Bulletin,
  permission: 'bulletins.write',
});
export const issueBulletin = endpoint({
  method: 'POST',
  path: '/api/bulletins/:id/issue',
  params: byId,
  response: Bulletin,
  permission: 'bulletins.write',
});
export const getBulletin = endpoint({
  method: 'GET',
  path: '/api/bulletins/:id',
  params: byId,
  /** `updating`: the data have changed since the draft was made; it is being made anew. */
  response: Bulletin.extend({ updating: z.boolean() }),
  permission: 'figures.read',
});
export const getBulletinFile = endpoint({
  method: 'GET',
  path: '/api/bulletins/:id/:format',
  params: z.object({ id: queryInteger, format: z.enum(['html', 'docx', 'pdf', 'xlsx']) }),
  response: 'file',
  permission: 'figures.read',
});
