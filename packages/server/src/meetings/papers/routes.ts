import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { composePapers, freezeMeeting } from './compose-papers.ts';
import { paperFile } from './files.ts';
import { papersBehind } from './renew.ts';
import { getPaper, handInSpeech, listPapers, setPaperState } from './service.ts';

/** 会议材料: making, freezing, reading, finishing. */
export const paperRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.listPapers, async ({ params, call }) => {
    const items = await listPapers(db, call.actor, params.id);
    const drafts = items.some(({ state }) => state === 'draft');
    return { items, updating: drafts && (await papersBehind(platform, params.id, call.at)) };
  });
  route(app, contract.composePapers, async ({ params, body, call }) => {
    await composePapers(platform, call, params.id, body.kinds);
    return { items: await listPapers(db, call.actor, params.id) };
  });
  route(app, contract.freezeMeeting, async ({ params, call }) => {
    await freezeMeeting(platform, call, params.id);
    return { items: await listPapers(db, call.actor, params.id) };
  });
  route(app, contract.getPaper, ({ params, actor }) => getPaper(db, actor, params.id));
  route(app, contract.getPaperFile, ({ params, call }) =>
    paperFile(platform, params.id, params.format, call),
  );
  route(app, contract.setPaperState, async ({ params, body, call }) => {
    await setPaperState(db, call, params.id, body);
    return getPaper(db, call.actor, params.id);
  });
  route(app, contract.handInSpeech, async ({ params, call }) => {
    await handInSpeech(db, call, params.id);
    return getPaper(db, call.actor, params.id);
  });
};
