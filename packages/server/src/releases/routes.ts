import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { may } from '../platform/policy.ts';
import { patchRelease, reviewRelease, submitRelease } from './acts.ts';
import { draftRelease } from './draft.ts';
import { releaseFile } from './files.ts';
import { publicRoutes } from './public/routes.ts';
import * as acts from './publications/acts.ts';
import { publicationDesk } from './publications/list.ts';
import { answerRequest } from './publications/requests.ts';
import { readReleaseRules, writeReleaseRules } from './rules.ts';
import { getRelease, listReleases, meetingsWithout } from './view.ts';
import { releasesXlsx } from './xlsx.ts';

/** 新闻稿: drafting, three reviews and three proof-readings, publishing; and the pages of the public. */
export const releaseRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.listReleases, async ({ actor }) => {
    const write = may(actor, 'releases.write');
    const [items, meetings] = await Promise.all([listReleases(db, actor), write ? meetingsWithout(db) : []]);
    return { items, meetings, can: { write } };
  });
  route(app, contract.listReleasesXlsx, async ({ query, actor }) =>
    releasesXlsx(await listReleases(db, actor), query.lang),
  );
  route(app, contract.postRelease, async ({ params, query, call }) =>
    getRelease(db, call.actor, await draftRelease(platform, call, params.id), query.lang),
  );
  route(app, contract.getRelease, ({ params, query, actor }) => getRelease(db, actor, params.id, query.lang));
  route(app, contract.getReleaseFile, ({ params }) => releaseFile(db, params.id, params.format));
  route(app, contract.patchRelease, async ({ params, query, body, call }) => {
    await patchRelease(db, call, params.id, body);
    return getRelease(db, call.actor, params.id, query.lang);
  });
  route(app, contract.submitRelease, async ({ params, query, call }) => {
    await submitRelease(db, call, params.id);
    return getRelease(db, call.actor, params.id, query.lang);
  });
  route(app, contract.reviewRelease, async ({ params, query, body, call }) => {
    await reviewRelease(db, call, params.id, body);
    return getRelease(db, call.actor, params.id, query.lang);
  });
  route(app, contract.publishRelease, async ({ params, query, call }) => {
    await acts.publishRelease(platform, call, params.id);
    return getRelease(db, call.actor, params.id, query.lang);
  });
  route(app, contract.withdrawRelease, async ({ params, query, body, call }) => {
    await acts.withdrawRelease(platform, call, params.id, body.reason);
    return getRelease(db, call.actor, params.id, query.lang);
  });

  route(app, contract.listPublications, ({ call }) => publicationDesk(db, call));
  route(app, contract.publishBulletin, async ({ params, call }) => ({
    slug: await acts.publishBulletin(platform, call, params.id),
  }));
  route(app, contract.publishRanking, async ({ params, call }) => ({
    slug: await acts.publishRanking(platform, call, params.period),
  }));
  route(app, contract.correctPublication, ({ params, body, call }) =>
    acts.correctPublication(platform, call, params.id, body.note),
  );
  route(app, contract.withdrawPublication, ({ params, body, call }) =>
    acts.withdrawPublication(platform, call, params.id, body.note),
  );
  route(app, contract.answerCorrection, ({ params, body, call }) => answerRequest(db, call, params.id, body));
  route(app, contract.getReleaseRules, () => readReleaseRules(db));
  route(app, contract.putReleaseRules, ({ body, call }) => writeReleaseRules(db, body, call));
  publicRoutes(app, platform);
};
