import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Form, Words } from './fields.tsx';

/** One reason, one button. */
export function ReasonForm({
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
