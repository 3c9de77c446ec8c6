import type { AreaRoutes } from '../http/route.ts';
import { boardRoutes } from './board/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';

/** 专项: everything of this area. */
export const programRoutes: AreaRoutes = (app, platform) => {
  boardRoutes(app, platform);
  ledgerRoutes(app, platform);
};
