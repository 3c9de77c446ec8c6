import type { Worker } from './platform/jobs/jobs.ts';

/** Who does the background work, area by area. */
export const workers: readonly Worker[] = [];
