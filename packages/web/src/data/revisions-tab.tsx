import { getRevisionsXlsx, listRevisions, type Revision } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { nameOf, useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { changesOf } from './changes.ts';
import styles from './data.module.css';

/** 更正: every value that was superseded: what it was, what it is, by which import, when. */
export function RevisionsTab() {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const { data: overview } = useOverview();
  const [city, setCity] = useState<string | undefined>(undefined);
  const [from, setFrom] = useState<string | undefined>(undefined);
  const [to, setTo] = useState<string | undefined>(undefined);
  const [limit, setLimit] = useState(50);
  const query = useCall(listRevisions, { query: { city, from, to, limit } });
  const days = (
    <DatePicker.RangePicker
      aria-label={t('revisions.days')}
      allowEmpty={[true, true]}
      placeholder={[t('revisions.from'), t('revisions.to')]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) => {
        setFrom(range?.[0]?.format('YYYY-MM-DD'));
        setTo(range?.[1]?.format('YYYY-MM-DD'));
      }}
    />
  );
  return (
    <>
      <div className={styles.tools}>
        <Select
          aria-label={t('complete.city')}
          value={city ?? ''}
          onChange={(code) => setCity(code === '' ? undefined : code)}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('complete.allCities') },
            ...(overview?.cities ?? []).map((one) => ({ value: one.code, label: nameOf(one, lang) })),
          ]}
        />
        {days}
        <span className="n3">{t('revisions.note')}</span>
        <ExportButton endpoint={getRevisionsXlsx} query={{ city, lang }} />
      </div>
      <Loaded query={query}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title={t('revisions.empty')}>
              <p className="n2">{t('revisions.emptyHint')}</p>
            </Empty>
          ) : (
            <>
              <RevisionTable items={items} />
              {nextCursor !== null && limit < 500 && (
                <button type="button" className="btn" onClick={() => setLimit(limit + 100)}>
                  {t('list.more')}
                </button>
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
}

function RevisionTable({ items }: { readonly items: readonly Revision[] }) {
  const { t } = useTranslation('data');
  const name = useRegionName();
  return (
    <ListTable
      className={styles.table}
      headings={[
        t('revisions.place'),
        t('revisions.hour'),
        t('revisions.change'),
        t('revisions.by'),
        t('revisions.was'),
      ]}
    >
      {items.map((revision) => (
        <tr key={`${revision.place.id}${revision.hour}${revision.batch.id}`}>
          <th scope="row">
            {name(revision.place.city, 'short')} {revision.place.name} <small>{revision.place.code}</small>
          </th>
          <td className="nowrap">{momentText(revision.hour)}</td>
          <td>
            <ul className={styles.changes}>
              {changesOf(revision).map(({ pollutant, before, after }) => (
                <li key={pollutant}>
                  {POLLUTANT_NAMES[pollutant]} <s>{before ?? '—'}</s> → <b>{after ?? '—'}</b>
                </li>
              ))}
            </ul>
          </td>
          <td className={styles.wrap}>
            <Source batch={revision.supersededBy} />
          </td>
          <td className={styles.wrap}>
            <Source batch={revision.batch} />
          </td>
        </tr>
      ))}
    </ListTable>
  );
}

function Source({ batch }: { readonly batch: Revision['batch'] }) {
  const { t } = useTranslation('data');
  return (
    <>
      {batch.fileName} <small>{t('batch.number', { id: batch.id })}</small>
      <small>
        {batch.createdBy}
        {batch.knownAt && ` · ${momentText(batch.knownAt)}`}
      </small>
    </>
  );
}
