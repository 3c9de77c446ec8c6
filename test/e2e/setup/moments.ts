/** The one moment at which all journeys take place, and what the province looks like then. */
export const WORLD = {
  now: '2026-06-15T10:20:00+08:00',
  /** The day under way. */
  today: '2026-06-15',
  /** The month that was closed when the journeys begin, and the one that may be closed next. */
  closed: '2026-04',
  next: '2026-05',
} as const;
