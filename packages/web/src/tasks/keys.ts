import { useEffect, useRef } from 'react';

/** What each key does; a key by its name in lower case (`j`, `enter`, `arrowdown`). */
export type Keys = Readonly<Record<string, () => void>>;

/** Where a key is typed or already means something. */
const TYPED = 'input, textarea, select, [contenteditable], .ant-drawer, .ant-modal, .ant-select-dropdown';

/** Keys anywhere on the page that are not typed into a field; Enter on a link or button stays its own. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const at = event.target instanceof HTMLElement ? event.target : null;
      if (at?.closest(TYPED)) return;
      const key = event.key.toLowerCase();
      if (key === 'enter' && at?.closest('a, button')) return;
      const act = latest.current[key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
