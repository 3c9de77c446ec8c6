import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { readChanges } from './changes.ts';
import { fullDesk, readDesk } from './desk.ts';
import { readForms } from './forms.ts';
import { search } from './search.ts';
import { deskXlsx, searchXlsx } from './xlsx.ts';

/** As many rows as a spreadsheet of a search holds of one program. */
const MOST_FOUND = 5000;

/** 今日, the month's forms, search. */
export const deskRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.getDesk, ({ query, call }) => readDesk(db, call, query));
  route(app, contract.getDeskXlsx, async ({ query: { lang }, call }) =>
    deskXlsx(await fullDesk(db, call, lang), lang),
  );
  route(app, contract.getDeskChanges, ({ query: { lang }, actor }) => readChanges(platform, actor, lang));
  route(app, contract.listReportForms, ({ query, call }) => readForms(db, call, query));
  route(app, contract.searchAll, ({ query, call }) => search(db, call, query));
  route(app, contract.searchAllXlsx, async ({ query, call }) =>
    searchXlsx(await search(db, call, { ...query, limit: MOST_FOUND }), query.lang),
  );
};
