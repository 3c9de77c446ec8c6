import type { ReactNode } from 'react';
import { freeKey, withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { RowTools } from './inputs.tsx';
import { FaultsAt } from './part.tsx';

interface Keyed {
  readonly key: string;
}

interface CardsProps<T extends Keyed> {
  /** Where the list stands in the definition: faults of `alarms.2` are shown in the third card. */
  readonly path: string;
  readonly list: readonly T[];
  readonly onChange: (next: readonly T[]) => void;
  readonly titleOf: (one: T, index: number) => string;
  /** What the buttons of a card call it; its title unless given. */
  readonly nameOf?: (one: T) => string;
  /** Words of the button that adds one, and what the new one is. */
  readonly add: string;
  readonly fresh: () => T;
  /** What can be said of one; `set` changes some of it. */
  readonly children: (one: T, set: (patch: Partial<T>) => void) => ReactNode;
}

/** Parts of a definition that come as a list, a card each: removed at the head, added below, faults at the foot. */
export function Cards<T extends Keyed>(props: CardsProps<T>) {
  const { path, list, onChange, titleOf, nameOf, add, fresh, children } = props;
  return (
    <>
      {list.map((one, index) => (
        <div key={one.key} className={styles.card}>
          <div className={styles.cardHead}>
            <b>{titleOf(one, index)}</b>
            <RowTools
              name={nameOf?.(one) ?? titleOf(one, index)}
              onRemove={() => onChange(without(list, index))}
            />
          </div>
          {children(one, (patch) => onChange(withAt(list, index, { ...one, ...patch })))}
          <FaultsAt path={`${path}.${index}`} />
        </div>
      ))}
      <button type="button" className="btn" onClick={() => onChange([...list, fresh()])}>
        {add}
      </button>
    </>
  );
}

/** A key that no other of the list has: `alarm`, `alarm2` … */
export const freshKey = (stem: string, list: readonly Keyed[]): string =>
  freeKey(
    stem,
    list.map(({ key }) => key),
  );
