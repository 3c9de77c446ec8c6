import type { AreaRoutes } from '../http/route.ts';
import { boardRoutes } from './board/routes.ts';
import { definitionRoutes } from './definitions/routes.ts';
import { ledgerImportRoutes } from './import/routes.ts';
import { itemRoutes } from './items/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';

/** 专项: everything of this area. */
export const programRoutes: AreaRoutes = (app, platform) => {
  boardRoutes(app, platform);
  itemRoutes(app, platform);
  definitionRoutes(app, platform);
  ledgerRoutes(app, platform);
  ledgerImportRoutes(app, platform);
};
