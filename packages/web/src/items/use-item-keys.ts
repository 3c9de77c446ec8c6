import { useEffect, useRef } from 'react';

export interface ItemKeys {
  readonly previous?: () => void;
  readonly next?: () => void;
  readonly accept?: () => void;
  readonly giveBack?: () => void;
}

/** Whether a key is meant for the page: not typed into a field, no modifier, no dialog open. */
export function isPageKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { target } = event;
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]'))
    return false;
  return document.querySelector('dialog[open], [role="dialog"]:not([aria-hidden="true"])') === null;
}

/** J 下一项, K 上一项, A 同意, R 退回; silent while somebody types or a dialog is open. */
export function useItemKeys(keys: ItemKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isPageKey(event)) return;
      const { previous, next, accept, giveBack } = latest.current;
      const act = { k: previous, j: next, a: accept, r: giveBack }[event.key.toLowerCase()];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
