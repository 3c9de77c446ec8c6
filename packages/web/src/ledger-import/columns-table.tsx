import type { LedgerColumn, LedgerImport } from '@qingzhang/contract';
import { columnLetters } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import styles from './import.module.css';
import { targetName, whyText } from './words.ts';

interface ColumnsTableProps {
  readonly batch: LedgerImport;
  readonly pending: boolean;
  readonly onDecide: (column: number, target: string | null, unit: string | null) => void;
}

/** 列对上了吗: each column with what it stands for, how sure that is and why; unsure ones are asked about. */
export function ColumnsTable({ batch, pending, onDecide }: ColumnsTableProps) {
  const { t } = useTranslation('ledgerImport');
  const columns = batch.columns.filter(({ heading, samples }) => heading !== '' || samples.length > 0);
  const asked = columns.filter(({ ask }) => ask).length;
  return (
    <section aria-label={t('columns.title')}>
      <h2>
        {t('columns.title')}
        <small>{t('columns.count', { all: columns.length, sure: columns.length - asked, ask: asked })}</small>
      </h2>
      <table className={styles.columns}>
        <thead>
          <tr>
            <th />
            <th>{t('columns.yours')}</th>
            <th />
            <th>{t('columns.field')}</th>
            <th>{t('columns.sure')}</th>
            <th>{t('columns.why')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <Column key={column.column} column={column} batch={batch} pending={pending} onDecide={onDecide} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Column({ column, batch, pending, onDecide }: ColumnsTableProps & { readonly column: LedgerColumn }) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const heading = column.heading === '' ? t('columns.noHeading') : column.heading;
  const target = batch.targets.find(({ key }) => key === column.target);
  const decide = (next: string | null, unit: string | null) => onDecide(column.column, next, unit);
  const locked = !batch.may.decide || pending;
  // The unit is a question only where it may be another: money, or what the heading says.
  const asksUnit = target !== undefined && target.units.length > 0 && (column.ask || column.unit !== null);
  return (
    <tr className={column.ask ? styles.ask : undefined}>
      <td className={styles.letter}>{columnLetters(column.column)}</td>
      <td className={styles.yours}>
        <b>{heading}</b>
        <span className={styles.sample} title={column.samples.join('　|　')}>
          {column.samples.length === 0 ? t('columns.empty') : column.samples.join('　|　')}
        </span>
      </td>
      <td className={styles.arrow} aria-hidden>
        →
      </td>
      <td className={styles.field}>
        <TargetSelect
          label={t('columns.target', { heading })}
          column={column}
          batch={batch}
          disabled={locked}
          onPick={(next) => decide(next, null)}
        />
        {asksUnit && (
          <select
            className={column.unit === null ? styles.unit : `${styles.unit} ${styles.unitSet}`}
            aria-label={t('columns.unit', { heading })}
            value={column.unit ?? ''}
            disabled={locked}
            onChange={(event) => decide(column.target, event.target.value === '' ? null : event.target.value)}
          >
            <option value="">{target.unit}</option>
            {target.units.map((unit) => (
              <option key={unit} value={unit}>
                {t('columns.ownUnit', { unit })}
              </option>
            ))}
          </select>
        )}
        {column.remembered && column.target !== null && <Badge>{t('columns.remembered')}</Badge>}
        {column.use === 'check' && <Badge>{t('columns.check')}</Badge>}
      </td>
      <td className={styles.sure}>
        {column.confidence === null ? (
          <span className="n3">{column.ask ? '▲' : '—'}</span>
        ) : (
          <span>
            <b className={column.ask ? styles.amber : styles.green} aria-hidden>
              {column.ask ? '▲' : '●'}
            </b>
            {column.confidence}%
          </span>
        )}
      </td>
      <td className={styles.why}>{whyText(column.why, lang)}</td>
      <td className="num">
        {column.ask && batch.may.decide && (
          <button
            type="button"
            className={styles.link}
            disabled={pending}
            onClick={() => decide(column.target, column.unit)}
          >
            {t('columns.yes')}
          </button>
        )}
      </td>
    </tr>
  );
}

interface TargetSelectProps {
  readonly label: string;
  readonly column: LedgerColumn;
  readonly batch: LedgerImport;
  readonly disabled: boolean;
  readonly onPick: (target: string | null) => void;
}

function TargetSelect({ label, column, batch, disabled, onPick }: TargetSelectProps) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const groups = [
    { name: t('columns.fields'), of: batch.targets.filter(({ key }) => key.startsWith('field:')) },
    { name: t('columns.facts'), of: batch.targets.filter(({ key }) => key.startsWith('base:')) },
    { name: t('columns.measures'), of: batch.targets.filter(({ key }) => key.startsWith('measure:')) },
  ].filter(({ of }) => of.length > 0);
  const own = batch.targets.find(({ key }) => key === column.target);
  const look = column.target === null ? styles.none : column.ask ? styles.asked : '';
  return (
    <select
      className={`${styles.select} ${look}`}
      aria-label={label}
      title={targetName(own, lang, true)}
      value={column.target ?? ''}
      disabled={disabled}
      onChange={(event) => onPick(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t('columns.none')}</option>
      {groups.length === 0 && column.target !== null && (
        <option value={column.target}>{column.target}</option>
      )}
      {groups.map(({ name, of }) => (
        <optgroup key={name} label={name}>
          {of.map((target) => (
            <option key={target.key} value={target.key}>
              {targetName(target, lang, true)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
