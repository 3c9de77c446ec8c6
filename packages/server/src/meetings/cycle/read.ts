/** What other parts of the meetings take from the cycle. */
export { setMeetingState } from './change.ts';
export {
  findMeeting,
  isInvited,
  type MeetingRecord,
  meetingPeriod,
  requireMeeting,
} from './record.ts';
export { type AgendaRow, agendaRows, type VenueRow, venueRows } from './rows.ts';
export { effectiveRules } from './rules.ts';
