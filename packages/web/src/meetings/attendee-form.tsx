import {
  Attendee,
  deleteAttendee,
  getMeeting,
  listAttendees,
  listMeetingPeople,
  type Meeting,
  postAttendee,
  putAttendee,
  type Venue,
} from '@qingzhang/contract';
import { Drawer, Input, InputNumber, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { Field, Form } from '../tasks/acts/fields.tsx';
import styles from './meetings.module.css';

const touched = [listAttendees, getMeeting];
const categories = Attendee.shape.category.options;

interface AttendeeFormProps {
  readonly meeting: Meeting;
  readonly venues: readonly Venue[];
  readonly venue: Venue;
  /** Null: somebody new. */
  readonly attendee: Attendee | null;
  readonly onClose: () => void;
}

/** 参会人: a post; a name only where a seat card needs one. */
export function AttendeeForm({ meeting, venues, venue, attendee, onClose }: AttendeeFormProps) {
  const { t } = useTranslation('meetings');
  const people = useCall(listMeetingPeople, undefined, { enabled: meeting.can.prepare });
  const add = useSend(postAttendee, touched);
  const put = useSend(putAttendee, touched);
  const remove = useSend(deleteAttendee, touched);
  const [draft, setDraft] = useState({
    venue: attendee?.venue ?? venue.id,
    post: attendee?.post ?? '',
    name: attendee?.name ?? '',
    unit: attendee?.unit ?? '',
    userId: attendee?.userId ?? null,
    category: attendee?.category ?? ('attend' as const),
    seat: attendee?.seat ?? '',
    sort: attendee?.sort ?? null,
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const send = () => {
    const { sort, ...rest } = draft;
    const body = {
      ...rest,
      post: rest.post.trim(),
      name: rest.name.trim(),
      unit: rest.unit.trim(),
      seat: rest.seat.trim(),
      ...(sort !== null && { sort }),
    };
    if (attendee === null) add.mutate({ params: { id: meeting.id }, body }, { onSuccess: onClose });
    else put.mutate({ params: { id: meeting.id, attendee: attendee.id }, body }, { onSuccess: onClose });
  };
  return (
    <Drawer
      open
      size={460}
      onClose={onClose}
      title={attendee === null ? t('person.addTo', { venue: venue.name }) : t('person.change')}
    >
      <Form
        title=""
        send={t(attendee === null ? 'person.add' : 'person.save')}
        ready={draft.post.trim() !== ''}
        pending={add.isPending || put.isPending}
        error={add.error ?? put.error ?? remove.error}
        onSend={send}
        other={
          attendee !== null && (
            <Popconfirm
              title={t('person.removeAsk', { post: attendee.post })}
              okText={t('person.remove')}
              cancelText={t('cancel')}
              onConfirm={() =>
                remove.mutate({ params: { id: meeting.id, attendee: attendee.id } }, { onSuccess: onClose })
              }
            >
              <button type="button" className="btn" disabled={remove.isPending}>
                {t('person.remove')}
              </button>
            </Popconfirm>
          )
        }
      >
        {meeting.can.prepare && (
          <Field label={t('person.account')} hint={t('person.accountHint')}>
            <Select
              aria-label={t('person.account')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.userId}
              onChange={(id) => {
                const one = people.data?.items.find((person) => person.id === id);
                set({ userId: id ?? null, ...(one && draft.post === '' && { post: one.post }) });
              }}
              options={(people.data?.items ?? []).map(({ id, post }) => ({ value: id, label: post }))}
            />
          </Field>
        )}
        <Field label={t('person.post')}>
          <Input value={draft.post} maxLength={120} onChange={({ target }) => set({ post: target.value })} />
        </Field>
        <div className={styles.pair}>
          <Field label={t('person.unit')}>
            <Input
              value={draft.unit}
              maxLength={120}
              onChange={({ target }) => set({ unit: target.value })}
            />
          </Field>
          <Field label={t('person.name')} hint={t('person.nameHint')}>
            <Input value={draft.name} maxLength={40} onChange={({ target }) => set({ name: target.value })} />
          </Field>
        </div>
        <div className={styles.pair}>
          <Field label={t('person.category')}>
            <Select
              aria-label={t('person.category')}
              value={draft.category}
              onChange={(category) => set({ category })}
              options={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
            />
          </Field>
          <Field label={t('person.seat')}>
            <Input value={draft.seat} maxLength={20} onChange={({ target }) => set({ seat: target.value })} />
          </Field>
        </div>
        <div className={styles.pair}>
          {venues.length > 1 && (
            <Field label={t('person.venue')}>
              <Select
                aria-label={t('person.venue')}
                value={draft.venue}
                onChange={(id) => set({ venue: id })}
                options={venues.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          )}
          <Field label={t('person.order')} hint={t('person.orderHint')}>
            <InputNumber
              aria-label={t('person.order')}
              min={0}
              max={100000}
              precision={0}
              value={draft.sort}
              onChange={(sort) => set({ sort })}
            />
          </Field>
        </div>
      </Form>
    </Drawer>
  );
}
