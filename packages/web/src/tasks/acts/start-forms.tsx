/** Beginning and speaking: sign, issue, discard, comment. */

import { commentOnTask, discardTask, issueTask, signTask } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from './act-form.tsx';
import { Form, Words } from './fields.tsx';
import { useAct } from './use-act.ts';

/** 签收: same day (13710 "1"). */
export function SignForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(signTask, onDone);
  return (
    <Form
      title={t('action.sign')}
      send={t('sign.send')}
      ready
      {...act.state}
      onSend={() => act.send({ id: task.id }, { revision: task.revision })}
    >
      <p className="n2">{t('sign.then')}</p>
    </Form>
  );
}

/** 交办: the server says what still lacks. */
export function IssueForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(issueTask, onDone);
  return (
    <Form
      title={t('action.issue')}
      send={t('issue.send')}
      ready
      {...act.state}
      onSend={() => act.send({ id: task.id }, { revision: task.revision })}
    >
      <p className="n2">{t('issue.then', { owner: task.ownerPost ?? t('noOwner') })}</p>
    </Form>
  );
}

export function DiscardForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(discardTask, onDone);
  return (
    <Form
      title={t('action.discard')}
      send={t('discard.send')}
      ready
      {...act.state}
      onSend={() => act.send({ id: task.id }, { revision: task.revision })}
    />
  );
}

export function CommentForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(commentOnTask, onDone);
  const [text, setText] = useState('');
  return (
    <Form
      title={t('action.comment')}
      send={t('comment.send')}
      ready={text.trim() !== ''}
      {...act.state}
      onSend={() => act.send({ id: task.id }, { text: text.trim() })}
    >
      <Words label={t('comment.text')} value={text} onChange={setText} autoFocus />
    </Form>
  );
}
