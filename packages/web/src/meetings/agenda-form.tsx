import { type AgendaInput, type AgendaItem, agendaKinds, listMeetingPeople } from '@qingzhang/contract';
import { Drawer, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { usePrograms } from '../stage/use-programs.ts';
import { Field, Form } from '../tasks/acts/fields.tsx';
import { inputOf } from './agenda.tsx';
import styles from './meetings.module.css';

type Line = z.input<typeof AgendaInput>;

interface AgendaFormProps {
  /** The line that is changed; null: a new one. */
  readonly item: AgendaItem | null;
  /** The part the new line stands under; null: it is a part itself. */
  readonly under: AgendaItem | null;
  /** Lines stand under it: its minutes are theirs. */
  readonly hasLines: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSend: (input: Line) => void;
  readonly onClose: () => void;
}

/** 议程项: what, who, how long; a city and a program make a speech surgical (DIS-1.3). */
export function AgendaForm({ item, under, hasLines, pending, error, onSend, onClose }: AgendaFormProps) {
  const { t } = useTranslation('meetings');
  const overview = useOverview();
  const region = useRegionName();
  const { programs } = usePrograms();
  const people = useCall(listMeetingPeople, undefined);
  const [draft, setDraft] = useState<Line>(() =>
    item !== null
      ? inputOf(item)
      : {
          parent: under?.id ?? null,
          kind: under?.kind ?? 'other',
          title: '',
          minutes: 5,
          city: null,
          program: null,
          portfolio: '',
          speaker: '',
          speakerId: null,
        },
  );
  const set = (change: Partial<Line>) => setDraft((before) => ({ ...before, ...change }));
  const isLine = draft.parent !== null;
  return (
    <Drawer
      open
      size={520}
      onClose={onClose}
      title={
        item !== null
          ? t('agenda.editTitle')
          : under === null
            ? t('agenda.addPart')
            : t('agenda.addUnder', { title: under.title })
      }
    >
      <Form
        title=""
        send={t(item === null ? 'agenda.add' : 'agenda.save')}
        ready={draft.title.trim() !== ''}
        pending={pending}
        error={error}
        onSend={() => onSend({ ...draft, title: draft.title.trim() })}
      >
        <Field label={t('agenda.title')}>
          <Input
            autoFocus
            value={draft.title}
            maxLength={160}
            onChange={({ target }) => set({ title: target.value })}
          />
        </Field>
        <div className={styles.pair}>
          <Field label={t('agenda.kind')}>
            <Select
              aria-label={t('agenda.kind')}
              value={draft.kind}
              disabled={isLine}
              onChange={(kind) => set({ kind })}
              options={agendaKinds.map((value) => ({ value, label: t(`agendaKind.${value}`) }))}
            />
          </Field>
          <Field label={t('agenda.minutes')} {...(hasLines && { hint: t('agenda.minutesSum') })}>
            <InputNumber
              aria-label={t('agenda.minutes')}
              min={0}
              max={600}
              precision={0}
              disabled={hasLines}
              value={draft.minutes}
              onChange={(minutes) => minutes !== null && set({ minutes })}
            />
          </Field>
        </div>
        <div className={styles.pair}>
          <Field label={t('agenda.city')}>
            <Select
              aria-label={t('agenda.city')}
              allowClear
              value={draft.city}
              onChange={(city) => set({ city: city ?? null })}
              options={(overview.data?.cities ?? []).map(({ code }) => ({
                value: code,
                label: region(code),
              }))}
            />
          </Field>
          <Field label={t('agenda.program')}>
            <Select
              aria-label={t('agenda.program')}
              allowClear
              value={draft.program}
              onChange={(program) => set({ program: program ?? null })}
              options={programs.map(({ key, name }) => ({ value: key, label: name }))}
            />
          </Field>
        </div>
        <Field label={t('agenda.person')} hint={t('agenda.personHint')}>
          <Select
            aria-label={t('agenda.person')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.speakerId}
            onChange={(id) => {
              const one = people.data?.items.find((person) => person.id === id);
              set({ speakerId: id ?? null, ...(one && { speaker: one.post }) });
            }}
            options={(people.data?.items ?? []).map(({ id, post }) => ({ value: id, label: post }))}
          />
        </Field>
        <Field label={t('agenda.speaker')}>
          <Input
            value={draft.speaker}
            maxLength={120}
            onChange={({ target }) => set({ speaker: target.value })}
          />
        </Field>
      </Form>
    </Drawer>
  );
}
