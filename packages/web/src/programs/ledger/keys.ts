/** Which key does what in a sheet; as in Excel and WPS. */
import type { SheetAction } from './sheet-model.ts';

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
}

const ARROWS: Readonly<Record<string, readonly [-1 | 0 | 1, -1 | 0 | 1]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The action of a key; null: not ours (copy and paste come as events of their own). */
export function actionOf(
  event: Key,
  { editing, page }: { readonly editing: boolean; readonly page: number },
): SheetAction | null {
  if (event.altKey || event.isComposing) return null;
  return editing ? whileEditing(event) : (withControl(event) ?? plain(event, page));
}

function whileEditing({ key, shiftKey }: Key): SheetAction | null {
  if (key === 'Enter') return { type: 'commit', move: shiftKey ? 'up' : 'down' };
  if (key === 'Tab') return { type: 'commit', move: shiftKey ? 'left' : 'right' };
  return key === 'Escape' ? { type: 'cancel' } : null;
}

function withControl({ key, shiftKey, ctrlKey, metaKey }: Key): SheetAction | null {
  if (!ctrlKey && !metaKey) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return { type: 'edge', rows: arrow[0], columns: arrow[1], extend: shiftKey };
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? { type: 'redo' } : { type: 'undo' };
    case 'y':
      return { type: 'redo' };
    case 'd':
      return { type: 'asLast' };
    case 'a':
      return { type: 'all' };
    case 'home':
      return { type: 'select', place: { row: 0, column: 0 }, extend: shiftKey };
    case 'end':
      return {
        type: 'select',
        place: { row: Number.MAX_SAFE_INTEGER, column: Number.MAX_SAFE_INTEGER },
        extend: shiftKey,
      };
    default:
      return null;
  }
}

function plain({ key, shiftKey, ctrlKey, metaKey }: Key, page: number): SheetAction | null {
  if (ctrlKey || metaKey) return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) return { type: 'move', rows: arrow[0], columns: arrow[1], extend: shiftKey };
  switch (key) {
    case 'Tab':
      return { type: 'move', rows: 0, columns: shiftKey ? -1 : 1 };
    case 'Enter':
    case 'F2':
      return { type: 'edit' };
    case 'Escape':
      return { type: 'cancel' };
    case 'Delete':
    case 'Backspace':
      return { type: 'clear' };
    case 'Home':
      return { type: 'edge', rows: 0, columns: -1, extend: shiftKey };
    case 'End':
      return { type: 'edge', rows: 0, columns: 1, extend: shiftKey };
    case 'PageDown':
      return { type: 'move', rows: page, columns: 0, extend: shiftKey };
    case 'PageUp':
      return { type: 'move', rows: -page, columns: 0, extend: shiftKey };
    case 'Process':
      // An input method begins: the editor opens empty and takes it on.
      return { type: 'edit', text: '' };
    default:
      return [...key].length === 1 ? { type: 'edit', text: key } : null;
  }
}
