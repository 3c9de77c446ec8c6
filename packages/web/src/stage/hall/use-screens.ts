import { useEffect } from 'react';

/** Tell how many screens a body has, and which of them is shown: the last one when asked for more. */
export function useScreens(count: number, sub: number, onScreens: (count: number) => void): number {
  useEffect(() => onScreens(count), [count, onScreens]);
  return Math.max(0, Math.min(sub, count - 1));
}
