import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import { bulletinFile } from './files.ts';
import { bulletinBehind } from './renew.ts';
import * as service from './service.ts';
import { bulletinsXlsx } from './xlsx.ts';

/** 通报: list, make, issue, read, download. */
export const bulletinRoutes: AreaRoutes = (app, platform) => {
  route(app, contract.listBulletins, async ({ actor }) => ({
    items: await service.listBulletins(platform, actor),
  }));
  route(app, contract.listBulletinsXlsx, async ({ query, actor }) =>
    bulletinsXlsx(await service.listBulletins(platform, actor), query.lang),
  );
  route(app, contract.postBulletin, ({ body, call }) => service.makeBulletin(platform, body.period, call));
  route(app, contract.issueBulletin, ({ params, call }) => service.issueBulletin(platform, params.id, call));
  route(app, contract.getBulletin, async ({ params, call }) => {
    const bulletin = await service.getBulletin(platform, params.id, call.actor);
    return { ...bulletin, updating: await bulletinBehind(platform, params.id, call.at) };
  });
  route(app, contract.getBulletinFile, ({ params, call }) =>
    bulletinFile(platform, params.id, params.format, call),
  );
};
