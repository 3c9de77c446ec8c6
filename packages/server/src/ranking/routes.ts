import { getRanking, getRankingXlsx } from '@qingzhang/contract';
import { remembered } from '../accounts/answers.ts';
import { type AreaRoutes, route } from '../http/route.ts';
import { rankingOf } from './service.ts';
import { rankingXlsx } from './xlsx.ts';

/** 排名: the page and its spreadsheet. */
export const rankingRoutes: AreaRoutes = (app, platform) => {
  route(app, getRanking, ({ query }) =>
    remembered(platform, ['ranking', query], () => rankingOf(platform, query)),
  );
  route(app, getRankingXlsx, async ({ query }) => rankingXlsx(await rankingOf(platform, query), query.lang));
};
