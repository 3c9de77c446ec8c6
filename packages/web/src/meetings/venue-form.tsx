import { getMeeting, listAttendees, type Meeting, postVenue } from '@qingzhang/contract';
import { Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { Field, Form } from '../tasks/acts/fields.tsx';

const touched = [listAttendees, getMeeting];

/** 增设会场: a city's or a county's. */
export function VenueForm({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const overview = useOverview();
  const region = useRegionName();
  const send = useSend(postVenue, touched);
  const [code, setCode] = useState<string | null>(null);
  const [name, setName] = useState('');
  const has = new Set(meeting.venues.map((venue) => venue.region));
  const cities = (overview.data?.cities ?? []).filter((one) => !has.has(one.code));
  const counties = (overview.data?.counties ?? []).filter((one) => !has.has(one.code));
  const kind = cities.some((one) => one.code === code) ? 'city' : 'county';
  return (
    <Drawer open title={t('venue.add')} onClose={onClose} size={440}>
      <Form
        title=""
        send={t('venue.add')}
        ready={code !== null && name.trim() !== ''}
        pending={send.isPending}
        error={send.error}
        onSend={() =>
          send.mutate(
            { params: { id: meeting.id }, body: { region: code, kind, name: name.trim() } },
            { onSuccess: onClose },
          )
        }
      >
        <Field label={t('venue.region')}>
          <Select
            aria-label={t('venue.region')}
            showSearch={{ optionFilterProp: 'label' }}
            value={code}
            onChange={(next: string) => {
              setCode(next);
              setName(t('venue.nameOf', { region: region(next, 'short') }));
            }}
            options={[
              {
                label: t('venue.cities'),
                options: cities.map((one) => ({ value: one.code, label: region(one.code) })),
              },
              {
                label: t('venue.counties'),
                options: counties.map((one) => ({ value: one.code, label: region(one.code) })),
              },
            ]}
          />
        </Field>
        <Field label={t('venue.name')}>
          <Input value={name} maxLength={80} onChange={({ target }) => setName(target.value)} />
        </Field>
      </Form>
    </Drawer>
  );
}
