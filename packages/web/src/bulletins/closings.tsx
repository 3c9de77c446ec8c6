import { type Closing, type ClosingCheck, getOverview, listClosings, postClosing } from '@qingzhang/contract';
import { Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { useIndicatorName } from '../cities/indicator-name.tsx';
import { Badge } from '../ui/badges.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './bulletins.module.css';
import { usePeriodName } from './period-name.ts';

/** 结账: what stands in the way of closing the next month, and the months that are closed with what came after. */
export function Closings() {
  const { t } = useTranslation('bulletins');
  const { lang } = useView();
  const query = useCall(listClosings, { query: { lang } });
  return (
    <Loaded query={query}>
      {({ items, next }) => (
        <>
          {next ? <NextClosing key={next.period} check={next} /> : <Empty title={t('closing.nothing')} />}
          <section className={styles.block}>
            <h2>{t('closing.title')}</h2>
            {items.length === 0 ? <Empty title={t('closing.empty')} /> : <ClosingList items={items} />}
          </section>
        </>
      )}
    </Loaded>
  );
}

function NextClosing({ check }: { readonly check: ClosingCheck }) {
  const { t } = useTranslation('bulletins');
  const name = usePeriodName();
  const mayClose = useMay('accounts.close');
  const close = useSend(postClosing, [listClosings, getOverview]);
  const [note, setNote] = useState('');
  const stops = check.findings.filter(({ severity }) => severity === 'stop');
  const notes = check.findings.filter(({ severity }) => severity === 'note');
  const period = name(check.period);
  return (
    <section className={styles.next}>
      <h2>{t('closing.next', { period })}</h2>
      <p className="lead">
        {stops.length > 0 ? (
          <b className="overdrawn">■ {t('closing.stopped', { count: stops.length })}</b>
        ) : check.ready ? (
          <b className="safe">● {t('closing.ready')}</b>
        ) : (
          t('closing.notReady')
        )}
        {notes.length > 0 && t('closing.notes', { count: notes.length })}
      </p>
      {check.findings.length > 0 && (
        <ul className={styles.findings}>
          {[...stops, ...notes].map((finding) => (
            <li key={`${finding.severity}${finding.text}`}>
              <span className={finding.severity === 'stop' ? 'overdrawn' : 'tight'}>
                {finding.severity === 'stop' ? '■' : '▲'} {t(`closing.severity.${finding.severity}`)}
              </span>
              <span>{finding.text}</span>
            </li>
          ))}
        </ul>
      )}
      {mayClose ? (
        <div className={styles.close}>
          <Input
            aria-label={t('closing.note')}
            placeholder={t('closing.note')}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {check.ready && (
            <Popconfirm
              title={t('closing.confirm', { period })}
              description={t('closing.effect')}
              okText={t('closing.close')}
              cancelText={t('view.cancel')}
              onConfirm={() => close.mutate({ body: { period: check.period, note } })}
            >
              <button type="button" className="btn pri" disabled={close.isPending}>
                {t('closing.closePeriod', { period })}
              </button>
            </Popconfirm>
          )}
          {!check.ready && <span className="n3">{t('closing.blocked')}</span>}
        </div>
      ) : (
        <p className="n3">{t('closing.mayNot')}</p>
      )}
      {close.error && <ErrorPanel error={close.error} />}
    </section>
  );
}

function ClosingList({ items }: { readonly items: readonly Closing[] }) {
  const { t } = useTranslation('bulletins');
  const { t: ui } = useTranslation('ui');
  const name = usePeriodName();
  return (
    <ListTable
      className={styles.table}
      headings={[
        t('closing.period'),
        t('closing.asOf'),
        t('closing.by'),
        t('closing.noteHead'),
        t('closing.adjustments'),
      ]}
    >
      {items.map((closing) => (
        <tr key={closing.period}>
          <th scope="row" className="nowrap">
            {name(closing.period)} {closing.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
          </th>
          <td className="nowrap">{momentText(closing.asOf)}</td>
          <td className="nowrap">
            {closing.closedBy} <small>{momentText(closing.closedAt)}</small>
          </td>
          <td className={styles.wrap}>{closing.note || '—'}</td>
          <td className={styles.wrap}>
            <Adjustments items={closing.adjustments} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

/** What corrections changed after a closing: they stand in the open month, the closed one stays. */
function Adjustments({ items }: { readonly items: Closing['adjustments'] }) {
  const { t } = useTranslation('bulletins');
  const region = useRegionName();
  const indicator = useIndicatorName();
  if (items.length === 0) return <span className="n3">{t('closing.noAdjustments')}</span>;
  return (
    <ul>
      {items.map((one) => (
        <li key={`${one.region}${one.indicator}`}>
          {region(one.region, 'short')} {indicator(one.indicator)} <b>{one.amount}</b>{' '}
          <small>{one.unit}</small>
        </li>
      ))}
    </ul>
  );
}
