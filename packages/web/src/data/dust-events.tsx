import { type DustEvent, listDustEvents, postDustEvent, withdrawDustEvent } from '@qingzhang/contract';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { nameOf, useOverview, useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { pollutantNames } from '../cities/pollutant-name.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText, wallOf } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded } from '../ui/states.tsx';
import styles from './data.module.css';
import { type HourChoice, HourField, instantOfHour } from './hour-field.tsx';
import { WithdrawButton } from './withdraw-button.tsx';
import { WithdrawnText } from './withdrawn-text.tsx';

/** 沙尘事件: hours whose particles do not count, with the document that confirms them. */
export function DustEvents({ withdrawn }: { readonly withdrawn: boolean }) {
  const { t } = useTranslation('data');
  const mayReview = useMay('readings.review');
  const [adding, setAdding] = useState(false);
  const query = useCall(listDustEvents, { query: { withdrawn } });
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2>
          {t('dust.title')}
          <small>{t('dust.note')}</small>
        </h2>
        {mayReview && (
          <button type="button" className="btn" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {adding ? t('form.close') : t('dust.add')}
          </button>
        )}
      </div>
      {adding && <DustForm onDone={() => setAdding(false)} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('dust.empty')} />
          ) : (
            <DustTable items={items} mayReview={mayReview} />
          )
        }
      </Loaded>
    </section>
  );
}

function DustTable({
  items,
  mayReview,
}: {
  readonly items: readonly DustEvent[];
  readonly mayReview: boolean;
}) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const name = useRegionName();
  const { data: overview } = useOverview();
  const withdraw = useSend(withdrawDustEvent, [listDustEvents]);
  const separator = lang === 'zh' ? '、' : ', ';
  const cities = (codes: readonly string[]) =>
    overview && codes.length === overview.cities.length
      ? t('dust.allCities')
      : codes.map((code) => name(code, 'short')).join(separator);
  return (
    <div className="scroll">
      {withdraw.error && <ErrorPanel error={withdraw.error} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('dust.hours')}</th>
            <th scope="col">{t('dust.cities')}</th>
            <th scope="col">{t('dust.pollutants')}</th>
            <th scope="col">{t('dust.document')}</th>
            <th scope="col">{t('dust.trace')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {items.map((event) => (
            <tr key={event.id} className={event.withdrawnAt ? styles.struck : undefined}>
              <th scope="row" className="nowrap">
                {momentText(event.firstHour)} — {momentText(event.lastHour)}
              </th>
              <td>{cities(event.cities)}</td>
              <td>{event.pollutants.map((one) => pollutantNames[one]).join(separator)}</td>
              <td className={styles.wrap}>
                {event.document} {event.simulated && <Badge kind="sim">{t('batch.simulated')}</Badge>}
                {event.note !== '' && <small>{event.note}</small>}
              </td>
              <td className={styles.wrap}>
                <small>
                  <WithdrawnText entry={event} />
                </small>
              </td>
              <td className="num">
                {mayReview && event.withdrawnAt === null && (
                  <WithdrawButton
                    what={t('dust.one')}
                    pending={withdraw.isPending}
                    onWithdraw={(reason) => withdraw.mutate({ params: { id: event.id }, body: { reason } })}
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

function DustForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const { data: overview } = useOverview();
  const send = useSend(postDustEvent, [listDustEvents]);
  const today = overview?.span ? wallOf(overview.span.last).day : new Date().toISOString().slice(0, 10);
  const [first, setFirst] = useState<HourChoice>({ day: today, hour: 1 });
  const [last, setLast] = useState<HourChoice>({ day: today, hour: 24 });
  const [cities, setCities] = useState<string[]>([]);
  const [pollutants, setPollutants] = useState<('pm10' | 'pm25')[]>(['pm10', 'pm25']);
  const [document, setDocument] = useState('');
  const [note, setNote] = useState('');
  const backwards = instantOfHour(first) > instantOfHour(last);
  const ready = !backwards && cities.length > 0 && pollutants.length > 0 && document.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        send.mutate(
          {
            body: {
              firstHour: instantOfHour(first),
              lastHour: instantOfHour(last),
              cities,
              pollutants,
              document: document.trim(),
              note,
            },
          },
          { onSuccess: onDone },
        );
      }}
    >
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
        <span>{t('dust.cities')}</span>
        <Select
          mode="multiple"
          style={{ width: '100%' }}
          aria-label={t('dust.cities')}
          value={cities}
          onChange={setCities}
          maxTagCount="responsive"
          options={(overview?.cities ?? []).map((city) => ({
            value: city.code,
            label: nameOf(city, lang, 'short'),
          }))}
        />
        <button
          type="button"
          className={styles.link}
          onClick={() => setCities((overview?.cities ?? []).map(({ code }) => code))}
        >
          {t('dust.allCities')}
        </button>
      </div>
      <div className={styles.field}>
        <span>{t('dust.pollutants')}</span>
        <Checkbox.Group
          value={pollutants}
          onChange={(values) => setPollutants(values)}
          options={(['pm10', 'pm25'] as const).map((value) => ({ value, label: pollutantNames[value] }))}
        />
      </div>
      <div className={styles.field}>
        <span>{t('dust.document')}</span>
        <Input
          aria-label={t('dust.document')}
          placeholder={t('dust.documentHint')}
          maxLength={200}
          value={document}
          onChange={(event) => setDocument(event.target.value)}
        />
      </div>
      <div className={styles.field}>
        <span>{t('form.note')}</span>
        <Input
          aria-label={t('form.note')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {send.error && <ErrorPanel error={send.error} />}
      <div className={styles.buttons}>
        <button type="submit" className="btn pri" disabled={!ready || send.isPending}>
          {t('dust.send')}
        </button>
        <span className="n3">{t('dust.effect')}</span>
      </div>
    </form>
  );
}
