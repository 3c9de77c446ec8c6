import { getHandoverPreview, listHandovers, listTaskPeople, postHandover } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useSession } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import { Field, Form, isReason, TOUCHES, Words } from './acts/fields.tsx';
import styles from './tasks.module.css';

/** 交接: all of a person's things to another in one step, with the list of what went. */
export function HandoverPage() {
  const { t } = useTranslation('tasks');
  useTitle(t('handover.title'));
  const session = useSession();
  const own = session?.user.regionCode ?? null;
  const overview = useOverview();
  const region = useRegionName();
  // The department may also hand over for a bureau; a bureau among its own.
  const [bureau, setBureau] = useState<string | null>(own);
  const people = useCall(listTaskPeople, { query: bureau === null ? {} : { region: bureau } });
  const past = useCall(listHandovers, undefined);
  const [from, setFrom] = useState<number | null>(null);
  return (
    <main className="page">
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/tasks">{t('title')}</Link> › {t('handover.title')}
      </nav>
      <header className="page-head">
        <h1>{t('handover.title')}</h1>
      </header>
      <p className="lead">{t('handover.lead')}</p>
      <div className={styles.narrow}>
        {own === null && (
          <Field label={t('handover.bureau')}>
            <Select
              allowClear
              aria-label={t('handover.bureau')}
              placeholder={t('handover.department')}
              value={bureau}
              onChange={(code) => {
                setBureau(code ?? null);
                setFrom(null);
              }}
              options={(overview.data?.cities ?? []).map(({ code }) => ({
                value: code,
                label: region(code),
              }))}
            />
          </Field>
        )}
        <Field label={t('handover.from')}>
          <Select
            aria-label={t('handover.from')}
            placeholder={t('handover.byPost')}
            value={from}
            onChange={setFrom}
            options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.post }))}
          />
        </Field>
        {from !== null && <Preview key={from} from={from} onDone={() => setFrom(null)} />}
      </div>
      <h2 className={styles.next}>{t('handover.past')}</h2>
      <Loaded query={past}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="n3">{t('handover.nonePast')}</p>
          ) : (
            <ListTable
              className={styles.list}
              headings={[
                t('handover.when'),
                t('handover.from'),
                t('handover.to'),
                t('handover.count'),
                t('reason'),
              ]}
            >
              {items.map((one) => (
                <tr key={one.id}>
                  <td className="nowrap">{momentText(one.at)}</td>
                  <td>{one.fromPost}</td>
                  <td>{one.toPost}</td>
                  <td className="num">{one.total}</td>
                  <td>
                    {one.reason} <small>{one.byPost}</small>
                  </td>
                </tr>
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </main>
  );
}

function Preview({ from, onDone }: { readonly from: number; readonly onDone: () => void }) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  const preview = useCall(getHandoverPreview, { params: { id: from } });
  const send = useSend(postHandover, [...TOUCHES, listHandovers]);
  const [to, setTo] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  return (
    <Loaded query={preview}>
      {({ total, things, receivers }) => (
        <Form
          title={t('handover.things', { count: total })}
          send={t('handover.send', { count: total })}
          ready={total > 0 && to !== null && isReason(reason)}
          pending={send.isPending}
          error={send.error}
          onSend={() =>
            to !== null && send.mutate({ body: { from, to, reason: reason.trim() } }, { onSuccess: onDone })
          }
        >
          <ul className={styles.things}>
            {things.map((thing) => (
              <li key={`${thing.area}${thing.id}`}>
                <a href={thing.link}>{thing.title}</a>{' '}
                <small>
                  {thing.city && region(thing.city)} {thing.deadline}
                </small>
              </li>
            ))}
          </ul>
          <Field label={t('handover.to')} hint={t('handover.toHint')}>
            <Select
              aria-label={t('handover.to')}
              value={to}
              onChange={setTo}
              options={receivers
                .filter(({ id }) => id !== from)
                .map((one) => ({ value: one.id, label: one.post }))}
            />
          </Field>
          <Words label={t('reason')} value={reason} onChange={setReason} />
        </Form>
      )}
    </Loaded>
  );
}
