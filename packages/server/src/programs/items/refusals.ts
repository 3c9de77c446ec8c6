import { AppError } from '@qingzhang/contract';
import type { ItemRefusal } from '@qingzhang/domain';
import type { ItemRecord } from './record.ts';

/** A refusal as an error: what is not theirs is denied, everything else is refused with what lacks. */
export function refusalError(act: string, refusal: ItemRefusal): AppError {
  if (refusal.code === 'notYours') return new AppError('permission.denied', { permission: act });
  return new AppError('item.refused', {
    act,
    reason: refusal.code,
    ...refusal.params,
    missing: [...refusal.missing],
  });
}

/** Refuse when somebody has changed the item since it was read. */
export function requireRevision(item: ItemRecord, revision: number): void {
  if (item.revision !== revision)
    throw new AppError('item.changed', { id: item.id, revision: item.revision });
}
