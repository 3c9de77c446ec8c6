import { type DebtRow, getCityDebts, listDebtsXlsx } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { monthTitle, shiftMonth } from './chart/format.ts';
import styles from './tables.module.css';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
/** 77,430; a real minus sign. */
const amount = (value: number): string => whole.format(value).replace('-', '−');

/** 事项账: what the city owes in items, by program, tasks and commitments; each in its own unit, never totalled. */
export function Debts({ code }: { readonly code: string }) {
  const regions = useSession()?.scope.regions;
  // Another city's debts are not everybody's business: no section, not an error.
  if (regions === undefined || (regions !== 'all' && !regions.includes(code))) return null;
  return <OwnDebts code={code} />;
}

function OwnDebts({ code }: { readonly code: string }) {
  const { t } = useTranslation('cities');
  const { lang } = useView();
  const [month, setMonth] = useState<string | undefined>();
  const query = useCall(getCityDebts, { params: { code }, query: { month, lang } });
  return (
    <Loaded query={query} skeleton={<Skeleton rows={5} bar={18} />}>
      {({ month: shown, months, frozen, rows }) => (
        <>
          <div className={styles.head}>
            <h2 id="debts-title">
              {t('debts.title', { month: monthTitle(shown, lang) })}
              <small>{t('debts.rule')}</small>
            </h2>
            {frozen && <Badge kind="shut">{t('debts.frozen')}</Badge>}
            <span className={`${styles.right} noprint`}>
              <button
                type="button"
                className={styles.step}
                aria-label={t('ledger.previous')}
                disabled={shown <= (months.at(-1) ?? shown)}
                onClick={() => setMonth(shiftMonth(shown, -1))}
              >
                ‹
              </button>
              <button
                type="button"
                className={styles.step}
                aria-label={t('ledger.next')}
                disabled={shown >= (months[0] ?? shown)}
                onClick={() => setMonth(shiftMonth(shown, 1))}
              >
                ›
              </button>
              <ExportButton endpoint={listDebtsXlsx} query={{ month: shown, city: code, lang }} />
            </span>
          </div>
          {rows.length === 0 ? <p className="n3">{t('debts.none')}</p> : <Rows rows={rows} />}
        </>
      )}
    </Loaded>
  );
}

function Rows({ rows }: { readonly rows: readonly DebtRow[] }) {
  const { t } = useTranslation('cities');
  return (
    <div className="scroll">
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('debts.item')}</th>
            {(['opening', 'added', 'paid', 'rebound', 'closing', 'old', 'overdue'] as const).map((column) => (
              <th key={column} scope="col" className="num">
                {t(`debts.${column}`)}
              </th>
            ))}
            <th scope="col">{t('debts.lamp')}</th>
            <th scope="col">{t('debts.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.subject}>
              <th scope="row">
                <b>{row.name}</b> <small>{row.unit}</small>
              </th>
              <Cell label={t('debts.opening')}>{amount(row.opening)}</Cell>
              <Cell label={t('debts.added')} quiet={row.added === 0}>
                {row.added > 0 ? `＋${amount(row.added)}` : amount(row.added)}
              </Cell>
              <Cell label={t('debts.paid')} quiet={row.paid === 0}>
                {row.paid === 0 ? '0' : amount(-row.paid)}
              </Cell>
              <Cell label={t('debts.rebound')} quiet={row.rebound === 0} bad={row.rebound > 0}>
                {row.rebound > 0 ? `＋${amount(row.rebound)}` : '0'}
              </Cell>
              <td data-label={t('debts.closing')} className={`num ${styles.closing}`}>
                {amount(row.closing)}
                {reconciles(row) ? null : <b className="worse"> {t('debts.unreconciled')}</b>}
              </td>
              <Cell label={t('debts.old')} quiet={row.old === 0}>
                {amount(row.old)}
              </Cell>
              <Cell label={t('debts.overdue')} quiet={row.overdue === 0} bad={row.overdue > 0}>
                {amount(row.overdue)}
              </Cell>
              <td data-label={t('debts.lamp')}>
                <ProgramLamp lamp={row.lamp} />
              </td>
              <td data-label={t('debts.why')}>{row.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The page adds up again what it is shown; a line that does not is a mistake and says so. */
function reconciles({ opening, added, paid, rebound, closing }: DebtRow): boolean {
  return Math.abs(opening + added - paid + rebound - closing) < 1e-6;
}

interface CellProps {
  readonly label: string;
  readonly children: string;
  readonly quiet?: boolean;
  readonly bad?: boolean;
}

/** Zeros step back; overdue and rebound come forward. */
function Cell({ label, children, quiet = false, bad = false }: CellProps) {
  return (
    <td data-label={label} className={`num${quiet ? ' n3' : ''}${bad ? ' worse' : ''}`}>
      {children}
    </td>
  );
}
