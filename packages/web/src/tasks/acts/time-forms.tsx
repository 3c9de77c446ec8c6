/** Days: the dated plan, a deadline of one's own, extensions. */

import { askTaskExtension, decideTaskExtension, putTaskPlan, putTaskSelfDeadline } from '@qingzhang/contract';
import { InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../tasks.module.css';
import type { FormProps } from './act-form.tsx';
import { DayField, Field, Form, isReason, Other, Words } from './fields.tsx';
import { useAct } from './use-act.ts';

/** 报计划: a dated plan, several milestones to 100 %. */
export function PlanForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(putTaskPlan, onDone);
  const [rows, setRows] = useState<readonly { day: string | null; percent: number | null }[]>(
    task.milestones.length > 0 ? task.milestones : [{ day: task.deadline, percent: 100 }],
  );
  const whole = rows.flatMap(({ day, percent }) =>
    day === null || percent === null ? [] : [{ day, percent }],
  );
  const set = (at: number, change: Partial<(typeof rows)[number]>) =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
  return (
    <Form
      title={t('action.plan')}
      send={t('plan.send')}
      ready={whole.length > 0 && whole.length === rows.length}
      {...act.state}
      onSend={() =>
        act.send(
          { id: task.id },
          {
            revision: task.revision,
            start: task.start,
            milestones: whole.toSorted((a, b) => a.day.localeCompare(b.day)),
          },
        )
      }
      other={
        <button
          type="button"
          className="btn"
          onClick={() => setRows([...rows, { day: null, percent: null }])}
        >
          {t('plan.add')}
        </button>
      }
    >
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are typed in their order
        <div key={index} className={styles.milestoneRow}>
          <DayField label={t('plan.day')} value={row.day} onChange={(day) => set(index, { day })} />
          <Field label={t('plan.percent')}>
            <InputNumber
              min={0}
              max={100}
              suffix="%"
              value={row.percent}
              onChange={(percent) => set(index, { percent })}
            />
          </Field>
          {rows.length > 1 && (
            <button
              type="button"
              className={styles.cancel}
              onClick={() => setRows(rows.filter((_, at) => at !== index))}
            >
              {t('plan.remove')}
            </button>
          )}
        </div>
      ))}
    </Form>
  );
}

/** 自定期限: earlier than the deadline, never sooner than the guard allows (DIS-14.3). */
export function SelfDeadlineForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(putTaskSelfDeadline, onDone);
  const [deadline, setDeadline] = useState(task.selfDeadline);
  return (
    <Form
      title={t('action.setSelfDeadline')}
      send={t('selfDeadline.send')}
      ready={deadline !== task.selfDeadline}
      {...act.state}
      onSend={() => act.send({ id: task.id }, { revision: task.revision, deadline })}
    >
      <DayField
        label={t('selfDeadline.day')}
        value={deadline}
        onChange={setDeadline}
        from={task.selfDeadlineFrom}
        {...(task.selfDeadlineFrom && {
          hint: t('selfDeadline.hint', { from: task.selfDeadlineFrom, to: task.deadline ?? '' }),
        })}
      />
    </Form>
  );
}

/** 申请延期: before expiry only; national deadlines cannot be moved. */
export function ExtensionForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(askTaskExtension, onDone);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [pause, setPause] = useState(false);
  return (
    <Form
      title={t('action.askExtension')}
      send={t('extension.send')}
      ready={to !== null && isReason(reason)}
      {...act.state}
      onSend={() =>
        to !== null &&
        act.send({ id: task.id }, { revision: task.revision, to, reason: reason.trim(), pause })
      }
    >
      <DayField label={t('extension.to')} value={to} onChange={setTo} from={task.deadline} />
      <label className={styles.check}>
        <input type="checkbox" checked={pause} onChange={(event) => setPause(event.target.checked)} />{' '}
        {t('extension.pause')}
      </label>
      <Words label={t('extension.reason')} value={reason} onChange={setReason} />
    </Form>
  );
}

/** 审批延期: by the issuing level only. */
export function ExtensionDecisionForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(decideTaskExtension, onDone);
  const [reason, setReason] = useState('');
  const asked = task.extensions.find(({ decision }) => decision === null);
  if (asked === undefined) return <p className="n2">{t('extension.none')}</p>;
  const decide = (approve: boolean) =>
    act.send({ id: task.id }, { revision: task.revision, approve, reason: reason.trim() });
  return (
    <Form
      title={t('action.decideExtension')}
      send={t('extension.approve', { day: asked.to })}
      ready
      {...act.state}
      onSend={() => decide(true)}
      other={
        <Other
          ready={isReason(reason)}
          pending={act.state.pending}
          send={t('extension.deny')}
          onSend={() => decide(false)}
        />
      }
    >
      <p>
        {t(asked.pause ? 'extensions.pause' : 'extensions.move', { from: asked.from, to: asked.to })}：
        {asked.reason}
      </p>
      <Words
        label={t('extension.decisionReason')}
        value={reason}
        onChange={setReason}
        hint={t('extension.denyHint')}
      />
    </Form>
  );
}
