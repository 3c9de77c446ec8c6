import type { LedgerRow, ProgramBoard } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../../app/overview.ts';
import { useView } from '../../app/view.ts';
import { ProgramLamp } from '../../ui/program-lamp.tsx';
import styles from '../programs.module.css';
import { shownWords } from './columns.ts';

interface LedgerCardsProps {
  readonly definition: ProgramBoard['definition'];
  readonly rows: readonly LedgerRow[];
  readonly onEnd: () => void;
  readonly more: boolean;
}

/** Phone width: a card a row; a finger opens the item with its form. */
export function LedgerCards({ definition, rows, onEnd, more }: LedgerCardsProps) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  const fields = definition.fields.filter(
    ({ key, listed, type }) =>
      listed === true &&
      key !== definition.titleField &&
      (type === 'integer' || type === 'number' || type === 'choice'),
  );
  if (rows.length === 0) return <p className="n2">{t('sheet.noRows')}</p>;
  return (
    <ul className={styles.cards}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/items/$id" params={{ id: String(row.id) }} className={styles.card}>
            <span className={styles.cardHead}>
              <ProgramLamp lamp={row.lamp} overridden={row.overridden} />
              <b>{[row.township, row.title].filter(Boolean).join(' ')}</b>
              <span className="n3">{region(row.county ?? row.city)}</span>
            </span>
            <span className={row.lamp === 'red' ? styles.red : 'n2'}>{row.reason}</span>
            {row.returned && (
              <span className={styles.red}>
                ↩ {row.returned.reason}（{row.returned.post}）
              </span>
            )}
            <span className={styles.cardFigures}>
              {fields.slice(0, 6).map((field) => {
                const shown = shownWords(field, row.values[field.key] ?? null, lang);
                return shown === '' ? null : (
                  <span key={field.key}>
                    <span className="n3">{field.name[lang]}</span> {shown} {field.unit}
                  </span>
                );
              })}
            </span>
          </Link>
        </li>
      ))}
      {more && (
        <li>
          <button type="button" className="btn" onClick={onEnd}>
            {t('sheet.more')}
          </button>
        </li>
      )}
    </ul>
  );
}
