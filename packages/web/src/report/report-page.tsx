import type { FormDefinition, ReportForm } from '@qingzhang/contract';
import { listReportForms } from '@qingzhang/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useSession } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { monthText } from '../ui/moments.ts';
import { Empty, Loaded, Skeleton } from '../ui/states.tsx';
import styles from './report.module.css';
import { Banner } from './report-banner.tsx';
import { ReportForm as FormOf } from './report-form.tsx';
import { useSending } from './use-forms.ts';

/** 上报: one item, three choices, the fields that are asked, one photo; the draft stays on the device until it is there. */
export function ReportPage() {
  const { t } = useTranslation('report');
  useTitle(t('title'));
  const { item } = useParams({ from: '/shell/report/$item' });
  const { lang } = useView();
  const { drafts, forms, online } = useSending();
  const session = useSession();
  const id = Number(item);
  const listed = forms.data?.rows.some((row) => row.item === id) ?? false;
  // Not among the own ones (a county's, seen from its city): asked for by itself.
  const alone = useCall(listReportForms, { query: { lang, item: id } }, { enabled: !!forms.data && !listed });
  const query = listed ? forms : alone;
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={forms.data === undefined ? forms : query} skeleton={<Skeleton rows={8} bar={44} />}>
        {(data) => {
          const form = data.rows.find((row) => row.item === id);
          const definition = data.definitions.find(({ key }) => key === form?.program);
          if (form === undefined || definition === undefined) {
            return query.isFetching ? <Skeleton rows={8} bar={44} /> : <Empty title={t('notMine')} />;
          }
          if (drafts === undefined || session === undefined) return <Skeleton rows={8} bar={44} />;
          return (
            <>
              <Head form={form} definition={definition} simulated={data.simulated} />
              {form.returned && (
                <Banner kind="returned">
                  {t('returnedBy', { reason: form.returned.reason, post: form.returned.post })}
                </Banner>
              )}
              <FormOf
                key={form.item}
                form={form}
                definition={definition}
                today={data.today}
                user={session.user.id}
                stored={drafts.find((draft) => draft.item === form.item && draft.month === form.month)}
                online={online}
              />
            </>
          );
        }}
      </Loaded>
    </main>
  );
}

interface HeadProps {
  readonly form: ReportForm;
  readonly definition: FormDefinition;
  readonly simulated: boolean;
}

function Head({ form, definition, simulated }: HeadProps) {
  const { t } = useTranslation('report');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  return (
    <header className={styles.head}>
      <h1>{t('title')}</h1>
      <span className="n3">
        {t('monthOf', {
          year: form.month.slice(0, 4),
          month: monthText(Number(form.month.slice(5)), t('language')),
        })}{' '}
        · {definition.shortName[lang]} · {form.place} ·{' '}
        <Link to="/items/$id" params={{ id: String(form.item) }}>
          {form.title}
        </Link>{' '}
        {simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      </span>
    </header>
  );
}
