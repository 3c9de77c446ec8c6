import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import {
  announceYear,
  putCalendarDay,
  readCalendarYear,
  removeCalendarDay,
} from '../platform/calendar/edit.ts';
import { beijingDay } from '../platform/clock.ts';
import { transaction } from '../platform/database/transaction.ts';
import { countDeliveries, listDeliveries, retryDelivery } from './delivery-list.ts';
import { countMessages, listMessages, readMessages, snoozeMessage } from './messages.ts';
import { settle } from './notify.ts';
import { readPreference, writePreference } from './preference-service.ts';
import { addRobot, changeRobot, listRobots, tryRobot } from './robot-service.ts';
import { installStream } from './stream.ts';
import { calendarXlsx, deliveriesXlsx, messagesXlsx, robotsXlsx } from './xlsx.ts';

/** So many rows of a list stand in its spreadsheet. */
const SHEET_ROWS = 20_000;

/** Messages and their stream, preferences, deliveries, robots; the work calendar. */
export const notificationRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  installStream(app, platform);

  route(app, contract.listMessages, ({ query, call }) => listMessages(db, call, query));
  route(app, contract.listMessagesXlsx, async ({ query: { state, lang }, call }) => {
    const { items } = await listMessages(db, call, { state, limit: SHEET_ROWS });
    return messagesXlsx(items, beijingDay(call.at), lang);
  });
  route(app, contract.countMessages, ({ call }) => countMessages(db, call));
  route(app, contract.readMessages, ({ body, call }) => readMessages(db, call, body));
  route(app, contract.snoozeMessage, ({ params, body, call }) =>
    snoozeMessage(db, call, { ...params, ...body }),
  );

  route(app, contract.getNotificationPreference, async ({ call }) => ({
    preference: await readPreference(db, call),
    mail: platform.config.smtp !== null,
  }));
  route(app, contract.putNotificationPreference, ({ body, call }) => writePreference(db, call, body));

  route(app, contract.listDeliveries, async ({ query }) => ({
    ...(await listDeliveries(db, query)),
    counts: await countDeliveries(db),
  }));
  route(app, contract.listDeliveriesXlsx, async ({ query: { lang, ...filter } }) => {
    const { items } = await listDeliveries(db, { ...filter, limit: SHEET_ROWS });
    return deliveriesXlsx(items, lang);
  });
  route(app, contract.retryDelivery, async ({ params, call }) => {
    await retryDelivery(platform, params.id, call);
    return {};
  });

  route(app, contract.listRobots, async () => ({ items: await listRobots(db) }));
  route(app, contract.listRobotsXlsx, async ({ query }) => robotsXlsx(await listRobots(db), query.lang));
  route(app, contract.postRobot, ({ body, call }) => addRobot(platform, body, call));
  route(app, contract.patchRobot, ({ params, body, call }) => changeRobot(db, params.id, body, call));
  // It calls out: not many times a minute.
  route(app, contract.testRobot, ({ params, call }) => tryRobot(platform, params.id, call), {
    rateLimit: { max: 10, timeWindow: 60_000 },
  });

  route(app, contract.getCalendarYear, ({ params }) => readCalendarYear(db, params.year));
  route(app, contract.getCalendarYearXlsx, async ({ params, query }) =>
    calendarXlsx(await readCalendarYear(db, params.year), query.lang),
  );
  route(app, contract.putCalendarDay, ({ params, body, call }) =>
    putCalendarDay(db, { ...params, ...body }, call),
  );
  route(app, contract.deleteCalendarDay, ({ params, body, call }) =>
    removeCalendarDay(db, { ...params, ...body }, call),
  );
  route(app, contract.announceCalendarYear, ({ params, body, call }) =>
    transaction(db, async (trx) => {
      await settle(trx, call, { type: 'calendar', id: params.year }, 'done');
      return announceYear(trx, { ...params, ...body }, call);
    }),
  );
};
