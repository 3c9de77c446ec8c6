/** Judging a report, closing, and looking back. */
import {
  applyForTaskClose,
  checkTask,
  closeTask,
  judgeTaskReport,
  lookBackAtTask,
  type TaskFile,
} from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { figureText, percentText } from '../figures.ts';
import type { FormProps } from './act-form.tsx';
import { DayField, Form, isReason, Other, Words } from './fields.tsx';
import { FilesField } from './files-field.tsx';
import { useAct } from './use-act.ts';

/** 核看进展: take it as it is, or return it with a reason; never change it. */
export function JudgeForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(judgeTaskReport, onDone);
  const [reason, setReason] = useState('');
  const report = task.reports.find(({ state }) => state === 'sent');
  if (report === undefined) return <p className="n2">{t('judge.none')}</p>;
  const judge = (accept: boolean) =>
    act.send({ id: task.id, report: report.id }, { revision: task.revision, accept, reason: reason.trim() });
  return (
    <Form
      title={t('action.judge')}
      send={t('judge.accept')}
      ready
      {...act.state}
      onSend={() => judge(true)}
      other={
        <Other
          ready={isReason(reason)}
          pending={act.state.pending}
          send={t('judge.return')}
          onSend={() => judge(false)}
        />
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

/** 申请销号. */
export function ApplyForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(applyForTaskClose, onDone);
  const [note, setNote] = useState('');
  const [files, setFiles] = useState<readonly TaskFile[]>([]);
  return (
    <Form
      title={t('action.apply')}
      send={t('apply.send')}
      ready={note.trim() !== ''}
      {...act.state}
      onSend={() =>
        act.send(
          { id: task.id },
          { revision: task.revision, note: note.trim(), files: files.map(({ id }) => id) },
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

/** 核查 and 验收销号: two persons, neither of whom has applied. */
export function VerdictForm({ task, step, onDone }: FormProps & { readonly step: 'check' | 'close' }) {
  const { t } = useTranslation('tasks');
  const act = useAct(step === 'check' ? checkTask : closeTask, onDone);
  const [words, setWords] = useState('');
  const judge = (pass: boolean) =>
    act.send(
      { id: task.id },
      {
        revision: task.revision,
        pass,
        note: pass ? words.trim() : '',
        reason: pass ? '' : words.trim(),
      },
    );
  const [last] = task.closeOuts;
  return (
    <Form
      title={t(`action.${step}`)}
      send={t(`verdict.${step}`)}
      ready
      {...act.state}
      onSend={() => judge(true)}
      other={
        <Other
          ready={isReason(words)}
          pending={act.state.pending}
          send={t('verdict.return')}
          onSend={() => judge(false)}
        />
      }
    >
      {last && <p>{last.note}</p>}
      <Words label={t('verdict.words')} value={words} onChange={setWords} hint={t('verdict.hint')} />
      <p className="cap">{t('verdict.answers')}</p>
    </Form>
  );
}

/** 回头看: passed, or rebound under the same number. */
export function LookBackForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(lookBackAtTask, onDone);
  const [note, setNote] = useState('');
  const [deadline, setDeadline] = useState<string | null>(null);
  const judge = (outcome: 'passed' | 'rebound') =>
    act.send(
      { id: task.id },
      {
        revision: task.revision,
        outcome,
        note: note.trim(),
        deadline: outcome === 'rebound' ? deadline : null,
      },
    );
  return (
    <Form
      title={t('action.lookBack')}
      send={t('lookBack.passed')}
      ready={note.trim() !== ''}
      {...act.state}
      onSend={() => judge('passed')}
      other={
        <Other
          ready={note.trim() !== '' && deadline !== null}
          pending={act.state.pending}
          send={t('lookBack.rebound')}
          onSend={() => judge('rebound')}
        />
      }
    >
      <Words label={t('lookBack.note')} value={note} onChange={setNote} hint={t('lookBack.hint')} autoFocus />
      <DayField label={t('lookBack.deadline')} value={deadline} onChange={setDeadline} />
    </Form>
  );
}
