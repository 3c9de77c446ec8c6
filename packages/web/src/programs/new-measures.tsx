import { useTranslation } from 'react-i18next';
import { numberIn } from '../report/draft.ts';
import styles from './programs.module.css';

/** A measure as it is written with a new item; `planned` undefined: what is typed is no number. */
export interface NewMeasure {
  /** For React only. */
  readonly line: number;
  readonly text: string;
  readonly due: string | null;
  readonly planned: number | null | undefined;
  readonly unit: string | null;
}

export const emptyMeasure = (line: number): NewMeasure => ({
  line,
  text: '',
  due: null,
  planned: null,
  unit: null,
});

interface NewMeasuresProps {
  readonly measures: readonly NewMeasure[];
  readonly onChange: (measures: readonly NewMeasure[]) => void;
}

/** 整改措施 of a new item: as many lines as wanted; empty ones are left out. */
export function NewMeasures({ measures, onChange }: NewMeasuresProps) {
  const { t } = useTranslation('items');
  const change = (line: number, part: Partial<NewMeasure>) =>
    onChange(measures.map((one) => (one.line === line ? { ...one, ...part } : one)));
  return (
    <section className={styles.newMeasures}>
      <h3>{t('measures.title')}</h3>
      <ol>
        {measures.map((one, index) => (
          <li key={one.line}>
            <input
              aria-label={t('measures.textOf', { no: index + 1 })}
              value={one.text}
              maxLength={2000}
              onChange={({ target }) => change(one.line, { text: target.value })}
            />
            <input
              type="date"
              aria-label={t('measures.dueOf', { no: index + 1 })}
              value={one.due ?? ''}
              onChange={({ target }) => change(one.line, { due: target.value || null })}
            />
            <input
              inputMode="decimal"
              placeholder={t('measures.planned')}
              aria-label={t('measures.plannedOf', { no: index + 1 })}
              aria-invalid={one.planned === undefined}
              onChange={({ target }) => change(one.line, { planned: numberIn(target.value) })}
            />
            <input
              placeholder={t('measures.unit')}
              aria-label={t('measures.unitOf', { no: index + 1 })}
              value={one.unit ?? ''}
              maxLength={20}
              onChange={({ target }) => change(one.line, { unit: target.value || null })}
            />
            <button
              type="button"
              className="plain"
              aria-label={t('measures.removeOf', { no: index + 1 })}
              onClick={() => onChange(measures.filter(({ line }) => line !== one.line))}
            >
              ✕
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="btn"
        onClick={() =>
          onChange([...measures, emptyMeasure(Math.max(-1, ...measures.map(({ line }) => line)) + 1)])
        }
      >
        {t('measures.add')}
      </button>
    </section>
  );
}
