/** 时钟: signing on the day, a plan of measures within 3 working days (DIS-3.2; the first two figures of 13710). */
import type { Day } from '@qingzhang/standards';
import type { ItemState } from '../programs/definition.ts';
import type { LifeRecord } from './life.ts';

export interface LifeClock {
  readonly key: 'sign' | 'plan';
  readonly due: Day;
  readonly doneOn: Day | null;
  /** In time, too late (done or not), or still running. */
  readonly state: 'kept' | 'late' | 'running';
}

/** The clocks of an item that has been issued; after a rebound those of the new round. Items without a plan have none for it. */
export function lifeClocks(
  item: { readonly state: ItemState; readonly record: LifeRecord; readonly planned: boolean },
  today: Day,
): LifeClock[] {
  const { record, state } = item;
  const back = record.closeOuts?.findLast(({ reboundOn }) => reboundOn !== null)?.reboundOn ?? null;
  const sent = back ?? record.issued?.on ?? null;
  if (state === 'draft' || sent === null) return [];
  const unsigned = state === 'issued' || state === 'reopened';
  const signedOn = unsigned ? null : (record.signed?.on ?? null);
  const clocks = [clock('sign', sent, signedOn, today)];
  if (signedOn === null || record.planDue === undefined) return clocks;
  const plannedOn = item.planned ? (record.plannedOn ?? signedOn) : null;
  return state === 'working' || plannedOn !== null
    ? [...clocks, clock('plan', record.planDue, plannedOn, today)]
    : clocks;
}

function clock(key: LifeClock['key'], due: Day, doneOn: Day | null, today: Day): LifeClock {
  const late = (doneOn ?? today) > due;
  return { key, due, doneOn, state: late ? 'late' : doneOn === null ? 'running' : 'kept' };
}
