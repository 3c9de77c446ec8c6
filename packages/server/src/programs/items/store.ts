/** What others use to make and change items: the import, the demonstration, tests. */
export { type ChangeOptions, type ChangeOutcome, changeItems, type WantedChange } from './change.ts';
export {
  type CreatedItem,
  type CreateOptions,
  type CreateRefusal,
  createItems,
  type NewItemFacts,
  refusedItems,
} from './create.ts';
export { derive, identityOf, type Judge, judgeOf, titleOf } from './derive.ts';
export { readItems, requireItem } from './read.ts';
export type { ItemRecord } from './record.ts';
