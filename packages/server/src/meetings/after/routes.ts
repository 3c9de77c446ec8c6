import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import { commitmentsXlsx, listCommitments } from '../commitments/list.ts';
import { settleCommitment } from '../commitments/settle.ts';
import { getPaper } from '../papers/service.ts';
import { archiveFile } from './archive.ts';
import { deckFile } from './deck.ts';
import { draftMinutes } from './draft-minutes.ts';
import { readFollowUp } from './follow-up.ts';
import { issuePaper } from './issue.ts';
import { postLetter } from './letters.ts';
import { makeTasks } from './make-tasks.ts';
import { followUpXlsx } from './xlsx.ts';

/** 会后: promises and their results, minutes, tasks, letters. */
export const afterRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  route(app, contract.listCommitments, ({ query, call }) => listCommitments(platform, call, query));
  route(app, contract.listCommitmentsXlsx, ({ query, call }) => commitmentsXlsx(platform, call, query));
  route(app, contract.settleCommitment, ({ params, query, body, call }) =>
    settleCommitment(platform, call, params.id, body, query.lang),
  );

  route(app, contract.getFollowUp, ({ params, query, call }) =>
    readFollowUp(db, call, params.id, query.lang),
  );
  route(app, contract.getFollowUpXlsx, ({ params, query, call }) =>
    followUpXlsx(db, call, params.id, query.lang),
  );
  route(app, contract.draftMinutes, async ({ params, call }) =>
    getPaper(db, call.actor, await draftMinutes(platform, call, params.id)),
  );
  route(app, contract.makeTasks, async ({ params, query, call }) => {
    await makeTasks(db, call, params.id);
    return readFollowUp(db, call, params.id, query.lang);
  });
  route(app, contract.postLetter, async ({ params, body, call }) =>
    getPaper(db, call.actor, await postLetter(platform, call, params.id, body)),
  );
  route(app, contract.issuePaper, async ({ params, call }) => {
    await issuePaper(db, call, params.id);
    return getPaper(db, call.actor, params.id);
  });

  route(app, contract.getMeetingDeck, ({ params, call }) => deckFile(db, call, params.id));
  route(app, contract.getMeetingArchive, ({ params, call }) => archiveFile(platform, call, params.id));
};
