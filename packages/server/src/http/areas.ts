import { accountsRoutes } from '../accounts/routes.ts';
import { bulletinDocuments } from '../bulletins/document-source.ts';
import { bulletinRoutes } from '../bulletins/routes.ts';
import { deskRoutes } from '../desk/routes.ts';
import { reevaluate } from '../evaluation/reevaluate.ts';
import { intakeRoutes } from '../intake/routes.ts';
import { issuingRoutes } from '../issuing/routes.ts';
import { afterRoutes } from '../meetings/after/routes.ts';
import { cycleRoutes } from '../meetings/cycle/routes.ts';
import { paperDocuments } from '../meetings/papers/document-source.ts';
import { paperRoutes } from '../meetings/papers/routes.ts';
import { stageRoutes } from '../meetings/stage/routes.ts';
import { paperMessages } from '../notifications/papers.ts';
import { notificationRoutes } from '../notifications/routes.ts';
import { itemHandover } from '../programs/items/handover.ts';
import { programRoutes } from '../programs/routes.ts';
import { rankingRoutes } from '../ranking/routes.ts';
import { readingRoutes } from '../readings/routes.ts';
import { releaseDocuments } from '../releases/document-source.ts';
import { releaseRoutes } from '../releases/routes.ts';
import { sessionRoutes } from '../session/routes.ts';
import { situationWork } from '../tasks/city-work.ts';
import { taskRoutes } from '../tasks/routes.ts';
import type { AreaRoutes } from './route.ts';

/** Every area's routes, in the order of the data's way. */
export const areaRoutes: readonly AreaRoutes[] = [
  sessionRoutes,
  intakeRoutes,
  readingRoutes(reevaluate),
  accountsRoutes(situationWork),
  rankingRoutes,
  issuingRoutes([bulletinDocuments, paperDocuments, releaseDocuments], paperMessages),
  notificationRoutes,
  taskRoutes([itemHandover]),
  programRoutes,
  bulletinRoutes,
  cycleRoutes,
  paperRoutes,
  stageRoutes,
  afterRoutes,
  releaseRoutes,
  deskRoutes,
];
