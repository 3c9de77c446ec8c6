import { Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../tasks/acts/fields.tsx';
import { ErrorPanel } from '../ui/states.tsx';

interface ReasonModalProps {
  readonly title: string;
  readonly hint?: string;
  /** What the button does. */
  readonly send: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** True: it can be sent without words. */
  readonly optional?: boolean;
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
  /** Fields before the reason. */
  readonly children?: ReactNode;
}

/** What needs a reason: the box first, the button with its verb after it. */
export function ReasonModal({
  title,
  hint,
  send,
  pending,
  error,
  optional = false,
  onSend,
  onClose,
  children,
}: ReasonModalProps) {
  const { t } = useTranslation('meetings');
  const [reason, setReason] = useState('');
  const ready = optional || reason.trim().length >= 2;
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      footer={
        <button
          type="button"
          className="btn pri"
          disabled={!ready || pending}
          onClick={() => onSend(reason.trim())}
        >
          {send}
        </button>
      }
    >
      {hint !== undefined && <p className="cap">{hint}</p>}
      {children}
      <Field label={t(optional ? 'reasonOptional' : 'reason')}>
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={400}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
      {error !== null && error !== undefined && <ErrorPanel error={error} />}
    </Modal>
  );
}
