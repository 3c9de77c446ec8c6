/** A rung of the ladder: held back, lifted. */

import { holdNotice, liftNotice, type RungName } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from './act-form.tsx';
import { DayField, Form, isReason, Words } from './fields.tsx';
import { ReasonForm } from './reason-form.tsx';
import { useAct } from './use-act.ts';

/** 缓发: with a reason, until a day. */
export function HoldForm({ task, rung, onDone }: FormProps & { readonly rung: RungName | null }) {
  const { t } = useTranslation('tasks');
  const act = useAct(holdNotice, onDone);
  const [until, setUntil] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const held = rung ?? task.rungs.find(({ state }) => state === 'now')?.rung ?? null;
  if (held === null) return <p className="n2">{t('hold.none')}</p>;
  return (
    <Form
      title={t('hold.title', { rung: t(`rung.${held}`) })}
      send={t('hold.send')}
      ready={until !== null && isReason(reason)}
      {...act.state}
      onSend={() =>
        until !== null &&
        act.send({ id: task.id }, { revision: task.revision, rung: held, until, reason: reason.trim() })
      }
    >
      <DayField label={t('hold.until')} value={until} onChange={setUntil} />
      <Words label={t('reason')} value={reason} onChange={setReason} />
    </Form>
  );
}

/** 解除: when the data do not meet the condition yet, a note says why. */
export function LiftForm({ task, onDone }: FormProps) {
  const { t } = useTranslation('tasks');
  const act = useAct(liftNotice, onDone);
  const notice = task.notices.find(({ lifted }) => lifted === null);
  if (notice === undefined) return <p className="n2">{t('lift.none')}</p>;
  return (
    <ReasonForm
      title={t('lift.title', { number: notice.number })}
      send={t('lift.send')}
      least={notice.liftMet ? 0 : 2}
      hint={t(notice.liftMet ? 'lift.met' : 'lift.notMet', { condition: notice.liftWords })}
      {...act.state}
      onSend={(note) => act.send({ id: notice.id }, { note })}
    />
  );
}
