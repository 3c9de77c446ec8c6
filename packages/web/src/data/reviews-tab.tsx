import { type DataReview, listDataReviews, putDataReview } from '@qingzhang/contract';
import { Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { Badge } from '../ui/badges.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './data.module.css';

/** 月份审核: which months the monitoring centre has reviewed; only these may be the ground of a pledge (DIS-6.3). */
export function ReviewsTab() {
  const { t } = useTranslation('data');
  const query = useCall(listDataReviews, undefined);
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2>
          {t('reviews.title')}
          <small>{t('reviews.note')}</small>
        </h2>
      </div>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('reviews.empty')} />
          ) : (
            <ListTable
              className={styles.table}
              headings={[
                t('reviews.month'),
                t('reviews.state'),
                t('reviews.document'),
                t('reviews.noteHead'),
                t('reviews.by'),
                '',
              ]}
            >
              {items.map((review) => (
                <ReviewRow key={`${review.month}${review.reviewed}`} review={review} />
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </section>
  );
}

function ReviewRow({ review }: { readonly review: DataReview }) {
  const { t } = useTranslation('data');
  const may = useMay('readings.review');
  const put = useSend(putDataReview, [listDataReviews]);
  const [document, setDocument] = useState(review.document);
  const [note, setNote] = useState(review.note);
  const { month, reviewed, post, at } = review;
  const say = (now: boolean) => put.mutate({ params: { month }, body: { reviewed: now, document, note } });
  const open = may && !reviewed;
  return (
    <tr>
      <th scope="row" className="nowrap">
        {month}
      </th>
      <td>
        {reviewed ? <Badge>{t('reviews.reviewed')}</Badge> : <Badge kind="live">{t('reviews.open')}</Badge>}
      </td>
      <td className={styles.wrap}>
        {open ? (
          <Input
            aria-label={t('reviews.documentOf', { month })}
            maxLength={200}
            value={document}
            onChange={(event) => setDocument(event.target.value)}
          />
        ) : (
          review.document || '—'
        )}
      </td>
      <td className={styles.wrap}>
        {open ? (
          <Input
            aria-label={t('reviews.noteOf', { month })}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        ) : (
          review.note || '—'
        )}
      </td>
      <td className="nowrap">{at === null ? '—' : `${momentText(at)} ${post ?? ''}`}</td>
      <td className="num">
        {open && (
          <button type="button" className="btn" disabled={put.isPending} onClick={() => say(true)}>
            {t('reviews.confirm')}
          </button>
        )}
        {may && reviewed && (
          <Popconfirm
            title={t('reviews.withdrawAsk')}
            okText={t('reviews.withdraw')}
            cancelText={t('reviews.cancel')}
            onConfirm={() => say(false)}
          >
            <button type="button" className="btn" disabled={put.isPending}>
              {t('reviews.withdraw')}
            </button>
          </Popconfirm>
        )}
        {put.error && <ErrorPanel error={put.error} />}
      </td>
    </tr>
  );
}
