import {
  getDesk,
  listReportForms,
  type ReportForm,
  type ReportForms,
  sendReports,
} from '@qingzhang/contract';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { newDeviceKey } from '../offline/register.ts';
import { Badge } from '../ui/badges.tsx';
import { dayText, monthText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import type { Draft } from './draft.ts';
import styles from './report.module.css';
import { Banner } from './report-banner.tsx';
import { clockText, dayOf } from './times.ts';
import { useSending } from './use-forms.ts';

/** 上报: the own items of the month, those not yet reported first; works from what the phone keeps when there is no network. */
export function ReportListPage() {
  const { t } = useTranslation('report');
  useTitle(t('title'));
  const { drafts, forms, online } = useSending();
  const { program } = useSearch({ from: '/shell/report' });
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        {forms.data && (
          <span className="n3">{monthText(Number(forms.data.month.slice(5)), t('language'))}</span>
        )}
      </header>
      {!online && (
        <Banner kind="offline">
          {forms.data ? t('banner.offlineList', { time: clockText(forms.data.at) }) : t('banner.offline')}
        </Banner>
      )}
      <Loaded query={forms} skeleton={<Skeleton rows={8} bar={44} />}>
        {(data) => <Groups data={data} drafts={drafts ?? []} program={program} />}
      </Loaded>
    </main>
  );
}

interface GroupsProps {
  readonly data: ReportForms;
  readonly drafts: readonly Draft[];
  readonly program: string | undefined;
}

function Groups({ data, drafts, program }: GroupsProps) {
  const { t } = useTranslation('report');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const shown = data.definitions.filter(({ key }) => program === undefined || key === program);
  if (data.rows.length === 0) return <Empty title={t('empty')} />;
  return (
    <>
      {shown.map((definition) => {
        const rows = data.rows
          .filter((row) => row.program === definition.key)
          .toSorted((a, b) => Number(isDone(a)) - Number(isDone(b)) || a.no - b.no);
        const left = rows.filter((row) => !isDone(row)).length;
        return (
          <section key={definition.key} className={styles.group}>
            <h2>
              {definition.shortName[lang]}
              <small>
                {left === 0
                  ? t('allDone', { count: rows.length, counter: definition.counter })
                  : t('left', { left, count: rows.length, counter: definition.counter })}
              </small>{' '}
              {data.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
            </h2>
            <ul>
              {rows.map((row) => (
                <Row
                  key={row.item}
                  row={row}
                  draft={drafts.find(({ item, month }) => item === row.item && month === row.month)}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {program !== undefined && (
        <Link to="/report" search={{}} className={styles.more}>
          {t('allPrograms')}
        </Link>
      )}
      {data.total > data.rows.length && <p className="cap">{t('more', { total: data.total })}</p>}
    </>
  );
}

const isDone = ({ report }: Pick<ReportForm, 'report'>): boolean =>
  report !== null && report.state !== 'returned';

function Row({ row, draft }: { readonly row: ReportForm; readonly draft: Draft | undefined }) {
  const { t } = useTranslation('report');
  const { lang } = useView();
  const send = useSend(sendReports, [listReportForms, getDesk]);
  const done = isDone(row);
  const unchanged = () =>
    send.mutate({
      body: {
        month: row.month,
        deviceKey: newDeviceKey(),
        lang,
        rows: [{ item: row.item, revision: row.revision, kind: 'unchanged' }],
      },
    });
  const outcome = send.data?.outcomes[0]?.outcome;
  const open = outcome === 'ask' || outcome === 'refused' || outcome === 'clash';
  return (
    <li className={styles.row}>
      <ProgramLamp lamp={row.lamp} />
      <div>
        <Link to="/report/$item" params={{ item: String(row.item) }}>
          <b>{row.title}</b>
        </Link>
        <small>
          {row.place}
          {row.lastReported && ` · ${t('last', { day: dayText(dayOf(row.lastReported), lang) })}`}
        </small>
        {row.returned && !done && (
          <small className="worse">{t('returned', { reason: row.returned.reason })}</small>
        )}
        {draft && (
          <small className="tight">{t(`draft.${draft.state}`, { time: clockText(draft.savedAt) })}</small>
        )}
        {open && <small className="tight">{t('asked')}</small>}
        {send.error && <ErrorPanel error={send.error} />}
      </div>
      <span className={styles.rowActs}>
        {done ? (
          <span className="n3">{t(`state.${row.report?.state ?? 'sent'}`)}</span>
        ) : (
          <>
            {row.lastReported !== null && row.returned === null && !draft && (
              <button
                type="button"
                className="btn"
                disabled={send.isPending || open}
                onClick={unchanged}
                aria-label={t('unchangedOf', { title: row.title })}
              >
                {t('kind.unchanged')}
              </button>
            )}
            <Link to="/report/$item" params={{ item: String(row.item) }} className="btn pri">
              {row.returned ? t('mend') : t('fill')}
            </Link>
          </>
        )}
      </span>
    </li>
  );
}
