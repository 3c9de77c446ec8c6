import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import type { Call } from '../../platform/actor.ts';
import { cancelMeeting, patchMeeting } from './change.ts';
import { createMeeting } from './create.ts';
import { listMeetings } from './list.ts';
import { readMeeting } from './page.ts';
import { effectiveRules } from './rules.ts';
import { writeRules } from './rules-change.ts';
import { setStep } from './steps.ts';

/** 会议的周期: calendar, one meeting, checklist, agenda, venues, attendance, rules. */
export const cycleRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  const after = async (done: Promise<number>, call: Call, lang: contract.Lang) =>
    readMeeting(db, call, await done, lang);

  route(app, contract.listMeetings, ({ query, call }) => listMeetings(db, call, query));
  route(app, contract.postMeeting, ({ body, query, call }) =>
    after(createMeeting(db, call, body), call, query.lang),
  );
  route(app, contract.getMeeting, ({ params, query, call }) => readMeeting(db, call, params.id, query.lang));
  route(app, contract.patchMeeting, ({ params, body, query, call }) =>
    after(patchMeeting(db, call, params.id, body), call, query.lang),
  );
  route(app, contract.cancelMeeting, ({ params, body, query, call }) =>
    after(cancelMeeting(db, call, params.id, body.reason), call, query.lang),
  );
  route(app, contract.putMeetingStep, ({ params, body, query, call }) =>
    after(setStep(db, call, params.id, params.step, body), call, query.lang),
  );

  route(app, contract.getMeetingRules, () => effectiveRules(db));
  route(app, contract.putMeetingRules, ({ body, call }) => writeRules(db, call, body));
};
