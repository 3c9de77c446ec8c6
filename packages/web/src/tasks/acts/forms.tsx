import {
  applyForTaskClose,
  askTaskExtension,
  checkTask,
  closeTask,
  commentOnTask,
  confirmTaskLamp,
  decideTaskExtension,
  discardTask,
  holdNotice,
  issueTask,
  judgeTaskReport,
  liftNotice,
  liftTaskLamp,
  listTaskPeople,
  lookBackAtTask,
  type ProgramLamp,
  proposeTaskLamp,
  putTaskApplicability,
  putTaskPlan,
  putTaskSelfDeadline,
  type RungName,
  reassignTask,
  signTask,
  splitTask,
  type TaskFile,
} from '@qingzhang/contract';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../../api/use-call.ts';
import { useOverview, useRegionName } from '../../app/overview.ts';
import { useView } from '../../app/view.ts';
import { ProgramLamp as Lamp } from '../../ui/program-lamp.tsx';
import { figureText, percentText } from '../figures.ts';
import styles from '../tasks.module.css';
import type { FormProps } from './act-form.tsx';
import { DayField, Field, Form, isReason, TOUCHES, Words } from './fields.tsx';
import { FilesField } from './files-field.tsx';

/** 签收: same day (13710 "1"). */
export function SignForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(signTask, TOUCHES);
  return (
    <Form
      title={t('action.sign')}
      send={t('sign.send')}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision } },
          { onSuccess: onDone },
        )
      }
    >
      <p className="n2">{t('sign.then')}</p>
    </Form>
  );
}

/** 交办: the server says what still lacks. */
export function IssueForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(issueTask, TOUCHES);
  return (
    <Form
      title={t('action.issue')}
      send={t('issue.send')}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision } },
          { onSuccess: onDone },
        )
      }
    >
      <p className="n2">{t('issue.then', { owner: task.ownerPost ?? t('noOwner') })}</p>
    </Form>
  );
}

export function DiscardForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(discardTask, TOUCHES);
  return (
    <Form
      title={t('action.discard')}
      send={t('discard.send')}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision } },
          { onSuccess: onDone },
        )
      }
    />
  );
}

/** 申请销号. */
export function ApplyForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(applyForTaskClose, TOUCHES);
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly TaskFile[]>([]);
  return (
    <Form
      title={t('action.apply')}
      send={t('apply.send')}
      ready={note.trim() !== ''}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: { revision: task.revision, note: note.trim(), files: files.map(({ id }) => id) },
          },
          { onSuccess: onDone },
        )
      }
    >
      <Words
        label={t('apply.note')}
        value={note}
        onChange={setNote}
        hint={t('apply.hint')}
        autoFocus
        rows={5}
      />
      <FilesField task={task.id} files={files} onChange={setFiles} />
    </Form>
  );
}

/** 报计划: a dated plan, several milestones to 100 %. */
export function PlanForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(putTaskPlan, TOUCHES);
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
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: {
              revision: task.revision,
              start: task.start,
              milestones: whole.toSorted((a, b) => a.day.localeCompare(b.day)),
            },
          },
          { onSuccess: onDone },
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

/** 核看进展: take it as it is, or return it with a reason; never change it. */
export function JudgeForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(judgeTaskReport, TOUCHES);
  const [reason, setReason] = useState('');
  const report = task.reports.find(({ state }) => state === 'sent');
  if (report === undefined) return <p className="n2">{t('judge.none')}</p>;
  const judge = (accept: boolean) =>
    send.mutate(
      {
        params: { id: task.id, report: report.id },
        query: { lang },
        body: { revision: task.revision, accept, reason: reason.trim() },
      },
      { onSuccess: onDone },
    );
  return (
    <Form
      title={t('action.judge')}
      send={t('judge.accept')}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() => judge(true)}
      other={
        <button
          type="button"
          className="btn"
          disabled={!isReason(reason) || send.isPending}
          onClick={() => judge(false)}
        >
          {t('judge.return')}
        </button>
      }
    >
      <p>
        <b>{report.post}</b> {report.text}
        {report.progress !== null && ` · ${percentText(report.progress)}`}
        {report.value !== null &&
          task.measure?.kind === 'figure' &&
          ` · ${figureText(report.value)} ${task.measure.unit}`}
      </p>
      <Words label={t('judge.reason')} value={reason} onChange={setReason} hint={t('judge.hint')} />
    </Form>
  );
}

/** 申请延期: before expiry only; national deadlines cannot be moved. */
export function ExtensionForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(askTaskExtension, TOUCHES);
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [pause, setPause] = useState(false);
  return (
    <Form
      title={t('action.askExtension')}
      send={t('extension.send')}
      ready={to !== null && isReason(reason)}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        to !== null &&
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: { revision: task.revision, to, reason: reason.trim(), pause },
          },
          { onSuccess: onDone },
        )
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
  const { lang } = useView();
  const send = useSend(decideTaskExtension, TOUCHES);
  const [reason, setReason] = useState('');
  const asked = task.extensions.find(({ decision }) => decision === null);
  if (asked === undefined) return <p className="n2">{t('extension.none')}</p>;
  const decide = (approve: boolean) =>
    send.mutate(
      {
        params: { id: task.id },
        query: { lang },
        body: { revision: task.revision, approve, reason: reason.trim() },
      },
      { onSuccess: onDone },
    );
  return (
    <Form
      title={t('action.decideExtension')}
      send={t('extension.approve', { day: asked.to })}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() => decide(true)}
      other={
        <button
          type="button"
          className="btn"
          disabled={!isReason(reason) || send.isPending}
          onClick={() => decide(false)}
        >
          {t('extension.deny')}
        </button>
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

/** 核查 and 验收销号: two persons, neither of whom has applied. */
export function VerdictForm({ task, step, onDone }: FormProps & { readonly step: 'check' | 'close' }) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const check = useSend(checkTask, TOUCHES);
  const close = useSend(closeTask, TOUCHES);
  const send = step === 'check' ? check : close;
  const [words, setWords] = useState('');
  const judge = (pass: boolean) =>
    send.mutate(
      {
        params: { id: task.id },
        query: { lang },
        body: {
          revision: task.revision,
          pass,
          note: pass ? words.trim() : '',
          reason: pass ? '' : words.trim(),
        },
      },
      { onSuccess: onDone },
    );
  const [last] = task.closeOuts;
  return (
    <Form
      title={t(`action.${step}`)}
      send={t(`verdict.${step}`)}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() => judge(true)}
      other={
        <button
          type="button"
          className="btn"
          disabled={!isReason(words) || send.isPending}
          onClick={() => judge(false)}
        >
          {t('verdict.return')}
        </button>
      }
    >
      {last && <p>{last.note}</p>}
      <Words label={t('verdict.words')} value={words} onChange={setWords} hint={t('verdict.hint')} />
      <p className="cap">{t('verdict.answers')}</p>
    </Form>
  );
}

const LAMPS: readonly ProgramLamp[] = ['blue', 'green', 'yellow', 'red', 'grey'];

/** 改灯: proposed by one, confirmed by another; the computed lamp stays beside it. */
export function LampForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(proposeTaskLamp, TOUCHES);
  const [lamp, setLamp] = useState<ProgramLamp | null>(null);
  const [reason, setReason] = useState('');
  return (
    <Form
      title={t('action.proposeLamp')}
      send={t('lamp.propose')}
      ready={lamp !== null && isReason(reason)}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        lamp !== null &&
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: { revision: task.revision, lamp, reason: reason.trim() },
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className={styles.lampPick} role="radiogroup" aria-label={t('action.proposeLamp')}>
        {LAMPS.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: lamps as a row of choices
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={lamp === one}
            onClick={() => setLamp(one)}
          >
            <Lamp lamp={one} />
          </button>
        ))}
      </div>
      <Words label={t('reason')} value={reason} onChange={setReason} hint={t('lamp.hint')} />
    </Form>
  );
}

export function LampConfirmation({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(confirmTaskLamp, TOUCHES);
  const [reason, setReason] = useState('');
  if (task.lampProposal === null) return <p className="n2">{t('lamp.none')}</p>;
  const { lamp, post, reason: because } = task.lampProposal;
  const judge = (confirm: boolean) =>
    send.mutate(
      {
        params: { id: task.id },
        query: { lang },
        body: { revision: task.revision, confirm, reason: reason.trim() },
      },
      { onSuccess: onDone },
    );
  return (
    <Form
      title={t('action.confirmLamp')}
      send={t('lamp.confirm')}
      ready
      pending={send.isPending}
      error={send.error}
      onSend={() => judge(true)}
      other={
        <button
          type="button"
          className="btn"
          disabled={!isReason(reason) || send.isPending}
          onClick={() => judge(false)}
        >
          {t('lamp.refuse')}
        </button>
      }
    >
      <p>
        <Lamp lamp={lamp} /> {post}：{because}
      </p>
      <Words label={t('lamp.refusal')} value={reason} onChange={setReason} />
    </Form>
  );
}

/** One reason, one button. */
function ReasonForm({
  title,
  send,
  pending,
  error,
  hint,
  least = 2,
  onSend,
}: {
  readonly title: string;
  readonly send: string;
  readonly pending: boolean;
  readonly error: unknown;
  readonly hint?: string;
  readonly least?: number;
  readonly onSend: (reason: string) => void;
}) {
  const { t } = useTranslation('tasks');
  const [reason, setReason] = useState('');
  return (
    <Form
      title={title}
      send={send}
      ready={reason.trim().length >= least}
      pending={pending}
      error={error}
      onSend={() => onSend(reason.trim())}
    >
      <Words label={t('reason')} value={reason} onChange={setReason} autoFocus {...(hint && { hint })} />
    </Form>
  );
}

export function LampLift({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(liftTaskLamp, TOUCHES);
  return (
    <ReasonForm
      title={t('action.liftLamp')}
      send={t('lamp.lift')}
      pending={send.isPending}
      error={send.error}
      onSend={(reason) =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision, reason } },
          { onSuccess: onDone },
        )
      }
    />
  );
}

/** 解除: when the data do not meet the condition yet, a note says why. */
export function LiftForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(liftNotice, TOUCHES);
  const notice = task.notices.find(({ lifted }) => lifted === null);
  if (notice === undefined) return <p className="n2">{t('lift.none')}</p>;
  return (
    <ReasonForm
      title={t('lift.title', { number: notice.number })}
      send={t('lift.send')}
      least={notice.liftMet ? 0 : 2}
      hint={t(notice.liftMet ? 'lift.met' : 'lift.notMet', { condition: notice.liftWords })}
      pending={send.isPending}
      error={send.error}
      onSend={(note) =>
        send.mutate({ params: { id: notice.id }, query: { lang }, body: { note } }, { onSuccess: onDone })
      }
    />
  );
}

/** 缓发: with a reason, until a day. */
export function HoldForm({ task, rung, onDone }: FormProps & { readonly rung: RungName | null }) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(holdNotice, TOUCHES);
  const [until, setUntil] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const held = rung ?? task.rungs.find(({ state }) => state === 'now')?.rung ?? null;
  if (held === null) return <p className="n2">{t('hold.none')}</p>;
  return (
    <Form
      title={t('hold.title', { rung: t(`rung.${held}`) })}
      send={t('hold.send')}
      ready={until !== null && isReason(reason)}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        until !== null &&
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: { revision: task.revision, rung: held, until, reason: reason.trim() },
          },
          { onSuccess: onDone },
        )
      }
    >
      <DayField label={t('hold.until')} value={until} onChange={setUntil} />
      <Words label={t('reason')} value={reason} onChange={setReason} />
    </Form>
  );
}

/** 回头看: passed, or rebound under the same number. */
export function LookBackForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(lookBackAtTask, TOUCHES);
  const [note, setNote] = useState('');
  const [deadline, setDeadline] = useState<string | null>(null);
  const judge = (outcome: 'passed' | 'rebound') =>
    send.mutate(
      {
        params: { id: task.id },
        query: { lang },
        body: {
          revision: task.revision,
          outcome,
          note: note.trim(),
          deadline: outcome === 'rebound' ? deadline : null,
        },
      },
      { onSuccess: onDone },
    );
  return (
    <Form
      title={t('action.lookBack')}
      send={t('lookBack.passed')}
      ready={note.trim() !== ''}
      pending={send.isPending}
      error={send.error}
      onSend={() => judge('passed')}
      other={
        <button
          type="button"
          className="btn"
          disabled={note.trim() === '' || deadline === null || send.isPending}
          onClick={() => judge('rebound')}
        >
          {t('lookBack.rebound')}
        </button>
      }
    >
      <Words label={t('lookBack.note')} value={note} onChange={setNote} hint={t('lookBack.hint')} autoFocus />
      <DayField label={t('lookBack.deadline')} value={deadline} onChange={setDeadline} />
    </Form>
  );
}

/** 拆分: one sub-task per city, or per county of a city. */
export function SplitForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const overview = useOverview();
  const region = useRegionName();
  const send = useSend(splitTask, TOUCHES);
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
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: {
              revision: task.revision,
              parts: chosen.map((code) => ({
                city: city ?? code,
                county: city === null ? null : code,
                leadUnit: `${region(code)}${unit.trim()}`,
                ownerPost: post.trim(),
              })),
            },
          },
          { onSuccess: onDone },
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

/** 自定期限: earlier than the deadline, never sooner than the guard allows (DIS-14.3). */
export function SelfDeadlineForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(putTaskSelfDeadline, TOUCHES);
  const [deadline, setDeadline] = useState(task.selfDeadline);
  return (
    <Form
      title={t('action.setSelfDeadline')}
      send={t('selfDeadline.send')}
      ready={deadline !== task.selfDeadline}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision, deadline } },
          { onSuccess: onDone },
        )
      }
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

export function ApplicabilityForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(putTaskApplicability, TOUCHES);
  const applies = task.notApplicable !== null;
  return (
    <ReasonForm
      title={t('action.setApplicability')}
      send={t(applies ? 'applicability.applies' : 'applicability.not')}
      pending={send.isPending}
      error={send.error}
      onSend={(reason) =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { revision: task.revision, applies, reason } },
          { onSuccess: onDone },
        )
      }
    />
  );
}

/** 改派: another owner; the old one is told. */
export function ReassignForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(reassignTask, TOUCHES);
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
      pending={send.isPending}
      error={send.error ?? people.error}
      onSend={() =>
        send.mutate(
          {
            params: { id: task.id },
            query: { lang },
            body: { revision: task.revision, ownerId: owner, ownerPost: post.trim(), reason: reason.trim() },
          },
          { onSuccess: onDone },
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

export function CommentForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const send = useSend(commentOnTask, TOUCHES);
  const [text, setText] = useState('');
  return (
    <Form
      title={t('action.comment')}
      send={t('comment.send')}
      ready={text.trim() !== ''}
      pending={send.isPending}
      error={send.error}
      onSend={() =>
        send.mutate(
          { params: { id: task.id }, query: { lang }, body: { text: text.trim() } },
          { onSuccess: onDone },
        )
      }
    >
      <Words label={t('comment.text')} value={text} onChange={setText} autoFocus />
    </Form>
  );
}
