import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import type { Call } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { addAgendaItem, changeAgendaItem, orderAgenda, removeAgendaItem } from './agenda.ts';
import { putAside } from './asides.ts';
import { cancelMeeting, patchMeeting } from './change.ts';
import { createMeeting, type NewMeetingInput } from './create.ts';
import { listMeetings } from './list.ts';
import { readMeeting } from './page.ts';
import { meetingPeople } from './people.ts';
import { proposeAgenda } from './propose.ts';
import { effectiveRules } from './rules.ts';
import { writeRules } from './rules-change.ts';
import { setStep } from './steps.ts';
import { readSuggestions } from './suggestions.ts';
import { venueRoutes } from './venue-routes.ts';
import { meetingsXlsx } from './xlsx.ts';

/** 会议的周期: calendar, one meeting, checklist, agenda, venues, attendance, rules. */
export const cycleRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  const after = async (done: Promise<number>, call: Call, lang: contract.Lang) =>
    readMeeting(db, call, await done, lang);

  route(app, contract.listMeetings, ({ query, call }) => listMeetings(db, call, query));
  route(app, contract.postMeeting, ({ body, query, call }) =>
    after(makeMeeting(platform, call, body), call, query.lang),
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

  route(app, contract.postAgendaItem, ({ params, body, query, call }) =>
    after(addAgendaItem(db, call, params.id, body), call, query.lang),
  );
  route(app, contract.putAgendaItem, ({ params, body, query, call }) =>
    after(changeAgendaItem(db, call, params.id, params.item, body), call, query.lang),
  );
  route(app, contract.deleteAgendaItem, ({ params, query, call }) =>
    after(removeAgendaItem(db, call, params.id, params.item), call, query.lang),
  );
  route(app, contract.putAgendaOrder, ({ params, body, query, call }) =>
    after(orderAgenda(db, call, params.id, body.items), call, query.lang),
  );
  route(app, contract.proposeAgenda, ({ params, query, call }) =>
    after(proposeAgenda(platform, call, params.id), call, query.lang),
  );
  route(app, contract.getSuggestions, ({ params, query, call }) =>
    readSuggestions(platform, call, params.id, query.lang),
  );
  route(app, contract.putSuggestionAside, async ({ params, query, body, call }) => {
    await putAside(db, call, params.id, body);
    return readSuggestions(platform, call, params.id, query.lang);
  });

  route(app, contract.listMeetingsXlsx, ({ query, call }) => meetingsXlsx(db, call, query));
  route(app, contract.listMeetingPeople, async () => ({ items: await meetingPeople(db) }));
  venueRoutes(app, platform);

  route(app, contract.getMeetingRules, () => effectiveRules(db));
  route(app, contract.putMeetingRules, ({ body, call }) => writeRules(db, call, body));
};

/** A meeting with its speakers suggested, where there are figures yet; they can be proposed any time later. */
async function makeMeeting(platform: Platform, call: Call, input: NewMeetingInput): Promise<number> {
  const id = await createMeeting(platform.db, call, input);
  try {
    return await proposeAgenda(platform, call, id);
  } catch (error) {
    if (error instanceof contract.AppError && NO_FIGURES.includes(error.code)) return id;
    throw error;
  }
}

/** The period is not over, or nothing was measured. */
const NO_FIGURES: readonly contract.ErrorCode[] = ['thing.invalid', 'thing.notFound'];
