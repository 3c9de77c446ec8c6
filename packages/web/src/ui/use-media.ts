import { useSyncExternalStore } from 'react';

/** Whether a media query holds now; follows turning and resizing. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => matchMedia(query).matches,
  );
}

/** A phone held upright, or a window as narrow: one column. */
export const NARROW = '(max-width: 760px)';
