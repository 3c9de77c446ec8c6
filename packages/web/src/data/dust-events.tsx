import { getDustEventsXlsx, listDustEvents, postDustEvent, withdrawDustEvent } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { nameOf, useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './data.module.css';
import { ExclusionSection } from './exclusion-section.tsx';
import { HourSpanFields, hoursOf, isBackwards, useHourSpan } from './hour-span-fields.tsx';

/** 沙尘事件: hours whose particles do not count, with the document that confirms them. */
export function DustEvents({ withdrawn }: { readonly withdrawn: boolean }) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const name = useRegionName();
  const { data: overview } = useOverview();
  const query = useCall(listDustEvents, { query: { withdrawn } });
  const withdraw = useSend(withdrawDustEvent, [listDustEvents]);
  const separator = lang === 'zh' ? '、' : ', ';
  const cities = (codes: readonly string[]) =>
    overview && codes.length === overview.cities.length
      ? t('dust.allCities')
      : codes.map((code) => name(code, 'short')).join(separator);
  return (
    <ExclusionSection
      exported={<ExportButton endpoint={getDustEventsXlsx} query={{ withdrawn, lang }} />}
      words={(key) => t(`dust.${key}`)}
      query={query}
      withdraw={withdraw}
      headings={[t('dust.cities'), t('dust.pollutants'), t('dust.document')]}
      cells={(event) => (
        <>
          <td>{cities(event.cities)}</td>
          <td>{event.pollutants.map((one) => POLLUTANT_NAMES[one]).join(separator)}</td>
          <td className={styles.wrap}>
            {event.document} {event.simulated && <Badge kind="sim">{t('batch.simulated')}</Badge>}
            {event.note !== '' && <small>{event.note}</small>}
          </td>
        </>
      )}
      form={(onDone) => <DustForm onDone={onDone} />}
    />
  );
}

function DustForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const { data: overview } = useOverview();
  const send = useSend(postDustEvent, [listDustEvents]);
  const [hours, setHours] = useHourSpan();
  const [cities, setCities] = useState<string[]>([]);
  const [pollutants, setPollutants] = useState<('pm10' | 'pm25')[]>(['pm10', 'pm25']);
  const [document, setDocument] = useState('');
  const [note, setNote] = useState('');
  const ready = !isBackwards(hours) && cities.length > 0 && pollutants.length > 0 && document.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        send.mutate(
          {
            body: {
              ...hoursOf(hours),
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
      <HourSpanFields value={hours} onChange={setHours} />
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
          options={(['pm10', 'pm25'] as const).map((value) => ({ value, label: POLLUTANT_NAMES[value] }))}
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
