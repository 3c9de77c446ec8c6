import {
  getCompleteness,
  getInvalidationsXlsx,
  listInvalidations,
  type PollutantName,
  postInvalidation,
  withdrawInvalidation,
} from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useSend } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import { byCity } from './completeness-model.ts';
import styles from './data.module.css';
import { ExclusionSection } from './exclusion-section.tsx';
import { HourSpanFields, hoursOf, isBackwards, useHourSpan } from './hour-span-fields.tsx';

type Pollutant = z.infer<typeof PollutantName>;
const pollutantOrder: readonly Pollutant[] = ['so2', 'no2', 'pm10', 'pm25', 'co', 'o3'];

/** 审核剔除: hours a reviewer judged invalid, with the reason; the readings stay. */
export function Invalidations({ withdrawn }: { readonly withdrawn: boolean }) {
  const { t } = useTranslation('data');
  const { lang } = useView();
  const name = useRegionName();
  const query = useCall(listInvalidations, { query: { withdrawn } });
  const withdraw = useSend(withdrawInvalidation, [listInvalidations]);
  const names = (pollutants: readonly Pollutant[]) =>
    pollutants.length === pollutantOrder.length
      ? t('invalid.allPollutants')
      : pollutants.map((one) => POLLUTANT_NAMES[one]).join(lang === 'zh' ? '、' : ', ');
  return (
    <ExclusionSection
      exported={<ExportButton endpoint={getInvalidationsXlsx} query={{ withdrawn, lang }} />}
      words={(key) => t(`invalid.${key}`)}
      query={query}
      withdraw={withdraw}
      headings={[t('invalid.place'), t('dust.pollutants'), t('invalid.reason')]}
      cells={({ place, pollutants, reason }) => (
        <>
          <td>
            {name(place.city, 'short')} {place.name} <small>{place.code}</small>
          </td>
          <td>{names(pollutants)}</td>
          <td className={styles.wrap}>{reason}</td>
        </>
      )}
      form={(onDone) => <InvalidationForm onDone={onDone} />}
    />
  );
}

function InvalidationForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('data');
  const name = useRegionName();
  const send = useSend(postInvalidation, [listInvalidations]);
  const [placeId, setPlaceId] = useState<number | null>(null);
  const [hours, setHours] = useHourSpan();
  const [pollutants, setPollutants] = useState<Pollutant[]>([...pollutantOrder]);
  const [reason, setReason] = useState('');
  // The places that had data in the month at hand: a reviewer looks at hours that are there.
  const places = useCall(getCompleteness, { query: { month: hours.first.day.slice(0, 7) } });
  const ready = placeId !== null && !isBackwards(hours) && pollutants.length > 0 && reason.trim() !== '';
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
              ...hoursOf(hours),
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
      <HourSpanFields value={hours} onChange={setHours} />
      <div className={styles.field}>
        <span>{t('dust.pollutants')}</span>
        <Checkbox.Group
          value={pollutants}
          onChange={(values) => setPollutants(values)}
          options={pollutantOrder.map((value) => ({ value, label: POLLUTANT_NAMES[value] }))}
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
