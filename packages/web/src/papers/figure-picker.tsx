import type { PaperFigure } from '@qingzhang/contract';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './papers.module.css';
import { findFigures } from './runs.ts';

interface FigurePickerProps {
  readonly figures: readonly PaperFigure[];
  readonly onPick: (figure: PaperFigure) => void;
  readonly onClose: () => void;
}

/** 插入数字: the document's figures, found by words; arrows and Enter choose, Escape closes. */
export function FigurePicker({ figures, onPick, onClose }: FigurePickerProps) {
  const { t } = useTranslation('papers');
  const id = useId();
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  const found = findFigures(figures, asked);
  const current = found[Math.min(at, found.length - 1)];
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (current) onPick(current);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <div className={styles.picker}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it opens on a button's press, to be typed into at once
        autoFocus
        type="search"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.id}`}
        aria-label={t('figure.search')}
        placeholder={t('figure.search')}
        value={asked}
        onChange={(event) => {
          setAsked(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div id={`${id}-list`} role="listbox" aria-label={t('figure.list')} className={styles.figures}>
        {found.map((figure) => (
          <button
            type="button"
            key={figure.id}
            id={`${id}-${figure.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={figure === current}
            onClick={() => onPick(figure)}
          >
            <span>{figure.label}</span>
            <b>
              {figure.text}
              {figure.unit}
            </b>
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="n3">{t('figure.none')}</p>}
    </div>
  );
}
