import { getRanking } from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { rankingOf } from './service.ts';

export const rankingRoutes: AreaRoutes = (app, platform) => {
  route(app, getRanking, ({ query }) => rankingOf(platform, query));
};
