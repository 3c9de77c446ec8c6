import type { Endpoint } from '@qingzhang/contract';
import {
  getTask,
  getTaskBoard,
  getTaskCalendar,
  getTaskCities,
  listNotices,
  listTaskEvents,
} from '@qingzhang/contract';
import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../../ui/states.tsx';
import styles from '../tasks.module.css';

/** What a change of a task makes old. */
export const TOUCHES: readonly Endpoint[] = [
  getTask,
  getTaskBoard,
  getTaskCalendar,
  getTaskCities,
  listNotices,
  listTaskEvents,
];

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A labelled field, its hint below. */
export function Field({ label, hint, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={styles.field}>
      <span>{label}</span>
      {children}
      {hint && <small>{hint}</small>}
    </label>
  );
}

interface WordsProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly rows?: number;
  readonly autoFocus?: boolean;
}

/** Several lines of words. */
export function Words({ label, value, onChange, hint, rows = 3, autoFocus = false }: WordsProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      <Input.TextArea
        autoFocus={autoFocus}
        rows={rows}
        maxLength={4000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly hint?: string;
  /** Earliest day that may be picked. */
  readonly from?: string | null;
}

/** One day. */
export function DayField({ label, value, onChange, hint, from = null }: DayFieldProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      <DatePicker
        style={{ width: '100%' }}
        value={value === null ? null : dayjs(value)}
        onChange={(day) => onChange(day === null ? null : day.format('YYYY-MM-DD'))}
        // Enter takes the day as typed; it does not send the form around it.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        {...(from !== null && { minDate: dayjs(from) })}
      />
    </Field>
  );
}

interface FormProps {
  readonly title: string;
  readonly send: string;
  readonly ready: boolean;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onSend: () => void;
  readonly children?: ReactNode;
  /** A second way to send, beside the first. */
  readonly other?: ReactNode;
}

/** A form that says what its button does; what failed stands above the button. */
export function Form({ title, send, ready, pending, error, onSend, children, other }: FormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !pending) onSend();
      }}
    >
      <h2>{title}</h2>
      {children}
      {error !== null && <ErrorPanel error={error} />}
      <div className={styles.buttons}>
        <button type="submit" className="btn pri" disabled={!ready || pending}>
          {send}
        </button>
        {other}
      </div>
    </form>
  );
}

/** The second way to send a form, beside the first: returned, refused. */
export function Other({
  send,
  ready,
  pending,
  onSend,
}: {
  readonly send: string;
  readonly ready: boolean;
  readonly pending: boolean;
  readonly onSend: () => void;
}) {
  return (
    <button type="button" className="btn" disabled={!ready || pending} onClick={onSend}>
      {send}
    </button>
  );
}

/** At least two characters: what the server asks of a reason. */
export const isReason = (text: string): boolean => text.trim().length >= 2;
