/** What other parts of the meetings take from the cycle. */
export { setMeetingState } from './change.ts';
export {
  findMeeting,
  isInvited,
  type MeetingRecord,
  meetingPeriod,
  refusedByState,
  requireMeeting,
  seenMeetings,
} from './record.ts';
export { type AgendaRow, agendaRows, type VenueRow, venueRows } from './rows.ts';
export { effectiveRules } from './rules.ts';
