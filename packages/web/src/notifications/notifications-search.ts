import { z } from 'zod';

export const notificationTabs = ['messages', 'settings', 'deliveries'] as const;

/** The page's own state in its address. */
export const NotificationsSearch = z.object({
  tab: z.enum(notificationTabs).optional().catch(undefined),
  /** `all`: also what is read, dealt with, put off. */
  state: z.literal('all').optional().catch(undefined),
});
export type NotificationsSearch = z.output<typeof NotificationsSearch>;

/** The year that the calendar shows. */
export const CalendarSearch = z.object({
  year: z.coerce.number().int().min(1990).max(2100).optional().catch(undefined),
});
export type CalendarSearch = z.output<typeof CalendarSearch>;
