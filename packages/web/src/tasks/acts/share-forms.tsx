/** Whose it is: parts for cities or counties, another owner, not applicable. */

import { listTaskPeople, putTaskApplicability, reassignTask, splitTask } from '@qingzhang/contract';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { useOverview, useRegionName } from '../../app/overview.ts';
import type { FormProps } from './act-form.tsx';
import { Field, Form, isReason, Words } from './fields.tsx';
import { ReasonForm } from './reason-form.tsx';
import { useAct } from './use-act.ts';

/** 拆分: one sub-task per city, or per county of a city. */
export function SplitForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const overview = useOverview();
  const region = useRegionName();
  const act = useAct(splitTask, onDone);
  const { city } = task;
  const places =
    city === null
      ? (overview.data?.cities ?? [])
      : (overview.data?.counties ?? []).filter(({ parent }) => parent === city);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [unit, setUnit] = useState(t(city === null ? 'split.cityUnit' : 'split.countyUnit'));
  const [post, setPost] = useState(t(city === null ? 'split.cityPost' : 'split.countyPost'));
  return (
    <Form
      title={t('action.split')}
      send={t('split.send', { count: chosen.length })}
      ready={chosen.length > 0 && unit.trim() !== '' && post.trim() !== ''}
      {...act.state}
      onSend={() =>
        act.send(
          { id: task.id },
          {
            revision: task.revision,
            parts: chosen.map((code) => ({
              city: city ?? code,
              county: city === null ? null : code,
              leadUnit: `${region(code)}${unit.trim()}`,
              ownerPost: post.trim(),
            })),
          },
        )
      }
      other={
        <button type="button" className="btn" onClick={() => setChosen(places.map(({ code }) => code))}>
          {t('split.all')}
        </button>
      }
    >
      <Field label={t('split.places')}>
        <Select
          aria-label={t('split.places')}
          mode="multiple"
          value={[...chosen]}
          onChange={setChosen}
          options={places.map(({ code }) => ({ value: code, label: region(code) }))}
          optionFilterProp="label"
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('split.unit')} hint={t('split.unitHint')}>
        <Input value={unit} maxLength={60} onChange={(event) => setUnit(event.target.value)} />
      </Field>
      <Field label={t('split.post')}>
        <Input value={post} maxLength={100} onChange={(event) => setPost(event.target.value)} />
      </Field>
    </Form>
  );
}

/** 改派: another owner; the old one is told. */
export function ReassignForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(reassignTask, onDone);
  const place = task.county ?? task.city;
  const people = useCall(listTaskPeople, { query: place ? { region: place } : {} });
  const [owner, setOwner] = useState<number | null>(task.ownerId);
  const [post, setPost] = useState(task.ownerPost ?? '');
  const [reason, setReason] = useState('');
  return (
    <Form
      title={t('action.reassign')}
      send={t('reassign.send')}
      ready={post.trim() !== '' && isReason(reason)}
      pending={act.state.pending}
      error={act.state.error ?? people.error}
      onSend={() =>
        act.send(
          { id: task.id },
          { revision: task.revision, ownerId: owner, ownerPost: post.trim(), reason: reason.trim() },
        )
      }
    >
      <Field label={t('reassign.owner')}>
        <Select
          aria-label={t('reassign.owner')}
          allowClear
          value={owner}
          onChange={(id) => {
            setOwner(id ?? null);
            const one = people.data?.items.find((person) => person.id === id);
            if (one) setPost(one.post);
          }}
          options={(people.data?.items ?? []).map((one) => ({ value: one.id, label: one.post }))}
        />
      </Field>
      <Field label={t('terms.owner')}>
        <Input value={post} maxLength={100} onChange={(event) => setPost(event.target.value)} />
      </Field>
      <Words label={t('reason')} value={reason} onChange={setReason} />
    </Form>
  );
}

export function ApplicabilityForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(putTaskApplicability, onDone);
  const applies = task.notApplicable !== null;
  return (
    <ReasonForm
      title={t('action.setApplicability')}
      send={t(applies ? 'applicability.applies' : 'applicability.not')}
      {...act.state}
      onSend={(reason) => act.send({ id: task.id }, { revision: task.revision, applies, reason })}
    />
  );
}
