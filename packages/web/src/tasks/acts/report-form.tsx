import { NoProgressCause, postTaskReport, type TaskFile } from '@qingzhang/contract';
import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { figureText } from '../figures.ts';
import type { FormProps } from './act-form.tsx';
import { Field, Form, Words } from './fields.tsx';
import { FilesField } from './files-field.tsx';
import { useAct } from './use-act.ts';

type Kind = 'unchanged' | 'progress' | 'none';

/** 报进展: unchanged is one tap, no progress is an answer with a cause; figures begin with the last ones. */
export function ReportForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(postTaskReport, onDone);
  const [kind, setKind] = useState<Kind>('progress');
  const [text, setText] = useState('');
  const [cause, setCause] = useState<NoProgressCause | null>(null);
  const figure = task.measure?.kind === 'figure' ? task.measure : null;
  const [value, setValue] = useState<number | null>(figure?.current ?? figure?.baseline ?? null);
  const [progress, setProgress] = useState<number | null>(task.progress);
  const [files, setFiles] = useState<readonly TaskFile[]>([]);
  const ready = kind === 'unchanged' || (kind === 'progress' ? text.trim() !== '' : cause !== null);
  const submit = () => {
    const common = { revision: task.revision, files: files.map(({ id }) => id) };
    const body =
      kind === 'unchanged'
        ? ({ kind, text, ...common } as const)
        : kind === 'none'
          ? ({ kind, cause: cause ?? 'other', text, ...common } as const)
          : ({
              kind,
              text: text.trim(),
              progress: figure ? null : progress,
              value: figure ? value : null,
              ...common,
            } as const);
    act.send({ id: task.id }, body);
  };
  return (
    <Form
      title={t('action.report')}
      send={t(kind === 'unchanged' ? 'report.sendUnchanged' : 'report.send')}
      ready={ready}
      {...act.state}
      onSend={submit}
    >
      <div className="seg" role="radiogroup" aria-label={t('action.report')}>
        {(['unchanged', 'progress', 'none'] as const).map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: a segmented control
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={kind === one}
            onClick={() => setKind(one)}
          >
            {t(`report.${one}`)}
          </button>
        ))}
      </div>
      {kind === 'none' && (
        <Field label={t('report.cause')}>
          <Select
            aria-label={t('report.cause')}
            value={cause}
            onChange={setCause}
            options={NoProgressCause.options.map((one) => ({ value: one, label: t(`cause.${one}`) }))}
          />
        </Field>
      )}
      {kind === 'progress' && figure && (
        <Field
          label={figure.name}
          hint={t('report.figureHint', {
            baseline: figureText(figure.baseline),
            target: figureText(figure.target),
            unit: figure.unit,
          })}
        >
          <InputNumber value={value} onChange={setValue} suffix={figure.unit} style={{ width: '100%' }} />
        </Field>
      )}
      {kind === 'progress' && !figure && (
        <Field label={t('report.percent')} hint={t('report.percentHint')}>
          <InputNumber
            value={progress}
            onChange={setProgress}
            min={0}
            max={100}
            suffix="%"
            style={{ width: '100%' }}
          />
        </Field>
      )}
      <Words
        label={t(kind === 'progress' ? 'report.done' : 'report.note')}
        value={text}
        onChange={setText}
        {...(task.returned && { hint: t('report.returnedHint', { reason: task.returned.reason }) })}
      />
      {kind === 'progress' && <FilesField task={task.id} files={files} onChange={setFiles} />}
    </Form>
  );
}
