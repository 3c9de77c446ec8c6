import type { ItemPage } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './items.module.css';

/** A measure as it is written; a new one has no id yet. */
export interface MeasureDraft {
  id?: number;
  text: string;
  due: string | null;
  doneOn: string | null;
  planned: number | null;
  done: number | null;
  unit: string | null;
  weight: number;
}

interface MeasureEditorProps {
  readonly measures: ItemPage['measures'];
  readonly pending: boolean;
  readonly onSave: (measures: readonly MeasureDraft[]) => void;
  readonly onCancel: () => void;
}

interface Line extends MeasureDraft {
  /** For React only. */
  readonly line: number;
}

const number = (text: string): number | null =>
  text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);

/** The measures as a table that is typed into. */
export function MeasureEditor({ measures, pending, onSave, onCancel }: MeasureEditorProps) {
  const { t } = useTranslation('items');
  const [lines, setLines] = useState<readonly Line[]>(() => [
    ...measures.map(({ late: _, ...rest }, line) => ({ ...rest, line })),
    ...(measures.length === 0 ? [blank(0)] : []),
  ]);
  const change = (line: number, part: Partial<MeasureDraft>) =>
    setLines((before) => before.map((one) => (one.line === line ? { ...one, ...part } : one)));
  const kept = lines.filter(({ text }) => text.trim() !== '');
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(kept.map(({ line: _, ...measure }) => ({ ...measure, text: measure.text.trim() })));
      }}
    >
      <div className="scroll">
        <table className={styles.list}>
          <thead>
            <tr>
              <th scope="col">{t('measures.text')}</th>
              <th scope="col">{t('measures.due')}</th>
              <th scope="col">{t('measures.doneOn')}</th>
              <th scope="col">{t('measures.done')}</th>
              <th scope="col">{t('measures.planned')}</th>
              <th scope="col">{t('measures.unit')}</th>
              <th scope="col">
                <span className="unseen">{t('measures.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((one, index) => (
              <tr key={one.line}>
                <td>
                  <input
                    aria-label={t('measures.textOf', { no: index + 1 })}
                    className={styles.wide}
                    value={one.text}
                    maxLength={2000}
                    onChange={({ target }) => change(one.line, { text: target.value })}
                  />
                </td>
                <td data-label={t('measures.due')}>
                  <input
                    type="date"
                    aria-label={t('measures.dueOf', { no: index + 1 })}
                    value={one.due ?? ''}
                    onChange={({ target }) => change(one.line, { due: target.value || null })}
                  />
                </td>
                <td data-label={t('measures.doneOn')}>
                  <input
                    type="date"
                    aria-label={t('measures.doneOnOf', { no: index + 1 })}
                    value={one.doneOn ?? ''}
                    onChange={({ target }) => change(one.line, { doneOn: target.value || null })}
                  />
                </td>
                <td data-label={t('measures.done')}>
                  <input
                    inputMode="decimal"
                    className={styles.short}
                    aria-label={t('measures.doneOf', { no: index + 1 })}
                    defaultValue={one.done ?? ''}
                    onChange={({ target }) => change(one.line, { done: number(target.value) })}
                  />
                </td>
                <td data-label={t('measures.planned')}>
                  <input
                    inputMode="decimal"
                    className={styles.short}
                    aria-label={t('measures.plannedOf', { no: index + 1 })}
                    defaultValue={one.planned ?? ''}
                    onChange={({ target }) => change(one.line, { planned: number(target.value) })}
                  />
                </td>
                <td data-label={t('measures.unit')}>
                  <input
                    className={styles.short}
                    aria-label={t('measures.unitOf', { no: index + 1 })}
                    value={one.unit ?? ''}
                    maxLength={20}
                    onChange={({ target }) => change(one.line, { unit: target.value || null })}
                  />
                </td>
                <td>
                  <button
                    type="button"
                    className={`plain ${styles.link}`}
                    aria-label={t('measures.removeOf', { no: index + 1 })}
                    onClick={() => setLines((before) => before.filter(({ line }) => line !== one.line))}
                  >
                    ✕
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.buttons}>
        <button
          type="button"
          className="btn"
          onClick={() =>
            setLines((before) => [...before, blank(Math.max(-1, ...before.map(({ line }) => line)) + 1)])
          }
        >
          {t('measures.add')}
        </button>
        <button type="submit" className="btn pri" disabled={pending}>
          {t('measures.save', { count: kept.length })}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {t('leaveAsIs')}
        </button>
      </p>
    </form>
  );
}

const blank = (line: number): Line => ({
  line,
  text: '',
  due: null,
  doneOn: null,
  planned: null,
  done: null,
  unit: null,
  weight: 1,
});
