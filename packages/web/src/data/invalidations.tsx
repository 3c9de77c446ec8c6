import {
  getCompleteness,
  type Invalidation,
  listInvalidations,
  type PollutantName,
  postInvalidation,
  withdrawInvalidation,
} from '@qingzhang/contract';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { pollutantNames } from '../cities/pollutant-name.ts';
import { momentText, wallOf } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded } from '../ui/states.tsx';
import { byCity } from './completeness-model.ts';
import styles from './data.module.css';
import { type HourChoice, HourField, instantOfHour } from './hour-field.tsx';
import { WithdrawButton } from './withdraw-button.tsx';
import { WithdrawnText } from './withdrawn-text.tsx';

type Pollutant = z.infer<typeof PollutantName>;
const pollutantOrder: readonly Pollutant[] = ['so2', 'no2', 'pm10', 'pm25', 'co', 'o3'];

/** 审核剔除: hours a reviewer judged invalid, with the reason; the readings stay. */
export function Invalidations({ withdrawn }: { readonly withdrawn: boolean }) {
  const { t } = useTranslation('data');
  const mayReview = useMay('readings.review');
  const [adding, setAdding] = useState(false);
  const query = useCall(listInvalidations, { query: { withdrawn } });
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2>
          {t('invalid.title')}
          <small>{t('invalid.note')}</small>
        </h2>
        {mayReview && (
          <button type="button" className="btn" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {adding ? t('form.close') : t('invalid.add')}
          </button>
        )}
      </div>
      {adding && <InvalidationForm onDone={() => setAdding(false)} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('invalid.empty')} />
          ) : (
            <InvalidationTable items={items} mayReview={mayReview} />
          )
        }
      </Loaded>
    </section>
  );
}

function InvalidationTable({
  items,
  mayReview,
}: {
  readonly items: readonly Invalidation[];
  readonly mayReview: boolean;
}) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const name = useRegionName();
  const withdraw = useSend(withdrawInvalidation, [listInvalidations]);
  return (
    <div className="scroll">
      {withdraw.error && <ErrorPanel error={withdraw.error} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('dust.hours')}</th>
            <th scope="col">{t('invalid.place')}</th>
            <th scope="col">{t('dust.pollutants')}</th>
            <th scope="col">{t('invalid.reason')}</th>
            <th scope="col">{t('dust.trace')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <tr key={entry.id} className={entry.withdrawnAt ? styles.struck : undefined}>
              <th scope="row" className="nowrap">
                {momentText(entry.firstHour)} — {momentText(entry.lastHour)}
              </th>
              <td>
                {name(entry.place.city, 'short')} {entry.place.name} <small>{entry.place.code}</small>
              </td>
              <td>
                {entry.pollutants.length === pollutantOrder.length
                  ? t('invalid.allPollutants')
                  : entry.pollutants.map((one) => pollutantNames[one]).join(lang === 'zh' ? '、' : ', ')}
              </td>
              <td className={styles.wrap}>{entry.reason}</td>
              <td className={styles.wrap}>
                <small>
                  <WithdrawnText entry={entry} />
                </small>
              </td>
              <td className="num">
                {mayReview && entry.withdrawnAt === null && (
                  <WithdrawButton
                    what={t('invalid.one')}
                    pending={withdraw.isPending}
                    onWithdraw={(reason) => withdraw.mutate({ params: { id: entry.id }, body: { reason } })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function InvalidationForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('data');
  const name = useRegionName();
  const { data: overview } = useOverview();
  const send = useSend(postInvalidation, [listInvalidations]);
  const today = overview?.span ? wallOf(overview.span.last).day : new Date().toISOString().slice(0, 10);
  const [placeId, setPlaceId] = useState<number | null>(null);
  const [first, setFirst] = useState<HourChoice>({ day: today, hour: 1 });
  const [last, setLast] = useState<HourChoice>({ day: today, hour: 24 });
  const [pollutants, setPollutants] = useState<Pollutant[]>([...pollutantOrder]);
  const [reason, setReason] = useState('');
  // The places that had data in the month at hand: a reviewer looks at hours that are there.
  const places = useCall(getCompleteness, { query: { month: first.day.slice(0, 7) } });
  const backwards = instantOfHour(first) > instantOfHour(last);
  const ready = placeId !== null && !backwards && pollutants.length > 0 && reason.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (placeId === null || !ready) return;
        send.mutate(
          {
            body: {
              placeId,
              firstHour: instantOfHour(first),
              lastHour: instantOfHour(last),
              pollutants,
              reason: reason.trim(),
            },
          },
          { onSuccess: onDone },
        );
      }}
    >
      <div className={styles.field}>
        <span>{t('invalid.place')}</span>
        <Select<number>
          style={{ width: '100%' }}
          aria-label={t('invalid.place')}
          placeholder={t('invalid.placeHint')}
          showSearch={{ optionFilterProp: 'label' }}
          value={placeId}
          onChange={setPlaceId}
          loading={places.isPending}
          options={byCity(places.data?.places ?? []).map((group) => ({
            label: name(group.city),
            title: name(group.city),
            options: group.places.map((place) => ({ value: place.id, label: `${place.name} ${place.code}` })),
          }))}
        />
      </div>
      <div className={styles.field}>
        <span>{t('form.from')}</span>
        <HourField label={t('form.from')} value={first} onChange={setFirst} />
      </div>
      <div className={styles.field}>
        <span>{t('form.to')}</span>
        <HourField label={t('form.to')} value={last} onChange={setLast} />
        {backwards && <em className="worse">{t('form.backwards')}</em>}
      </div>
      <div className={styles.field}>
        <span>{t('dust.pollutants')}</span>
        <Checkbox.Group
          value={pollutants}
          onChange={(values) => setPollutants(values)}
          options={pollutantOrder.map((value) => ({ value, label: pollutantNames[value] }))}
        />
      </div>
      <div className={styles.field}>
        <span>{t('invalid.reason')}</span>
        <Input.TextArea
          rows={2}
          aria-label={t('invalid.reason')}
          placeholder={t('invalid.reasonHint')}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {send.error && <ErrorPanel error={send.error} />}
      <div className={styles.buttons}>
        <button type="submit" className="btn pri" disabled={!ready || send.isPending}>
          {t('invalid.send')}
        </button>
        <span className="n3">{t('dust.effect')}</span>
      </div>
    </form>
  );
}
