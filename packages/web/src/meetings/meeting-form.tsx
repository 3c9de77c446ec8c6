import {
  getMeeting,
  getMeetingRules,
  listMeetingPeople,
  listMeetings,
  type Meeting,
  type MeetingKind,
  meetingKinds,
  patchMeeting,
  postMeeting,
} from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { Drawer, Input, InputNumber, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { usePeriodName } from '../bulletins/period-name.ts';
import { today as dayNow } from '../notifications/today.ts';
import { DayField, Field, Form } from '../tasks/acts/fields.tsx';
import { instantOf } from '../ui/moments.ts';
import { type PeriodKind, periodKeyOf, periodsBetween } from '../ui/period.ts';
import styles from './meetings.module.css';

/** What a proposal of the calendar fills in. */
export interface MeetingDraft {
  readonly kind?: MeetingKind;
  readonly period?: string;
  readonly title?: string;
  readonly day?: string;
  readonly why?: string;
}

const periodOf: Record<MeetingKind, PeriodKind> = {
  monthly: 'month',
  quarterly: 'quarter',
  'half-year': 'half',
  year: 'year',
  special: 'month',
};

interface Fields {
  title: string;
  day: string | null;
  time: string;
  place: string;
  chairPost: string;
  chairId: number | null;
  minutesPlanned: number;
  conferenceLink: string;
  conferenceNote: string;
}

/** A link the conference system gives; empty is none. */
const linkOf = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const isLink = (text: string): boolean => text.trim() === '' || /^https?:\/\/\S+$/.test(text.trim());

const startOf = ({ day, time }: Fields): string =>
  instantOf(day ?? dayNow(), Number(time.slice(0, 2)), Number(time.slice(3, 5)));

interface MeetingDrawerProps {
  readonly year: number;
  readonly draft: MeetingDraft;
  readonly onClose: () => void;
}

/** 建立会议: what the calendar proposes is filled in; checklist, venues, agenda and lists are laid out at once. */
export function MeetingDrawer({ year, draft, onClose }: MeetingDrawerProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const navigate = useNavigate();
  const rules = useCall(getMeetingRules, undefined);
  const overview = useOverview();
  const region = useRegionName();
  const period = usePeriodName();
  const send = useSend(postMeeting, [listMeetings]);
  const [kind, setKind] = useState<MeetingKind>(draft.kind ?? 'monthly');
  const [key, setKey] = useState(draft.period ?? null);
  const [venues, setVenues] = useState<readonly string[] | null>(null);
  const [fields, setFields] = useState<Fields>({
    title: draft.title ?? '',
    day: draft.day ?? null,
    time: '',
    place: '',
    chairPost: '',
    chairId: null,
    minutesPlanned: 120,
    conferenceLink: '',
    conferenceNote: '',
  });
  const time = fields.time || rules.data?.startTime || '09:00';
  const options = periodsBetween(periodOf[kind], `${year - 1}-01`, `${year}-12`);
  const chosen = key !== null && options.includes(key) ? key : null;
  const cities = overview.data?.cities ?? [];
  const ready = chosen !== null && fields.day !== null && isLink(fields.conferenceLink);
  return (
    <Drawer open title={t('new.title')} onClose={onClose} size={560}>
      <Form
        title=""
        send={t('new.make')}
        ready={ready}
        pending={send.isPending}
        error={send.error}
        onSend={() =>
          chosen !== null &&
          send.mutate(
            {
              query: { lang },
              body: {
                kind,
                period: chosen,
                startsAt: startOf({ ...fields, time }),
                place: fields.place.trim(),
                chairPost: fields.chairPost.trim(),
                chairId: fields.chairId,
                minutesPlanned: fields.minutesPlanned,
                conferenceLink: linkOf(fields.conferenceLink),
                conferenceNote: fields.conferenceNote.trim(),
                ...(fields.title.trim() !== '' && { title: fields.title.trim() }),
                ...(venues !== null && { venues: [...venues] }),
              },
            },
            {
              onSuccess: ({ id }) => void navigate({ to: '/meetings/$id', params: { id: String(id) } }),
            },
          )
        }
      >
        {draft.why !== undefined && draft.why !== '' && (
          <p className="cap">{t('new.why', { why: draft.why })}</p>
        )}
        <div className={styles.pair}>
          <Field label={t('form.kind')}>
            <Select
              aria-label={t('form.kind')}
              value={kind}
              onChange={(next) => {
                setKind(next);
                setKey(key === null ? null : periodKeyOf(periodOf[next], year, 12));
              }}
              options={meetingKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
          </Field>
          <Field label={t('form.period')}>
            <Select
              aria-label={t('form.period')}
              value={chosen}
              onChange={setKey}
              options={options.map((value) => ({ value, label: period(value) }))}
            />
          </Field>
        </div>
        <MeetingFields fields={{ ...fields, time }} onChange={setFields} titleHint={t('form.titleHint')} />
        <Field label={t('form.venues')} hint={t('form.venuesHint')}>
          <Select
            aria-label={t('form.venues')}
            mode="multiple"
            value={venues === null ? cities.map(({ code }) => code) : [...venues]}
            onChange={(next: string[]) => setVenues(next)}
            options={cities.map(({ code }) => ({ value: code, label: region(code, 'short') }))}
          />
        </Field>
      </Form>
    </Drawer>
  );
}

/** 编辑安排: while the meeting has not begun. */
export function EditMeeting({
  meeting,
  onClose,
}: {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const send = useSend(patchMeeting, [getMeeting, listMeetings]);
  const [fields, setFields] = useState<Fields>({
    title: meeting.title,
    day: meeting.startsAt.slice(0, 10),
    time: meeting.startsAt.slice(11, 16),
    place: meeting.place,
    chairPost: meeting.chair,
    chairId: meeting.chairId,
    minutesPlanned: meeting.minutesPlanned,
    conferenceLink: meeting.conferenceLink ?? '',
    conferenceNote: meeting.conferenceNote,
  });
  return (
    <Drawer open title={t('edit.title')} onClose={onClose} size={560}>
      <Form
        title=""
        send={t('edit.save')}
        ready={fields.title.trim() !== '' && fields.day !== null && isLink(fields.conferenceLink)}
        pending={send.isPending}
        error={send.error}
        onSend={() =>
          send.mutate(
            {
              params: { id: meeting.id },
              query: { lang },
              body: {
                revision: meeting.revision,
                title: fields.title.trim(),
                startsAt: startOf(fields),
                place: fields.place.trim(),
                chairPost: fields.chairPost.trim(),
                chairId: fields.chairId,
                minutesPlanned: fields.minutesPlanned,
                conferenceLink: linkOf(fields.conferenceLink),
                conferenceNote: fields.conferenceNote.trim(),
              },
            },
            { onSuccess: onClose },
          )
        }
      >
        <p className="cap">{t('edit.note')}</p>
        <MeetingFields fields={fields} onChange={setFields} titleHint="" />
      </Form>
    </Drawer>
  );
}

interface MeetingFieldsProps {
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
  readonly titleHint: string;
}

function MeetingFields({ fields, onChange, titleHint }: MeetingFieldsProps) {
  const { t } = useTranslation('meetings');
  const people = useCall(listMeetingPeople, undefined);
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  return (
    <>
      <Field label={t('form.title')} hint={titleHint}>
        <Input value={fields.title} maxLength={120} onChange={({ target }) => set({ title: target.value })} />
      </Field>
      <div className={styles.pair}>
        <DayField label={t('form.day')} value={fields.day} onChange={(day) => set({ day })} />
        <Field label={t('form.time')}>
          <TimePicker
            style={{ width: '100%' }}
            aria-label={t('form.time')}
            format="HH:mm"
            minuteStep={5}
            allowClear={false}
            needConfirm={false}
            value={dayjs(`2000-01-01T${fields.time}`)}
            onChange={(at) => at !== null && set({ time: at.format('HH:mm') })}
          />
        </Field>
      </div>
      <Field label={t('form.place')}>
        <Input value={fields.place} maxLength={120} onChange={({ target }) => set({ place: target.value })} />
      </Field>
      <div className={styles.pair}>
        <Field label={t('form.chair')} hint={t('form.chairHint')}>
          <Select
            aria-label={t('form.chair')}
            allowClear
            value={fields.chairId}
            onChange={(id) => {
              const one = people.data?.items.find((person) => person.id === id);
              set({ chairId: id ?? null, ...(one && { chairPost: one.post }) });
            }}
            options={(people.data?.items ?? [])
              .filter(({ city }) => city === null)
              .map(({ id, post }) => ({ value: id, label: post }))}
          />
        </Field>
        <Field label={t('form.minutes')}>
          <InputNumber
            aria-label={t('form.minutes')}
            min={10}
            max={600}
            step={5}
            precision={0}
            value={fields.minutesPlanned}
            onChange={(minutes) => minutes !== null && set({ minutesPlanned: minutes })}
          />
        </Field>
      </div>
      <Field label={t('form.chairPost')}>
        <Input
          value={fields.chairPost}
          maxLength={80}
          onChange={({ target }) => set({ chairPost: target.value })}
        />
      </Field>
      <Field
        label={t('form.link')}
        hint={t(isLink(fields.conferenceLink) ? 'form.linkHint' : 'form.linkBad')}
      >
        <Input
          value={fields.conferenceLink}
          maxLength={500}
          inputMode="url"
          placeholder="https://"
          onChange={({ target }) => set({ conferenceLink: target.value })}
        />
      </Field>
      <Field label={t('form.note')} hint={t('form.noteHint')}>
        <Input
          value={fields.conferenceNote}
          maxLength={400}
          onChange={({ target }) => set({ conferenceNote: target.value })}
        />
      </Field>
    </>
  );
}
