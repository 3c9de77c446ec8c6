import {
  type Delivery,
  deliveryStates,
  isNotificationKind,
  listDeliveries,
  listDeliveriesXlsx,
  notificationKinds,
  retryDelivery,
} from '@qingzhang/contract';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import tabbed from '../ui/tabbed.module.css';
import styles from './notifications.module.css';

/** 投递: letters and group messages, what became of each, and sending again. */
export function Deliveries() {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const [state, setState] = useState<Delivery['state'] | null>(null);
  const filter = state === null ? {} : { state };
  const query = useCall(listDeliveries, { query: { ...filter, limit: 100 } }, { refetchInterval: 15_000 });
  return (
    <section>
      <div className={styles.bar}>
        <h2>{t('deliveries.title')}</h2>
        <div className="seg">
          {([null, ...deliveryStates] as const).map((one) => (
            <button
              key={one ?? 'any'}
              type="button"
              aria-pressed={one === state}
              onClick={() => setState(one)}
            >
              {one === null
                ? t('deliveries.any')
                : `${t(`deliveries.state.${one}`)} ${query.data?.counts[one] ?? ''}`}
            </button>
          ))}
        </div>
        <ExportButton endpoint={listDeliveriesXlsx} query={{ ...filter, lang }} />
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('deliveries.empty')} />
          ) : (
            <ListTable
              className={tabbed.table}
              headings={[
                t('deliveries.since'),
                t('deliveries.channel'),
                t('deliveries.to'),
                t('deliveries.about'),
                t('deliveries.stateHeading'),
                t('deliveries.attempts'),
                t('deliveries.error'),
                '',
              ]}
            >
              {items.map((one) => (
                <DeliveryRow key={one.id} delivery={one} />
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </section>
  );
}

function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const { t } = useTranslation('notifications');
  const { lang } = useView();
  const words = useErrorWords();
  const { message } = App.useApp();
  const retry = useSend(retryDelivery, [listDeliveries]);
  const { kind, state } = delivery;
  const about =
    kind === 'digest'
      ? t('deliveries.digest')
      : isNotificationKind(kind)
        ? notificationKinds[kind][lang].replace(/\{\w+\}/g, '…')
        : kind;
  return (
    <tr>
      <td className="nowrap">{momentText(delivery.createdAt)}</td>
      <td className="nowrap">{t(`deliveries.by.${delivery.channel}`)}</td>
      <td>{delivery.to}</td>
      <td>{about}</td>
      <td className={state === 'failed' ? styles.bad : undefined}>
        {t(`deliveries.state.${state}`)}
        <br />
        <small>{momentText(delivery.doneAt ?? delivery.nextTryAt ?? delivery.createdAt)}</small>
      </td>
      <td>{delivery.attempts}</td>
      <td className={styles.reason}>{delivery.lastError ?? '—'}</td>
      <td>
        {(state === 'failed' || state === 'waiting') && (
          <button
            type="button"
            className={`plain ${styles.act}`}
            disabled={retry.isPending}
            onClick={() =>
              retry.mutate(
                { params: { id: delivery.id } },
                { onError: (error) => void message.error(words(error)) },
              )
            }
          >
            {t('deliveries.retry')}
          </button>
        )}
      </td>
    </tr>
  );
}
