import { type ClipboardEvent, type KeyboardEvent, type MouseEvent, type RefObject, useRef } from 'react';
import { parseCells, writeCells } from './clipboard.ts';
import { actionOf } from './keys.ts';
import { copied, type rangeOf } from './sheet-model.ts';
import type { Sheet } from './use-sheet.ts';

interface Given {
  readonly sheet: Sheet;
  readonly scroller: RefObject<HTMLElement | null>;
  /** How many columns there are. */
  readonly columns: number;
  readonly range: ReturnType<typeof rangeOf>;
}

/** What keys, clipboard and mouse do to a sheet. */
export function useSheetEvents({ sheet, scroller, columns, range }: Given) {
  const { state, dispatch, grid } = sheet;
  const dragging = useRef(false);
  const { focus } = state;
  const editing = state.editing !== null;
  const onKeyDown = (event: KeyboardEvent) => {
    // At the end of a row Tab leaves the sheet: the keyboard is never caught in it.
    const leaves = event.shiftKey ? focus?.column === 0 : focus?.column === columns - 1;
    if (event.key === 'Tab' && !editing && leaves) return;
    const action = actionOf(event.nativeEvent, { editing, page: sheet.view.rows });
    if (action === null) return;
    event.preventDefault();
    dispatch(action);
    if (action.type === 'commit' || action.type === 'cancel')
      scroller.current?.focus({ preventScroll: true });
  };
  const onCopy = (event: ClipboardEvent) => {
    if (editing || range === null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeCells(copied(state, grid)));
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    dispatch({ type: 'paste', cells: parseCells(event.clipboardData.getData('text/plain')) });
  };
  const cellAt = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
    return cell === null ? null : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
  };
  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('input, a, button')))
      return;
    const at = cellAt(event);
    if (at === null) return;
    event.preventDefault();
    scroller.current?.focus({ preventScroll: true });
    dragging.current = true;
    dispatch({ type: 'select', place: at, extend: event.shiftKey });
    addEventListener('mouseup', () => (dragging.current = false), { once: true });
  };
  const onMouseOver = (event: MouseEvent) => {
    const at = dragging.current ? cellAt(event) : null;
    if (at !== null && (at.row !== focus?.row || at.column !== focus?.column)) {
      dispatch({ type: 'select', place: at, extend: true });
    }
  };
  return { cellAt, onKeyDown, onCopy, onPaste, onMouseDown, onMouseOver };
}
