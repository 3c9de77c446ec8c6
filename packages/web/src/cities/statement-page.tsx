import { getStatement, type Lang, Month, urlOf } from '@qingzhang/contract';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { wallOf } from '../ui/moments.ts';
import { periodsBetween } from '../ui/period.ts';
import { Empty, ErrorPanel, Skeleton } from '../ui/states.tsx';
import { monthTitle } from './chart/format.ts';
import styles from './city.module.css';

/** 账单: the city's monthly statement as the server makes it, on the page, for the printer and as PDF. */
export function StatementPage() {
  const { t } = useTranslation('cities');
  const { code } = useParams({ from: '/shell/cities/$code/statement' });
  const { month: asked } = useSearch({ from: '/shell/cities/$code/statement' });
  const view = useView();
  const name = useRegionName();
  const { data: overview, error, refetch } = useOverview();
  const months = monthsOf(overview?.span ?? null);
  const month = asked ?? months[0];
  const frame = useRef<HTMLIFrameElement>(null);
  useTitle(t('statement.title', { city: name(code) }));

  if (overview === undefined) {
    return (
      <main className="page">
        {error ? (
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={12} bar={22} />
        )}
      </main>
    );
  }
  if (month === undefined) {
    return (
      <main className="page">
        <Empty title={t('statement.none')} />
      </main>
    );
  }
  const query = { ...view, month };
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('statement.title', { city: name(code) })}</h1>
        <MonthSelect value={month} months={months} lang={view.lang} />
        <span className={styles.actions}>
          <Link className="btn" to="/cities/$code" params={{ code }}>
            {t('statement.account')}
          </Link>
          <button type="button" className="btn" onClick={() => frame.current?.contentWindow?.print()}>
            {t('statement.print')}
          </button>
          <a
            className="btn pri"
            href={urlOf(getStatement, { params: { code }, query: { ...query, format: 'pdf' } })}
            download
          >
            {t('statement.pdf')}
          </a>
        </span>
      </header>
      <StatementFrame
        address={urlOf(getStatement, { params: { code }, query: { ...query, format: 'html' } })}
        title={t('statement.frame', { city: name(code), month: monthTitle(month, view.lang) })}
        frame={frame}
      />
    </main>
  );
}

function StatementFrame({
  address,
  title,
  frame,
}: {
  readonly address: string;
  readonly title: string;
  readonly frame: RefObject<HTMLIFrameElement | null>;
}) {
  const { data, error, refetch } = useFileText(address);
  if (data === undefined) {
    return error ? (
      <ErrorPanel error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton rows={18} bar={22} />
    );
  }
  return <DocumentFrame html={data} title={title} ref={frame} />;
}

function MonthSelect(props: {
  readonly value: string;
  readonly months: readonly string[];
  readonly lang: Lang;
}) {
  const { t } = useTranslation('cities');
  const navigate = useNavigate({ from: '/cities/$code/statement' });
  const months = props.months.includes(props.value) ? props.months : [props.value, ...props.months];
  return (
    <Select
      aria-label={t('statement.month')}
      value={props.value}
      onChange={(month) => void navigate({ search: (before) => ({ ...before, month }), replace: true })}
      popupMatchSelectWidth={false}
      options={months.map((month) => ({ value: month, label: monthTitle(month, props.lang) }))}
    />
  );
}

/** The months that have data, the latest first. */
function monthsOf(span: { readonly first: string; readonly last: string } | null): readonly string[] {
  if (span === null) return [];
  return periodsBetween('month', wallOf(span.first).day, wallOf(span.last).day).filter(
    (key) => Month.safeParse(key).success,
  );
}
