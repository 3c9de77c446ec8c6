import { getNoticeDraft, issueNotice, type NoticeDraft, type RungName } from '@qingzhang/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { useView } from '../../app/view.ts';
import { Loaded, Skeleton } from '../../ui/states.tsx';
import { useRungVerb } from '../action-word.ts';
import styles from '../tasks.module.css';
import { Tell } from '../tell.tsx';
import type { FormProps } from './act-form.tsx';
import { DayField, Field, Form, Words } from './fields.tsx';
import { useAct } from './use-act.ts';

/** 发督办单: pre-filled from the facts, changed where needed, and it says who will be told when before it goes. */
export function NoticeForm({ task, rung, onDone }: FormProps & { readonly rung: RungName | null }) {
  const { lang } = useView();
  const draft = useCall(getNoticeDraft, { params: { id: task.id }, query: { lang, ...(rung && { rung }) } });
  return (
    <Loaded query={draft} skeleton={<Skeleton rows={8} bar={26} />}>
      {(one) => <Filled key={one.rung} draft={one} task={task} onDone={onDone} />}
    </Loaded>
  );
}

function Filled({ draft, task, onDone }: FormProps & { readonly draft: NoticeDraft }) {
  const { t } = useTranslation('tasks');
  const verb = useRungVerb();
  const act = useAct(issueNotice, onDone);
  const [matter, setMatter] = useState(draft.matter);
  const [demand, setDemand] = useState(draft.demand);
  const [feedback, setFeedback] = useState(draft.feedback);
  const [receiver, setReceiver] = useState(draft.receiverPost);
  const [phone, setPhone] = useState(draft.receiverPhone);
  const [replyDue, setReplyDue] = useState(draft.replyDue);
  const [by, setBy] = useState('');
  const [document, setDocument] = useState('');
  const [on, setOn] = useState<string | null>(null);
  const decided = !draft.needsDecision || (by.trim() !== '' && document.trim() !== '' && on !== null);
  return (
    <Form
      title={t(`rung.${draft.rung}`)}
      send={verb(draft.rung)}
      ready={matter.trim() !== '' && demand.trim() !== '' && receiver.trim() !== '' && decided}
      {...act.state}
      onSend={() =>
        act.send(
          { id: task.id },
          {
            revision: task.revision,
            rung: draft.rung,
            matter: matter.trim(),
            demand: demand.trim(),
            feedback: feedback.trim(),
            receiverPost: receiver.trim(),
            receiverPhone: phone.trim(),
            replyDue,
            lift: draft.lift,
            decision:
              draft.needsDecision && on !== null ? { by: by.trim(), document: document.trim(), on } : null,
          },
        )
      }
    >
      {draft.because !== null && <p className="n2">{draft.because}</p>}
      <ul className={styles.factList}>
        {draft.facts.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Field label={t('notice.matter')}>
        <Input value={matter} maxLength={300} onChange={(event) => setMatter(event.target.value)} />
      </Field>
      <Words label={t('notice.demand')} value={demand} onChange={setDemand} rows={5} />
      <Field label={t('notice.feedback')}>
        <Input value={feedback} maxLength={1000} onChange={(event) => setFeedback(event.target.value)} />
      </Field>
      <Field label={t('notice.receiver')}>
        <Input value={receiver} maxLength={100} onChange={(event) => setReceiver(event.target.value)} />
      </Field>
      <Field label={t('notice.phone')}>
        <Input value={phone} maxLength={40} onChange={(event) => setPhone(event.target.value)} />
      </Field>
      <DayField label={t('notice.replyDue')} value={replyDue} onChange={setReplyDue} />
      {draft.needsDecision && (
        <fieldset className={styles.decision}>
          <legend>{t('notice.decision')}</legend>
          <Field label={t('notice.decidedBy')}>
            <Input value={by} maxLength={200} onChange={(event) => setBy(event.target.value)} />
          </Field>
          <Field label={t('notice.decidedIn')}>
            <Input value={document} maxLength={300} onChange={(event) => setDocument(event.target.value)} />
          </Field>
          <DayField label={t('notice.decidedOn')} value={on} onChange={setOn} />
        </fieldset>
      )}
      <p className="cap">
        {t('ladder.lift')}：{draft.liftWords}
      </p>
      <Tell plan={draft.tell} />
    </Form>
  );
}
