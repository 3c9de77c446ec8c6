import type { LedgerRow, ProgramBoard } from '@qingzhang/contract';
import type { FieldValues } from '@qingzhang/domain';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../../app/overview.ts';
import { useView } from '../../app/view.ts';
import { dayText, momentText, monthText } from '../../ui/moments.ts';
import { ProgramLamp } from '../../ui/program-lamp.tsx';
import { barOf, type SheetColumn, shownWords } from './columns.ts';
import styles from './sheet.module.css';
import type { Mark } from './sheet-model.ts';

interface CellContentProps {
  readonly definition: ProgramBoard['definition'];
  readonly row: LedgerRow;
  readonly column: SheetColumn;
  readonly values: FieldValues;
  readonly mark: Mark | undefined;
  /** Shown as typed where it could not be read. */
  readonly raw: string | undefined;
  /** More than one city stands in the sheet. */
  readonly withCity: boolean;
}

/** What stands in a cell. */
export function CellContent({ definition, row, column, values, mark, raw, withCity }: CellContentProps) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  switch (column.kind) {
    case 'no':
      return <>{row.no}</>;
    case 'lamp':
      return (
        <>
          <ProgramLamp lamp={row.lamp} overridden={row.overridden} />{' '}
          {row.returned === null ? (
            <span title={row.reason}>{row.reason}</span>
          ) : (
            <b className={styles.red} title={row.reason}>
              ↩ {t('sheet.returned')}
            </b>
          )}
        </>
      );
    case 'county':
      return (
        <>
          {withCity && <span className="n3">{region(row.city, 'short')} </span>}
          {row.county === null ? (withCity ? '' : region(row.city)) : region(row.county)}
        </>
      );
    case 'title':
      return (
        <Link to="/items/$id" params={{ id: String(row.id) }} className={styles.title} tabIndex={-1}>
          {[row.township, row.title].filter(Boolean).join(' ')}
        </Link>
      );
    case 'bar':
      return <IdleBar definition={definition} values={values} column={column} />;
    case 'alarm':
      return <Alarms definition={definition} row={row} />;
    case 'evidence':
      return <Evidence definition={definition} row={row} />;
    case 'report':
      return <LastReport row={row} mark={mark} />;
    case 'field': {
      if (column.field === null) return null;
      if (raw !== undefined) return <>{raw}</>;
      const value = values[column.field.key] ?? null;
      return <span className={value === 0 ? 'n3' : undefined}>{shownWords(column.field, value, lang)}</span>;
    }
  }
}

/** ＝上月, 无进展, 从未上报, or the day and post of the last report. */
function LastReport({ row, mark }: { readonly row: LedgerRow; readonly mark: Mark | undefined }) {
  const { t, i18n } = useTranslation('programs');
  if (mark?.kind === 'unchanged') return <b className={styles.marked}>{t('sheet.unchanged')}</b>;
  if (mark?.kind === 'none') return <b className={styles.marked}>{t('sheet.none', { cause: mark.cause })}</b>;
  if (row.report === null) return <b className={styles.amber}>{t('sheet.neverReported')}</b>;
  const day = momentText(row.report.at).slice(0, 10);
  const month = monthText(Number(row.report.month.slice(5)), i18n.language);
  return (
    <span className="n2" title={`${t('sheet.reportOf', { month })} ${row.report.post} ${day}`}>
      {dayText(day, i18n.language)} {row.report.post}
    </span>
  );
}

/** 运行 / 装而未用 as a bar over the plan, with what is idle as a figure. */
export function IdleBar({
  definition,
  values,
  column,
}: {
  readonly definition: ProgramBoard['definition'];
  readonly values: FieldValues;
  readonly column: Pick<SheetColumn, 'field'>;
}) {
  const { lang } = useView();
  const bar = barOf(definition);
  if (bar === null || column.field === null) return null;
  const amount = (key: string | null) => {
    const value = key === null ? null : values[key];
    return typeof value === 'number' ? value : 0;
  };
  const whole = Math.max(amount(bar.planned), amount(bar.done), 1);
  const width = (value: number) => Math.max(0, Math.min(74, (value / whole) * 74));
  return (
    <>
      <svg className={styles.bar} width="76" height="14" aria-hidden="true">
        <rect x=".5" y="2.5" width="75" height="9" fill="var(--paper)" stroke="var(--axis)" />
        <rect x="1" y="3" width={width(amount(bar.done))} height="8" fill="var(--axis)" />
        <rect x="1" y="3" width={width(amount(bar.running))} height="8" fill="var(--ink2)" />
      </svg>
      {shownWords(column.field, values[column.field.key] ?? null, lang)}
    </>
  );
}

/** ▲ 先破 180 户. */
function Alarms({
  definition,
  row,
}: {
  readonly definition: ProgramBoard['definition'];
  readonly row: LedgerRow;
}) {
  const { lang } = useView();
  if (row.alarms.length === 0) return <span className="n3">—</span>;
  const words = row.alarms.map(({ key, amount }) => {
    const alarm = definition.alarms.find((one) => one.key === key);
    const name = alarm?.name[lang] ?? key;
    return amount === null ? name : `${name} ${amount.toLocaleString('en-US')} ${alarm?.unit ?? ''}`.trim();
  });
  return (
    <b className={styles.red} title={words.join('；')}>
      ▲ {words[0]}
      {words.length > 1 && ` +${words.length - 1}`}
    </b>
  );
}

const signs = { have: '', missing: '', refused: '', repeated: '▲' } as const;

/** 签 照 票: have, missing, refused, repeated elsewhere; the state is also said in words. */
function Evidence({
  definition,
  row,
}: {
  readonly definition: ProgramBoard['definition'];
  readonly row: LedgerRow;
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  return (
    <>
      {definition.evidence.map(({ key, badge, name }) => {
        const state = row.evidence[key] ?? 'missing';
        const words = `${name[lang]}：${t(`evidence.${state}`)}`;
        return (
          <span key={key} className={`${styles.ev} ${styles[state]}`} title={words}>
            <span aria-hidden="true">
              {badge}
              {signs[state]}
            </span>
            <span className="unseen">{words}</span>
          </span>
        );
      })}
    </>
  );
}
