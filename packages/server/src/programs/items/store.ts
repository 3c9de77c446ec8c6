/** What others use to make and change items: the import, the demonstration, tests. */
export { changeItems, type WantedChange } from './change.ts';
export { createItems, type NewItemFacts, refusedItems } from './create.ts';
export { derive, judgeOf } from './derive.ts';
export { readItems } from './read.ts';
