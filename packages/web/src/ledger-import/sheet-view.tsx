import { type LedgerImport, type LedgerRowView, listLedgerRows } from '@qingzhang/contract';
import { cellAddress, columnLetters } from '@qingzhang/domain';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import styles from './import.module.css';
import { issueText } from './words.ts';

interface SheetViewProps {
  readonly batch: LedgerImport;
  readonly cause: string | undefined;
  readonly pending: boolean;
  readonly onCell: (row: number, column: number, value: string | null) => void;
  readonly onItem: (row: number, item: number | null) => void;
}

const PAGE = 40;

/** 原表: rows of the file as they stand; what is wrong is marked and mended in place. */
export function SheetView({ batch, cause, pending, onCell, onItem }: SheetViewProps) {
  const { t } = useTranslation('ledgerImport');
  const [show, setShow] = useState<'mend' | 'all'>('mend');
  const [limit, setLimit] = useState(PAGE);
  const rows = useCall(listLedgerRows, {
    params: { id: batch.id },
    query: { show, limit: Math.min(500, limit), ...(cause === undefined || show === 'all' ? {} : { cause }) },
  });
  // What is asked again after a decision: the revision is not part of the address.
  const { refetch } = rows;
  const revision = useRef(batch.revision);
  useEffect(() => {
    if (revision.current === batch.revision) return;
    revision.current = batch.revision;
    void refetch();
  }, [batch.revision, refetch]);
  const columns = batch.columns
    .filter(({ target, samples }) => target !== null || samples.length > 0)
    .map(({ column }) => column);
  const data = rows.data;
  return (
    <section aria-label={t('sheet.title')} className={styles.sheetPart}>
      <h2>
        {t('sheet.title')}
        <small>{t('sheet.hint')}</small>
        <span className={styles.switch}>
          {(['mend', 'all'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={show === one}
              className={show === one ? styles.on : undefined}
              onClick={() => setShow(one)}
            >
              {t(`sheet.${one}`)}
            </button>
          ))}
        </span>
      </h2>
      {rows.error !== null && data === undefined ? (
        <ErrorPanel error={rows.error} onRetry={() => void rows.refetch()} />
      ) : data === undefined ? (
        <Skeleton rows={6} bar={20} />
      ) : data.rows.length === 0 ? (
        <p className={styles.quiet}>{t('sheet.nothing')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.sheet}>
            <thead>
              <tr>
                <th />
                {columns.map((column) => (
                  <th key={column} title={batch.columns.find((one) => one.column === column)?.heading}>
                    {columnLetters(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <Row
                  key={row.row}
                  row={row}
                  columns={columns}
                  batch={batch}
                  pending={pending}
                  onCell={onCell}
                  onItem={onItem}
                />
              ))}
            </tbody>
          </table>
          {data.next !== null && limit < 500 && (
            <button type="button" className={styles.link} onClick={() => setLimit(limit + 100)}>
              {t('sheet.more', { count: Math.min(100, data.total - data.rows.length) })}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

interface RowProps {
  readonly row: LedgerRowView;
  readonly columns: readonly number[];
  readonly batch: LedgerImport;
  readonly pending: boolean;
  readonly onCell: SheetViewProps['onCell'];
  readonly onItem: SheetViewProps['onItem'];
}

function Row({ row, columns, batch, pending, onCell, onItem }: RowProps) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  if (row.kind !== 'data') {
    const words = {
      subtotal: t('sheet.subtotal', { count: batch.counts?.subtotal ?? 0 }),
      heading: t('sheet.heading'),
      note: t('sheet.note'),
      title: t('sheet.titleRow'),
      blank: '',
    }[row.kind];
    return (
      <tr className={styles.skipped}>
        <td className={styles.number}>{row.row}</td>
        <td colSpan={columns.length}>
          {row.cells
            .filter((cell) => cell !== null && cell !== '')
            .slice(0, 2)
            .map(String)
            .join('　')}
          <span className="n3">　{words}</span>
        </td>
      </tr>
    );
  }
  const mendable = batch.may.decide && (row.outcome === 'reject' || row.edited.length > 0);
  const unplaced = row.issues.filter(({ column }) => column === null || !columns.includes(column));
  const picks = row.alike.length > 0 && batch.may.decide;
  return (
    <>
      <tr>
        <td className={styles.number}>{row.row}</td>
        {columns.map((column) => {
          const issues = row.issues.filter((issue) => issue.column === column);
          const said = issues.map((issue) => issueText(issue, batch.targets, lang));
          return (
            <Cell
              key={column}
              address={cellAddress(column, row.row)}
              value={row.cells[column] ?? null}
              wrong={said.map(({ title, hint }) => (hint === '' ? title : `${title}：${hint}`)).join('；')}
              edited={row.edited.includes(column)}
              onChange={mendable && !pending ? (value) => onCell(row.row, column, value) : null}
            />
          );
        })}
      </tr>
      {(picks || unplaced.length > 0) && (
        <tr className={styles.below}>
          <td className={styles.number} />
          <td colSpan={columns.length}>
            {unplaced.map((issue) => (
              <span key={issue.cause} className={styles.red}>
                ▲ {issueText(issue, batch.targets, lang).title}{' '}
              </span>
            ))}
            {picks && (
              <label>
                {t('sheet.pick')}{' '}
                <select
                  className={styles.select}
                  disabled={pending}
                  value=""
                  onChange={(event) =>
                    onItem(row.row, event.target.value === '' ? null : Number(event.target.value))
                  }
                >
                  <option value="">{t('causes.chooseOption')}</option>
                  {row.alike.map((item) => (
                    <option key={item.id} value={item.id}>
                      {item.no} {item.title} {item.place}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </td>
        </tr>
      )}
    </>
  );
}

interface CellProps {
  readonly address: string;
  readonly value: string | number | boolean | null;
  readonly wrong: string;
  readonly edited: boolean;
  /** Null: it cannot be changed here. */
  readonly onChange: ((value: string | null) => void) | null;
}

function Cell({ address, value, wrong, edited, onChange }: CellProps) {
  const { t } = useTranslation('ledgerImport');
  const [text, setText] = useState<string | null>(null);
  const shown = value === null ? '' : String(value);
  const numeric = typeof value === 'number' || /^[-\d.,]+$/.test(shown);
  const look = [
    styles.td,
    numeric ? 'num' : '',
    wrong === '' ? '' : styles.bad,
    edited ? styles.edited : '',
  ].join(' ');
  const mark = wrong !== '' && (
    <b className={styles.red} aria-hidden>
      ▲{' '}
    </b>
  );
  if (onChange === null) {
    return (
      <td className={look} title={wrong === '' ? shown : wrong}>
        {mark}
        {shown}
      </td>
    );
  }
  const keep = () => {
    if (text !== null && text.trim() !== shown) onChange(text.trim() === '' ? null : text.trim());
    setText(null);
  };
  if (text !== null) {
    return (
      <td className={look}>
        <input
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this cell
          autoFocus
          className={styles.input}
          aria-label={address}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setText(null);
          }}
        />
      </td>
    );
  }
  return (
    <td className={look} title={wrong === '' ? shown : wrong}>
      <button
        type="button"
        className={styles.cellButton}
        aria-label={`${t('sheet.edit', { cell: address, value: shown === '' ? t('sheet.empty') : shown })}${wrong === '' ? '' : `。${wrong}`}`}
        onClick={() => setText(shown)}
      >
        {mark}
        {shown === '' && wrong !== '' ? t('sheet.empty') : shown}
      </button>
    </td>
  );
}
