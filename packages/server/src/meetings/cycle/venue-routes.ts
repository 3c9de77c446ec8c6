import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../../http/route.ts';
import * as attendees from './attendees.ts';
import { makeScreenLink } from './screens.ts';
import { addVenue, removeVenue } from './venues.ts';
import { attendeesXlsx } from './xlsx.ts';

/** 会场、参会、请假、签到、大屏链接. */
export const venueRoutes: AreaRoutes = (app, { db }) => {
  route(app, contract.listAttendees, ({ params, query, call }) =>
    attendees.listAttendees(db, call, params.id, query.venue),
  );
  route(app, contract.listAttendeesXlsx, ({ params, query, call }) =>
    attendeesXlsx(db, call, params.id, query.lang),
  );
  route(app, contract.postAttendee, ({ params, body, call }) =>
    attendees.addAttendee(db, call, params.id, body),
  );
  route(app, contract.putAttendee, ({ params, body, call }) =>
    attendees.changeAttendee(db, call, params.id, params.attendee, body),
  );
  route(app, contract.deleteAttendee, ({ params, call }) =>
    attendees.removeAttendee(db, call, params.id, params.attendee),
  );
  route(app, contract.askLeave, ({ params, body, call }) =>
    attendees.askLeave(db, call, params.id, params.attendee, body),
  );
  route(app, contract.judgeLeave, ({ params, body, call }) =>
    attendees.judgeLeave(db, call, params.id, params.attendee, body),
  );
  route(app, contract.signInAttendee, ({ params, body, call }) =>
    attendees.signIn(db, call, params.id, params.attendee, body.signedIn),
  );
  route(app, contract.postVenueScreen, ({ params, call }) =>
    makeScreenLink(db, call, params.id, params.venue),
  );
  route(app, contract.postVenue, async ({ params, body, call }) => {
    await addVenue(db, call, params.id, body);
    return attendees.listAttendees(db, call, params.id);
  });
  route(app, contract.deleteVenue, async ({ params, call }) => {
    await removeVenue(db, call, params.id, params.venue);
    return attendees.listAttendees(db, call, params.id);
  });
};
