import type { EditRun, PaperFigure } from '@qingzhang/contract';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FigurePicker } from './figure-picker.tsx';
import styles from './papers.module.css';
import { chip, fill, insertAtCaret, read } from './run-dom.ts';
import { isBlank } from './runs.ts';

interface BlockEditorProps {
  /** What it begins with; later changes of it do not touch what is being typed. */
  readonly runs: readonly EditRun[];
  readonly figures: readonly PaperFigure[];
  readonly say: (id: string) => string;
  readonly label: string;
  readonly pending: boolean;
  readonly onSave: (runs: EditRun[]) => void;
  readonly onCancel: () => void;
  /** Tab leaves the text for the next one, with what was written (null: nothing was changed). */
  readonly onTab?: (runs: EditRun[] | null, step: 1 | -1) => void;
  /** Nothing at all may be saved: an empty cell. */
  readonly mayBeEmpty?: boolean;
}

/** A paragraph being written: Enter saves, Escape leaves it; figures stand in it as chips. */
export function BlockEditor(props: BlockEditorProps) {
  const { runs, figures, say, label, pending, onSave, onCancel, onTab, mayBeEmpty = false } = props;
  const { t } = useTranslation('papers');
  const box = useRef<HTMLDivElement>(null);
  const caret = useRef<Range | null>(null);
  const [picking, setPicking] = useState(false);
  const [empty, setEmpty] = useState(false);
  const begin = useRef({ runs, say });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    fill(element, begin.current.runs, begin.current.say, styles.chip ?? '');
    element.focus();
    window.getSelection()?.selectAllChildren(element);
    window.getSelection()?.collapseToEnd();
  }, []);

  const save = () => {
    const element = box.current;
    if (!element || pending) return;
    const written = read(element);
    const blank = isBlank(written) && !mayBeEmpty;
    setEmpty(blank);
    if (!blank) onSave(written);
  };
  const onKey = (event: KeyboardEvent) => {
    // Enter also ends the choosing of a character in an input method: that one saves nothing.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      save();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Tab' && onTab && box.current && !pending) {
      const written = read(box.current);
      if (isBlank(written) && !mayBeEmpty) return;
      event.preventDefault();
      onTab(JSON.stringify(written) === JSON.stringify(runs) ? null : written, event.shiftKey ? -1 : 1);
    } else if (event.key === 'F2') {
      event.preventDefault();
      open();
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain').replace(/\s*\n\s*/gu, ' ');
    const selection = window.getSelection();
    if (!box.current || !selection || selection.rangeCount === 0) return;
    insertAtCaret(box.current, document.createTextNode(text), selection.getRangeAt(0));
  };
  const open = () => {
    const selection = window.getSelection();
    caret.current = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
    setPicking(true);
  };
  const put = (figure: PaperFigure) => {
    setPicking(false);
    if (box.current) insertAtCaret(box.current, chip(figure.id, say, styles.chip ?? ''), caret.current);
  };

  return (
    <div className={styles.writing}>
      {/* biome-ignore lint/a11y/useSemanticElements: no text field can hold chips */}
      <div
        ref={box}
        className={styles.box}
        role="textbox"
        tabIndex={0}
        aria-multiline={false}
        aria-label={label}
        contentEditable
        suppressContentEditableWarning
        onKeyDown={onKey}
        onPaste={onPaste}
        onDrop={(event) => event.preventDefault()}
      />
      <div className={styles.tools}>
        <button type="button" className="btn pri" disabled={pending} onClick={save}>
          {t('edit.save')}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {t('edit.cancel')}
        </button>
        <button
          type="button"
          className="btn"
          aria-expanded={picking}
          // The caret stays where it is: the figure goes there.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => (picking ? setPicking(false) : open())}
        >
          {t('figure.insert')}
        </button>
        <span className="n3">{t(onTab ? 'table.keys' : 'edit.keys')}</span>
      </div>
      {empty && (
        <p className="overdrawn" role="alert">
          {t('edit.empty')}
        </p>
      )}
      {picking && (
        <FigurePicker
          figures={figures}
          onPick={put}
          onClose={() => {
            setPicking(false);
            box.current?.focus();
          }}
        />
      )}
    </div>
  );
}
