import type { ItemActBody, ItemPage } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonForm } from './reason-form.tsx';

/** Acts that need words or dates. */
export const formActs = [
  'askExtension',
  'approveExtension',
  'denyExtension',
  'apply',
  'object',
  'answerObjection',
  'publish',
  'passLookBack',
  'rebound',
  'makeStanding',
  'recheckStanding',
  'pause',
  'resume',
  'overrideLamp',
  'liftLamp',
  'comment',
] as const;
export type FormAct = (typeof formActs)[number];

const withDate = ['askExtension', 'pause'];
/** Words may be left out. */
const wordless = ['approveExtension', 'apply', 'passLookBack'];
const lamps = ['red', 'yellow', 'green', 'blue', 'grey'] as const;

interface ActFormProps {
  readonly item: ItemPage;
  readonly act: FormAct;
  readonly pending: boolean;
  readonly onSend: (body: ItemActBody) => void;
  readonly onCancel: () => void;
}

/** The form of one act: its reason, and the date, name, lamp or answer that goes with it. */
export function ActForm({ item, act, pending, onSend, onCancel }: ActFormProps) {
  const { t } = useTranslation('items');
  const { t: ui } = useTranslation('ui');
  const open = item.notices.filter(({ kind, answer }) => kind === 'objection' && answer === null);
  const [until, setUntil] = useState('');
  const [from, setFrom] = useState('');
  const [lamp, setLamp] = useState<(typeof lamps)[number]>('yellow');
  const [notice, setNotice] = useState(open[0]?.id ?? 0);
  const [upheld, setUpheld] = useState(false);
  const body = (words: string): ItemActBody => {
    switch (act) {
      case 'askExtension':
      case 'pause':
        return { act, until, reason: words };
      case 'approveExtension':
      case 'apply':
      case 'passLookBack':
        return { act, note: words };
      case 'denyExtension':
      case 'rebound':
      case 'makeStanding':
      case 'resume':
      case 'liftLamp':
        return { act, reason: words };
      case 'object':
        return { act, text: words, from: from.trim() };
      case 'answerObjection':
        return { act, notice, answer: words, upheld };
      case 'publish':
        return { act, link: words };
      case 'recheckStanding':
        return { act, note: words };
      case 'overrideLamp':
        return { act, lamp, reason: words };
      case 'comment':
        return { act, text: words };
    }
  };
  const dated = withDate.includes(act);
  return (
    <ReasonForm
      label={t(`act.words.${act}`)}
      button={act === 'answerObjection' && upheld ? t('act.uphold') : t(`act.${act}`)}
      pending={pending}
      optional={wordless.includes(act)}
      ready={(!dated || until !== '') && (act !== 'object' || from.trim() !== '')}
      onSend={(words) => onSend(body(words))}
      onCancel={onCancel}
    >
      {dated && (
        <label>
          {t(act === 'pause' ? 'act.until.pause' : 'act.until.extension')}
          <input type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
        </label>
      )}
      {act === 'askExtension' && item.nationalDeadline !== null && (
        <p className="tight">{t('act.nationalFixed', { day: item.nationalDeadline })}</p>
      )}
      {act === 'object' && (
        <label>
          {t('act.from')}
          <input value={from} maxLength={80} onChange={({ target }) => setFrom(target.value)} />
        </label>
      )}
      {act === 'overrideLamp' && (
        <label>
          {t('act.lamp')}
          <select
            value={lamp}
            onChange={({ target }) => setLamp(lamps.find((one) => one === target.value) ?? lamp)}
          >
            {lamps.map((one) => (
              <option key={one} value={one}>
                {ui(`programLamp.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {act === 'answerObjection' && (
        <>
          <label>
            {t('act.objection')}
            <select value={notice} onChange={({ target }) => setNotice(Number(target.value))}>
              {open.map(({ id, from: who, text }) => (
                <option key={id} value={id}>
                  {who} · {text.slice(0, 40)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <input type="checkbox" checked={upheld} onChange={({ target }) => setUpheld(target.checked)} />{' '}
            {t('act.upheld')}
          </label>
        </>
      )}
    </ReasonForm>
  );
}
