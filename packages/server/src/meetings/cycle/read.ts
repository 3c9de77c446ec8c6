/** What other parts of the meetings take from the cycle. */
export { setMeetingState } from './change.ts';
export { createMeeting } from './create.ts';
export {
  bureauOf,
  findMeeting,
  isInvited,
  isPerson,
  type MeetingRecord,
  meetingPeriod,
  requireMeeting,
  seenMeetings,
  seesMeeting,
  seesReasons,
} from './record.ts';
export { type AgendaRow, agendaRows, inOrder, type VenueRow, venueRows } from './rows.ts';
export { effectiveRules } from './rules.ts';
