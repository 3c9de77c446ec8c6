import { z } from 'zod';
import { jobType } from '../platform/jobs/jobs.ts';

/** Publish what is due, put digests together, send what waits. Asked for at once when letters wait, and each minute. */
export const deliverMessages = jobType({
  name: 'notifications.deliver',
  data: z.object({}),
  // The next minute's run is the repetition; each delivery keeps its own count.
  retries: 0,
  timeoutMinutes: 15,
});
