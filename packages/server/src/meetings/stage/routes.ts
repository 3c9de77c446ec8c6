import * as contract from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { z } from 'zod';
import { type AreaRoutes, route } from '../../http/route.ts';
import { drives, followsRecord, isGuest, ownVenues, requireScreen, requireStage } from './access.ts';
import { actOnStage } from './act.ts';
import { chairNotes } from './chair.ts';
import { doubtsOf } from './doubts.ts';
import { StageHub } from './hub.ts';
import { composeStagePages } from './pages/compose.ts';
import { orderPages, putPointsPage, removePage } from './pages/edit.ts';
import { keysOf, readPages } from './pages-store.ts';
import { readPresence } from './presence.ts';
import { confirmLine, keepLine, readChanges } from './record.ts';
import { linesAfter, listLines, recordXlsx } from './record-list.ts';
import { presentLine } from './record-rows.ts';
import { hallKeys, presentStage, readStageRows } from './state.ts';
import { answerStream } from './streams.ts';
import { sessionRole } from './watching.ts';

/** A hall full of screens behind one address: links cannot be guessed, the limit only stops what has run wild. */
const SCREEN_LIMIT = { max: 6000, timeWindow: 60_000 };
const SCREEN_STREAM_LIMIT = { max: 1200, timeWindow: 60_000 };

/** 会中: stage, screens, record. */
export const stageRoutes: AreaRoutes = (app, platform) => {
  const { db, clock } = platform;
  const hub = new StageHub(platform, linesAfter);
  app.addHook('onListen', async () => hub.start());
  // Before the server waits for its connections to end: these would not end by themselves.
  app.addHook('preClose', () => hub.stop());

  route(app, contract.getStage, async ({ params, actor }) => {
    const { meeting, sight } = await requireStage(db, actor, params.id);
    return presentStage(await readStageRows(db, meeting), sight, clock.now());
  });
  route(app, contract.postStage, async ({ params, body, call, actor }) => {
    await requireStage(db, actor, params.id);
    const rows = await actOnStage(db, call, params.id, body);
    await hub.changed(params.id);
    return presentStage(rows, 'staff', clock.now());
  });
  route(app, contract.getStagePages, async ({ params, query, actor }) => {
    const { meeting, sight } = await requireStage(db, actor, params.id);
    const wanted = keysOf(query.keys);
    if (sight === 'staff') return { items: await readPages(db, meeting.id, wanted) };
    const open = hallKeys(await readStageRows(db, meeting));
    return { items: await readPages(db, meeting.id, within(open, wanted)) };
  });
  route(app, contract.getChairNotes, ({ params, query, call }) =>
    chairNotes(platform, call, params.id, query),
  );
  const changedPages = async (done: Promise<contract.ScreenPage[]>, id: number) => {
    const items = await done;
    await hub.changed(id);
    return { items };
  };
  route(app, contract.composePages, async ({ params, call, actor }) => {
    await requireStage(db, actor, params.id);
    return changedPages(composeStagePages(platform, call, params.id), params.id);
  });
  route(app, contract.putStagePage, ({ params, body, call }) =>
    changedPages(putPointsPage(db, call, params.id, params.key, body), params.id),
  );
  route(app, contract.deleteStagePage, ({ params, call }) =>
    changedPages(removePage(db, call, params.id, params.key), params.id),
  );
  route(app, contract.putPageOrder, ({ params, body, call }) =>
    changedPages(orderPages(db, call, params.id, body.keys), params.id),
  );
  app.route({
    method: contract.openStage.method,
    url: contract.openStage.path,
    config: { permission: contract.openStage.permission },
    schema: {
      summary: contract.openStage.summary ?? '',
      params: contract.openStage.params,
      querystring: contract.openStage.query,
    },
    handler: async (request, reply) => {
      const { id } = parsed(contract.openStage.params, request.params);
      const { lang, venue } = parsed(contract.openStage.query, request.query);
      const { actor, session } = request;
      if (session === null) throw new AppError('session.required');
      const { sight } = await requireStage(db, actor, id);
      if (venue !== undefined) await requireVenue(id, venue, actor);
      return answerStream(hub, request, reply, {
        meeting: id,
        sight,
        lang,
        drives: drives(actor),
        records: followsRecord(actor),
        lasting: {
          kind: 'session',
          hash: session.tokenHash,
          role: sessionRole({
            role: actor.role,
            regionCode: actor.regionCode,
            delegation: session.delegation,
          }),
        },
      });
    },
  });
  route(app, contract.getPresence, async ({ params, actor }) => {
    const { meeting } = await requireStage(db, actor, params.id);
    const items = await readPresence(platform, await readStageRows(db, meeting));
    if (!isGuest(actor)) return { items };
    const own = new Set(await ownVenues(db, actor, params.id));
    return { items: items.filter(({ venue }) => own.has(venue)) };
  });
  route(app, contract.postSeen, async ({ params, body, actor }) => {
    const { meeting } = await requireStage(db, actor, params.id);
    await requireVenue(params.id, body.venue, actor);
    hub.seen(body.venue, { at: clock.now(), revision: body.revision, page: body.page });
    return { revision: (await readStageRows(db, meeting)).revision };
  });

  route(
    app,
    contract.getScreen,
    async ({ params }) => {
      const { venue, name, main, meeting } = await requireScreen(db, params.token);
      const state = presentStage(await readStageRows(db, meeting), 'hall', clock.now());
      return { venue, venueName: name, main, state };
    },
    { rateLimit: SCREEN_LIMIT },
  );
  route(
    app,
    contract.getScreenPages,
    async ({ params, query }) => {
      const { meeting } = await requireScreen(db, params.token);
      const open = hallKeys(await readStageRows(db, meeting));
      return { items: await readPages(db, meeting.id, within(open, keysOf(query.keys))) };
    },
    { rateLimit: SCREEN_LIMIT },
  );
  route(
    app,
    contract.postScreenSeen,
    async ({ params, body }) => {
      const { venue, meeting } = await requireScreen(db, params.token);
      hub.seen(venue, { at: clock.now(), revision: body.revision, page: body.page });
      return { revision: (await readStageRows(db, meeting)).revision };
    },
    { rateLimit: SCREEN_LIMIT },
  );
  app.route({
    method: contract.openScreen.method,
    url: contract.openScreen.path,
    config: { permission: contract.openScreen.permission, rateLimit: SCREEN_STREAM_LIMIT },
    schema: { params: contract.openScreen.params },
    handler: async (request, reply) => {
      const { token } = parsed(contract.openScreen.params, request.params);
      const { meeting, hash } = await requireScreen(db, token);
      return answerStream(hub, request, reply, {
        meeting: meeting.id,
        sight: 'hall',
        lang: 'zh',
        drives: false,
        records: false,
        lasting: { kind: 'screen', hash },
      });
    },
  });

  route(app, contract.listRecord, ({ params, query, call }) =>
    listLines(platform, call, params.id, query.lang),
  );
  route(app, contract.listRecordXlsx, ({ params, query, call }) =>
    recordXlsx(platform, call, params.id, query.lang),
  );
  route(app, contract.putRecordLine, async ({ params, query, body, call }) => {
    const line = await keepLine(db, call, params.id, params.clientKey, body);
    await hub.recorded(params.id);
    return presentLine(line, await doubtsOf(platform, { id: params.id }, [line]), query.lang);
  });
  route(app, contract.getRecordChanges, ({ params, call }) =>
    readChanges(db, call, params.id, params.clientKey),
  );
  route(app, contract.confirmRecordLine, async ({ params, query, call }) => {
    const line = await confirmLine(db, call, params.id, params.clientKey);
    await hub.recorded(params.id);
    return presentLine(line, await doubtsOf(platform, { id: params.id }, [line]), query.lang);
  });

  /** The venue is this meeting's, and the actor's to speak for. */
  async function requireVenue(meetingId: number, venue: number, actor: Parameters<typeof ownVenues>[1]) {
    if (!(await ownVenues(db, actor, meetingId)).includes(venue))
      throw new AppError('thing.notFound', { what: 'venue', id: venue });
  }
};

/** Those of the open keys that were asked for. */
const within = (open: ReadonlySet<string>, wanted: ReadonlySet<string> | null): ReadonlySet<string> =>
  wanted === null ? open : new Set([...wanted].filter((key) => open.has(key)));

/** A part of a request by the schema that its endpoint declares. */
function parsed<T extends z.ZodType>(schema: T | undefined, part: unknown): z.output<T> {
  if (schema === undefined) throw new Error('the endpoint declares no such part');
  return schema.parse(part);
}
