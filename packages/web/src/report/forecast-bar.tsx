import { type FormDefinition, type ReportForm, sendReports } from '@qingzhang/contract';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useView } from '../app/view.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { type Draft, rowOf } from './draft.ts';
import { askedFields, type Forecast, forecastOf } from './model.ts';
import styles from './report.module.css';

interface ForecastBarProps {
  readonly form: ReportForm;
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly today: string;
  readonly online: boolean;
  /** Something is still to be filled: the server would only refuse. */
  readonly partial: boolean;
}

/** 提交后这一行会变成: worked out on the device at once, by the server as soon as it answers. */
export function ForecastBar({ form, definition, draft, today, online, partial }: ForecastBarProps) {
  const { t } = useTranslation('report');
  const { lang } = useView();
  const local = forecastOf(definition, form, draft, today, lang);
  const row = rowOf(draft, askedFields(definition, form));
  const asked = useDeferredValue(
    JSON.stringify({ kind: row.kind, values: row.values, revision: row.revision }),
  );
  const dry = useQuery({
    queryKey: ['report-dry', form.item, form.month, asked],
    queryFn: async ({ signal }) => {
      // Typing goes on: only the last figures are asked about.
      await new Promise((done) => setTimeout(done, 500));
      if (signal.aborted) return null;
      const body = { month: form.month, deviceKey: draft.key, dry: true, lang, rows: [row] };
      const answer = await call(sendReports, { body }, { signal });
      return answer.outcomes[0]?.after ?? null;
    },
    enabled: online && !partial && draft.state === 'writing',
    retry: false,
  });
  const after: Forecast = dry.data ?? local;
  const share = (value: number) => `${Math.max(0, Math.min(100, value))}%`;
  return (
    <section className={styles.forecast} aria-label={t('after')}>
      <p>{t('after')}</p>
      {after.progress !== null && (
        <div
          className={styles.bar}
          role="img"
          aria-label={t('barLabel', {
            progress: after.progress.toFixed(1),
            planned: after.planned?.toFixed(1) ?? '—',
          })}
        >
          <i style={{ width: share(after.progress) }} />
          {after.planned !== null && <b style={{ left: share(after.planned) }} />}
        </div>
      )}
      {after.progress !== null && (
        <p className={styles.barWords}>
          <b>{after.progress.toFixed(1)}%</b>
          {after.planned !== null && <span>{t('pathNow', { planned: after.planned.toFixed(1) })}</span>}
        </p>
      )}
      <p className={styles.lamps}>
        <ProgramLamp lamp={form.lamp} />
        <span aria-hidden="true">→</span>
        <ProgramLamp lamp={after.lamp} />
        <span className="n2">{after.reason}</span>
        {!dry.data && <small className="n3">{t('byDevice')}</small>}
      </p>
    </section>
  );
}
