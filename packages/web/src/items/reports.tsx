import { getDesk, getItem, type ItemPage, judgeReport } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { shortMoment } from './days.ts';
import { fieldText } from './field-text.ts';
import styles from './items.module.css';
import { ReasonForm } from './reason-form.tsx';

type Report = ItemPage['reports'][number];
/** Months shown before the rest is asked for. */
const FIRST = 3;

/** 各月上报: what was reported, what was answered, returned why; who is above takes note or returns, never overwrites. */
export function Reports({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const [all, setAll] = useState(false);
  const { reports } = item;
  if (reports.length === 0) return null;
  const shown = all ? reports : reports.slice(0, FIRST);
  return (
    <section className={styles.block} id="reports">
      <h2>
        {t('reports.title')}
        <small>{t('reports.hint')}</small>
      </h2>
      <ul className={styles.reports}>
        {shown.map((report) => (
          <ReportLine key={report.id} item={item} report={report} />
        ))}
      </ul>
      {reports.length > FIRST && (
        <button type="button" className={`plain ${styles.link}`} onClick={() => setAll(!all)}>
          {all ? t('reports.fewer') : t('reports.all', { count: reports.length })}
        </button>
      )}
    </section>
  );
}

function ReportLine({ item, report }: { readonly item: ItemPage; readonly report: Report }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const [returning, setReturning] = useState(false);
  const mayJudge = useMay('items.check');
  const send = useSend(judgeReport, [getItem, getDesk]);
  const { definition } = item;
  const values = definition.fields
    .filter(({ key, source }) => source === 'reported' && report.values[key] !== undefined)
    .map((field) => ({ field, text: fieldText(field, report.values[field.key], lang) }))
    .filter(({ text }) => text !== '');
  const questions = definition.questions.filter(({ key }) => report.answers[key] !== undefined);
  return (
    <li>
      <span className="nowrap">
        {report.month}
        <span className="n3"> {t(`reports.state.${report.state}`)}</span>
      </span>
      <div>
        <b>{t(`reports.kind.${report.kind}`)}</b>
        {report.cause && t('reports.cause', { cause: report.cause })}{' '}
        {values.map(({ field, text }) => (
          <span key={field.key} className={styles.value}>
            {field.name[lang]} {text}
          </span>
        ))}
        {report.note && <p>{report.note}</p>}
        {questions.map(({ key, say }) => (
          <p key={key} className="n2">
            {t('reports.answer', { question: say[lang], answer: report.answers[key] ?? '' })}
          </p>
        ))}
        {report.returnReason && (
          <p className="worse">{t('reports.returned', { reason: report.returnReason })}</p>
        )}
        <p className="n3">
          {shortMoment(report.at)} {report.post}
        </p>
        {mayJudge && report.state === 'sent' && !returning && (
          <p className={styles.buttons}>
            <button
              type="button"
              className="btn"
              disabled={send.isPending}
              onClick={() => send.mutate({ params: { id: report.id }, body: { verdict: 'accept' } })}
            >
              {t('reports.accept', { month: report.month })}
            </button>
            <button type="button" className="btn" onClick={() => setReturning(true)}>
              {t('reports.return', { month: report.month })}
            </button>
          </p>
        )}
        {returning && (
          <ReasonForm
            label={t('reports.returnWhy')}
            button={t('reports.return', { month: report.month })}
            pending={send.isPending}
            onCancel={() => setReturning(false)}
            onSend={(reason) =>
              send.mutate(
                { params: { id: report.id }, body: { verdict: 'return', reason } },
                { onSuccess: () => setReturning(false) },
              )
            }
          />
        )}
        {send.error && <ErrorPanel error={send.error} />}
      </div>
    </li>
  );
}
