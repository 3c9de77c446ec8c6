import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { may } from '../../platform/policy.ts';
import { writeSetting } from '../../platform/settings/settings.ts';
import { listRegions } from '../../regions/queries.ts';
import { boardFacts, boardFrom } from './board.ts';
import { listPrograms } from './list.ts';
import { remind, setPath } from './path.ts';
import { rankingOf } from './ranking.ts';
import { programScores, scoresOf } from './scores.ts';
import { wallChart } from './wall/wall.ts';
import { boardXlsx, programsXlsx, rankingXlsx, scoresXlsx } from './xlsx.ts';

/** 专项看板: list, board, ranking, scores, wall chart. */
export const boardRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;

  route(app, contract.listPrograms, async ({ query, call }) => ({
    items: await listPrograms(
      db,
      { lang: query.lang, ended: query.ended === 'true', drafts: may(call.actor, 'programs.define') },
      call,
    ),
  }));
  route(app, contract.listProgramsXlsx, async ({ query, call }) =>
    programsXlsx(await listPrograms(db, { lang: query.lang, ended: true, drafts: false }, call), query.lang),
  );
  route(app, contract.getProgramBoard, async ({ params, query, call }) =>
    boardFrom(await boardFacts(db, params.key, call, query.month), query.lang, call),
  );
  route(app, contract.getProgramBoardXlsx, async ({ params, query, call }) =>
    boardXlsx(await boardFacts(db, params.key, call, query.month), query.lang, call),
  );
  route(app, contract.getProgramRanking, async ({ params, query, call }) =>
    rankingOf(await boardFacts(db, params.key, call, query.month), query.lang),
  );
  route(app, contract.getProgramRankingXlsx, async ({ params, query, call }) => {
    const facts = await boardFacts(db, params.key, call, query.month);
    return rankingXlsx(facts, rankingOf(facts, query.lang), query.lang);
  });
  route(app, contract.getWallChart, async ({ params, query, call }) =>
    wallChart(await boardFacts(db, params.key, call, query.month), query.size, query.format, call),
  );
  route(app, contract.getProgramScores, ({ query, call }) => scoresOf(db, query.lang, call));
  route(app, contract.getProgramScoresXlsx, async ({ query, call }) => {
    const scores = await scoresOf(db, query.lang, call);
    const regions = await listRegions(db);
    const name = (code: string) => {
      const region = regions.find((one) => one.code === code);
      return (query.lang === 'zh' ? region?.name : region?.nameEn) ?? code;
    };
    return scoresXlsx(scores, name, query.lang);
  });
  route(app, contract.setProgramScores, ({ body, call }) => writeSetting(db, programScores, body, call));
  route(app, contract.setProgramPath, async ({ params, body, call }) => {
    await setPath(db, params.key, params.region, body, call);
    return {};
  });
  route(app, contract.remindUnreported, ({ params, body, call }) => remind(db, params.key, body, call));
};
