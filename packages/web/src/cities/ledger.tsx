import { type CityAccount, getCityAccount, type Lang } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { Ask } from '../ui/figure.tsx';
import { Lamp } from '../ui/lamp.tsx';
import { instantOf } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { monthTitle, shiftMonth } from './chart/format.ts';
import { useIndicatorName } from './indicator-name.tsx';
import styles from './tables.module.css';

interface LedgerProps {
  readonly code: string;
  readonly year: number;
  readonly account: CityAccount;
  readonly lang: Lang;
}

/** The instant at which a month is complete: its last day's 24:00. */
function endOfMonth(month: string): string {
  return instantOf(`${shiftMonth(month, 1)}-01`, 0);
}

/** 账本: opening + added − spent ± adjustment = closing, for any month of the year up to the one at hand. */
export function Ledger({ code, year, account, lang }: LedgerProps) {
  const { t } = useTranslation('cities');
  const view = useView();
  const [picked, setPicked] = useState<string | null>(null);
  const latest = account.ledger.month;
  const month = picked ?? latest;
  const earlier = useCall(
    getCityAccount,
    { params: { code }, query: { ...view, year, at: endOfMonth(month) } },
    { enabled: month !== latest },
  );
  const ledger = month === latest ? account.ledger : earlier.data?.ledger;
  const step = (by: number) => setPicked(shiftMonth(month, by));
  const stale = ledger !== undefined && ledger.month !== month;

  return (
    <section aria-labelledby="ledger-title">
      <div className={styles.head}>
        <h2 id="ledger-title">
          {t('ledger.title', { month: monthTitle(month, lang) })}
          <small>{t('ledger.rule')}</small>
        </h2>
        <span className={`${styles.right} noprint`}>
          <button
            type="button"
            className={styles.step}
            aria-label={t('ledger.previous')}
            disabled={month.endsWith('-01')}
            onClick={() => step(-1)}
          >
            ‹
          </button>
          <button
            type="button"
            className={styles.step}
            aria-label={t('ledger.next')}
            disabled={month >= latest}
            onClick={() => step(1)}
          >
            ›
          </button>
        </span>
      </div>
      {earlier.error && month !== latest && (
        <ErrorPanel error={earlier.error} onRetry={() => void earlier.refetch()} />
      )}
      {ledger && (
        <div className={stale ? 'scroll stale' : 'scroll'} aria-busy={stale}>
          <Rows rows={ledger.rows} />
        </div>
      )}
    </section>
  );
}

function Rows({ rows }: { readonly rows: CityAccount['ledger']['rows'] }) {
  const { t } = useTranslation('cities');
  const name = useIndicatorName();
  if (rows.length === 0) return <p className="n3">{t('ledger.none')}</p>;
  return (
    <table className={`${styles.table} ${styles.cards}`}>
      <thead>
        <tr>
          <th scope="col">{t('ledger.item')}</th>
          {(['budget', 'opening', 'added', 'spent', 'adjustment', 'closing', 'allowance'] as const).map(
            (column) => (
              <th key={column} scope="col" className="num">
                {t(`ledger.${column}`)}
              </th>
            ),
          )}
          <th scope="col">{t('ledger.lamp')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.indicator}>
            <th scope="row">
              <b>{name(row.indicator)}</b> <small>{row.unit}</small>
            </th>
            <td className={`num ${styles.wide}`}>{row.budget}</td>
            <Amount text={row.opening} label={t('ledger.opening')} />
            <Amount text={row.added} label={t('ledger.added')} />
            <Amount text={row.spent} label={t('ledger.spent')} />
            <td
              data-label={t('ledger.adjustment')}
              className={isZero(row.adjustment) ? 'num n3' : `num ${styles.adjusted}`}
            >
              {row.adjustment}
            </td>
            <td data-label={t('ledger.closing')} className={`num ${styles.closing}`}>
              <Ask why={row.why}>{row.closing}</Ask>
            </td>
            <td className="num" data-label={t('ledger.allowance')}>
              {row.allowance}
            </td>
            <td>
              <Lamp state={row.lamp} word />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Zeros step back, so that movement is seen. */
function Amount({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <td data-label={label} className={isZero(text) ? 'num n3' : 'num'}>
      {text}
    </td>
  );
}

function isZero(text: string): boolean {
  return /^[+−-]?0(\.0+)?$/.test(text);
}
