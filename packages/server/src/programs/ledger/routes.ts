import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { ledgerPage } from './ledger.ts';
import { placesOf, placesXlsx } from './places.ts';
import { ledgerXlsx } from './xlsx.ts';

/** 台账: rows, their spreadsheet, their places. */
export const ledgerRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.listItems, ({ params, query, call }) => ledgerPage(db, params.key, query, call));
  route(app, contract.listItemsXlsx, ({ params, query, call }) => ledgerXlsx(db, params.key, query, call));
  route(app, contract.listItemPlaces, ({ params, query, call }) =>
    placesOf(db, params.key, query.city, call),
  );
  route(app, contract.listItemPlacesXlsx, ({ params, query, call }) =>
    placesXlsx(db, params.key, query, call),
  );
};
