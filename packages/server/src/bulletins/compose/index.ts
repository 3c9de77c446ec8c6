export { composeBulletin } from './compose.ts';
export * from './facts.ts';
