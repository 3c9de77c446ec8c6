import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { readCityAccount } from './city/account.ts';
import { readCityDay } from './city/day.ts';
import { readWhatIfBase } from './city/what-if.ts';
import { readOverview } from './overview.ts';
import { readSituation } from './situation/situation.ts';

/** Situation, cities, why, targets, closings, boundary. */
export const accountsRoutes: AreaRoutes = (app, platform) => {
  route(app, contract.getOverview, () => readOverview(platform));

  route(app, contract.getSituation, ({ query: { period, ...view } }) =>
    readSituation(platform, { ...view, periodKey: period }),
  );

  route(app, contract.getCityAccount, ({ params, query }) =>
    readCityAccount(platform, { ...params, ...query }),
  );
  route(app, contract.getCityDay, ({ params, query }) => readCityDay(platform, { ...params, ...query }));
  route(app, contract.getWhatIfBase, ({ params, query }) =>
    readWhatIfBase(platform, { ...params, ...query }),
  );
};
