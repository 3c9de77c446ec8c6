import { z } from 'zod';

/** 调度会: the year of the calendar. */
export const MeetingsSearch = z.object({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
});
export type MeetingsSearch = z.infer<typeof MeetingsSearch>;

/** Sides of one meeting; the first stands at the meeting's own address. */
export const meetingTabs = ['prepare', 'agenda', 'papers', 'venues', 'follow-up'] as const;
export type MeetingTab = (typeof meetingTabs)[number];

const whole = z.coerce.number().int().positive().optional().catch(undefined);
/** Of the papers: the one that is open beside the list. */
export const PapersSearch = z.object({ paper: whole });
export type PapersSearch = z.infer<typeof PapersSearch>;
/** Of the venues: the one whose list is shown. */
export const VenuesSearch = z.object({ venue: whole });
export type VenuesSearch = z.infer<typeof VenuesSearch>;
