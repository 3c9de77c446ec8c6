/** 新闻稿: safety checks, three reviews and three proof-readings. */
export { type CheckBlock, checkRelease, type ReleaseCheck, releaseWords } from './checks.ts';
export * from './finding.ts';
export * from './finding-words.ts';
export * from './review.ts';
