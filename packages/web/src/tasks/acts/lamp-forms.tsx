/** 改灯: a lamp set by hand, by two persons. */

import { confirmTaskLamp, liftTaskLamp, type ProgramLamp, proposeTaskLamp } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgramLamp as Lamp } from '../../ui/program-lamp.tsx';
import styles from '../tasks.module.css';
import type { FormProps } from './act-form.tsx';
import { Form, isReason, Other, Words } from './fields.tsx';
import { ReasonForm } from './reason-form.tsx';
import { useAct } from './use-act.ts';

const LAMPS: readonly ProgramLamp[] = ['blue', 'green', 'yellow', 'red', 'grey'];

/** 改灯: proposed by one, confirmed by another; the computed lamp stays beside it. */
export function LampForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(proposeTaskLamp, onDone);
  const [lamp, setLamp] = useState<ProgramLamp | null>(null);
  const [reason, setReason] = useState('');
  return (
    <Form
      title={t('action.proposeLamp')}
      send={t('lamp.propose')}
      ready={lamp !== null && isReason(reason)}
      {...act.state}
      onSend={() =>
        lamp !== null && act.send({ id: task.id }, { revision: task.revision, lamp, reason: reason.trim() })
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
  const act = useAct(confirmTaskLamp, onDone);
  const [reason, setReason] = useState('');
  if (task.lampProposal === null) return <p className="n2">{t('lamp.none')}</p>;
  const { lamp, post, reason: because } = task.lampProposal;
  const judge = (confirm: boolean) =>
    act.send({ id: task.id }, { revision: task.revision, confirm, reason: reason.trim() });
  return (
    <Form
      title={t('action.confirmLamp')}
      send={t('lamp.confirm')}
      ready
      {...act.state}
      onSend={() => judge(true)}
      other={
        <Other
          ready={isReason(reason)}
          pending={act.state.pending}
          send={t('lamp.refuse')}
          onSend={() => judge(false)}
        />
      }
    >
      <p>
        <Lamp lamp={lamp} /> {post}：{because}
      </p>
      <Words label={t('lamp.refusal')} value={reason} onChange={setReason} />
    </Form>
  );
}

export function LampLift({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(liftTaskLamp, onDone);
  return (
    <ReasonForm
      title={t('action.liftLamp')}
      send={t('lamp.lift')}
      {...act.state}
      onSend={(reason) => act.send({ id: task.id }, { revision: task.revision, reason })}
    />
  );
}
