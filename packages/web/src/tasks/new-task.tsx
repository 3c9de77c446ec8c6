import {
  listTaskPeople,
  type MeasureOfDone,
  NewTask,
  patchTask,
  postTask,
  type Task,
  taskSources,
} from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { Drawer, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { DayField, Field, Form, TOUCHES, Words } from './acts/fields.tsx';
import styles from './tasks.module.css';

/** What the form holds while it is written; everything may still be missing (DIS-8.2: then it stays a draft). */
interface Draft {
  text: string;
  source: (typeof taskSources)[number];
  sourceTitle: string;
  sourceDocument: string;
  sourceClause: string;
  city: string | null;
  county: string | null;
  leadUnit: string;
  supportingUnits: string[];
  ownerPost: string;
  ownerId: number | null;
  ownerPhone: string;
  deadline: string | null;
  deadlineSetBy: 'national' | 'province' | 'city';
  measureKind: 'text' | 'figure';
  measureText: string;
  figure: { name: string; unit: string; baseline: number | null; target: number | null };
  urgency: 'normal' | 'urgent' | 'critical';
  complexity: 'ordinary' | 'complex';
  confidentiality: 'public' | 'internal';
}

function draftOf(task: Task | null): Draft {
  const { measure } = task ?? { measure: null };
  return {
    text: task?.text ?? '',
    source: task?.source ?? 'meeting',
    sourceTitle: task?.sourceTitle ?? '',
    sourceDocument: task?.sourceDocument ?? '',
    sourceClause: task?.sourceClause ?? '',
    city: task?.city ?? null,
    county: task?.county ?? null,
    leadUnit: task?.leadUnit ?? '',
    supportingUnits: [...(task?.supportingUnits ?? [])],
    ownerPost: task?.ownerPost ?? '',
    ownerId: task?.ownerId ?? null,
    ownerPhone: task?.ownerPhone ?? '',
    deadline: task?.deadline ?? null,
    deadlineSetBy: task?.deadlineSetBy ?? 'province',
    measureKind: measure?.kind ?? 'text',
    measureText: measure?.kind === 'text' ? measure.text : '',
    figure:
      measure?.kind === 'figure'
        ? { name: measure.name, unit: measure.unit, baseline: measure.baseline, target: measure.target }
        : { name: '', unit: '', baseline: 0, target: null },
    urgency: task?.urgency ?? 'normal',
    complexity: task?.complexity ?? 'ordinary',
    confidentiality: task?.confidentiality ?? 'internal',
  };
}

function measureOf({ measureKind, measureText, figure }: Draft): MeasureOfDone | null {
  if (measureKind === 'text')
    return measureText.trim() === '' ? null : { kind: 'text', text: measureText.trim() };
  const { name, unit, baseline, target } = figure;
  if (name.trim() === '' || unit.trim() === '' || baseline === null || target === null) return null;
  return { kind: 'figure', name: name.trim(), unit: unit.trim(), baseline, target, current: null };
}

function bodyOf(draft: Draft) {
  const or = (text: string) => (text.trim() === '' ? null : text.trim());
  const { measureKind: _kind, measureText: _text, figure: _figure, ...rest } = draft;
  return {
    ...rest,
    text: draft.text.trim(),
    sourceTitle: draft.sourceTitle.trim(),
    sourceDocument: or(draft.sourceDocument),
    sourceClause: or(draft.sourceClause),
    leadUnit: or(draft.leadUnit),
    ownerPost: or(draft.ownerPost),
    ownerPhone: draft.ownerPhone.trim(),
    measure: measureOf(draft),
  };
}

/** 新建任务: becomes a draft; it is issued from its page once nothing lacks. */
export function NewTaskDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const navigate = useNavigate();
  const send = useSend(postTask, TOUCHES);
  const [draft, setDraft] = useState(() => draftOf(null));
  return (
    <Drawer open title={t('new.title')} onClose={onClose} size={560}>
      <Form
        title=""
        send={t('new.send')}
        ready={draft.text.trim() !== ''}
        pending={send.isPending}
        error={send.error}
        onSend={() =>
          send.mutate(
            { query: { lang }, body: NewTask.parse(bodyOf(draft)) },
            {
              onSuccess: (task) =>
                void navigate({
                  to: '/tasks/$id',
                  params: { id: String(task.id) },
                  search: { act: 'issue' },
                }),
            },
          )
        }
      >
        <Fields draft={draft} onChange={setDraft} />
      </Form>
    </Drawer>
  );
}

/** 补全交办要素: a draft's fields; an issued task is never rewritten. */
export function EditTask({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(patchTask, TOUCHES);
  const [draft, setDraft] = useState(() => draftOf(task));
  return (
    <Form
      title={t('action.complete')}
      send={t('new.save')}
      ready={draft.text.trim() !== ''}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { ...bodyOf(draft), revision: task.revision } },
          { onSuccess: onDone },
        )
      }
    >
      <Fields draft={draft} onChange={setDraft} />
    </Form>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function Fields({ draft, onChange }: FieldsProps) {
  const { t } = useTranslation('tasks');
  const overview = useOverview();
  const region = useRegionName();
  const place = draft.county ?? draft.city;
  const people = useCall(listTaskPeople, { query: place === null ? {} : { region: place } });
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const input = (
    key: 'sourceTitle' | 'sourceDocument' | 'sourceClause' | 'leadUnit' | 'ownerPost' | 'ownerPhone',
    label: string,
  ) => (
    <Field label={label}>
      <Input value={draft[key]} maxLength={100} onChange={(event) => set({ [key]: event.target.value })} />
    </Field>
  );
  return (
    <>
      <p className="cap">{t('new.confidential')}</p>
      <Words
        label={t('new.text')}
        value={draft.text}
        onChange={(text) => set({ text })}
        hint={t('new.textHint')}
        autoFocus
        rows={4}
      />
      <Field label={t('terms.source')}>
        <Select
          aria-label={t('terms.source')}
          value={draft.source}
          onChange={(source) => set({ source })}
          options={taskSources.map((value) => ({ value, label: t(`source.${value}`) }))}
        />
      </Field>
      {input('sourceTitle', t('new.sourceTitle'))}
      {input('sourceDocument', t('new.document'))}
      {input('sourceClause', t('new.clause'))}
      <div className={styles.pair}>
        <Field label={t('new.city')}>
          <Select
            aria-label={t('new.city')}
            allowClear
            value={draft.city}
            onChange={(city) => set({ city: city ?? null, county: null })}
            options={(overview.data?.cities ?? []).map(({ code }) => ({ value: code, label: region(code) }))}
          />
        </Field>
        <Field label={t('new.county')}>
          <Select
            aria-label={t('new.county')}
            allowClear
            disabled={draft.city === null}
            value={draft.county}
            onChange={(county) => set({ county: county ?? null })}
            options={(overview.data?.counties ?? [])
              .filter(({ parent }) => parent === draft.city)
              .map(({ code }) => ({ value: code, label: region(code) }))}
          />
        </Field>
      </div>
      {input('leadUnit', t('terms.lead'))}
      <Field label={t('terms.supporting')} hint={t('new.supportingHint')}>
        <Select
          aria-label={t('terms.supporting')}
          mode="tags"
          open={false}
          suffixIcon={null}
          value={draft.supportingUnits}
          onChange={(supportingUnits) => set({ supportingUnits })}
          tokenSeparators={['，', '、', ',', ';', '；']}
        />
      </Field>
      <Field label={t('new.person')} hint={t('new.personHint')}>
        <Select
          aria-label={t('new.person')}
          allowClear
          value={draft.ownerId}
          onChange={(id) => {
            const one = people.data?.items.find((person) => person.id === id);
            set({ ownerId: id ?? null, ...(one && { ownerPost: one.post }) });
          }}
          options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.post }))}
        />
      </Field>
      <div className={styles.pair}>
        {input('ownerPost', t('terms.owner'))}
        {input('ownerPhone', t('notice.phone'))}
      </div>
      <div className={styles.pair}>
        <DayField
          label={t('terms.deadline')}
          value={draft.deadline}
          onChange={(deadline) => set({ deadline })}
        />
        <Field label={t('new.setBy')}>
          <Select
            aria-label={t('new.setBy')}
            value={draft.deadlineSetBy}
            onChange={(deadlineSetBy) => set({ deadlineSetBy })}
            options={(['national', 'province', 'city'] as const).map((value) => ({
              value,
              label: t(`terms.setBy.${value}`),
            }))}
          />
        </Field>
      </div>
      <Field label={t('terms.measure')} hint={t('new.measureHint')}>
        <Select
          aria-label={t('terms.measure')}
          value={draft.measureKind}
          onChange={(measureKind) => set({ measureKind })}
          options={(['text', 'figure'] as const).map((value) => ({
            value,
            label: t(`new.measure.${value}`),
          }))}
        />
      </Field>
      {draft.measureKind === 'text' ? (
        <Words
          label={t('new.measure.text')}
          value={draft.measureText}
          onChange={(measureText) => set({ measureText })}
          rows={2}
        />
      ) : (
        <div className={styles.pair}>
          <Field label={t('new.figure.name')}>
            <Input
              value={draft.figure.name}
              maxLength={80}
              onChange={(event) => set({ figure: { ...draft.figure, name: event.target.value } })}
            />
          </Field>
          <Field label={t('new.figure.unit')}>
            <Input
              value={draft.figure.unit}
              maxLength={20}
              onChange={(event) => set({ figure: { ...draft.figure, unit: event.target.value } })}
            />
          </Field>
          <Field label={t('new.figure.baseline')}>
            <InputNumber
              value={draft.figure.baseline}
              onChange={(baseline) => set({ figure: { ...draft.figure, baseline } })}
            />
          </Field>
          <Field label={t('new.figure.target')}>
            <InputNumber
              value={draft.figure.target}
              onChange={(target) => set({ figure: { ...draft.figure, target } })}
            />
          </Field>
        </div>
      )}
      <div className={styles.pair}>
        <Field label={t('new.urgency')}>
          <Select
            aria-label={t('new.urgency')}
            value={draft.urgency}
            onChange={(urgency) => set({ urgency })}
            options={(['normal', 'urgent', 'critical'] as const).map((value) => ({
              value,
              label: t(`urgency.${value}`),
            }))}
          />
        </Field>
        <Field label={t('terms.complexity')}>
          <Select
            aria-label={t('terms.complexity')}
            value={draft.complexity}
            onChange={(complexity) => set({ complexity })}
            options={(['ordinary', 'complex'] as const).map((value) => ({
              value,
              label: t(`complexity.${value}`),
            }))}
          />
        </Field>
      </div>
    </>
  );
}
