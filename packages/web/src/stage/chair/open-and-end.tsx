import type { StageState } from '@qingzhang/contract';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './chair.module.css';
import type { Drive } from './use-drive.ts';

interface OpenAndEndProps {
  readonly state: StageState;
  readonly drive: Drive;
  /** Everything on the agenda has been: ending is the next thing to do. */
  readonly nothingLeft: boolean;
}

/** 开会、散会, and back: each said in words before it is done. */
export function OpenAndEnd({ state, drive, nothingLeft }: OpenAndEndProps) {
  const { t } = useTranslation('stage');
  const [asked, setAsked] = useState<'open' | 'end' | 'reopen' | null>(null);
  const [reason, setReason] = useState('');
  const possible =
    state.state === 'live'
      ? (['end', 'reopen'] as const)
      : state.state === 'ended'
        ? (['reopen'] as const)
        : state.state === 'followed' || state.state === 'cancelled'
          ? []
          : (['open'] as const);
  const left = state.agenda.filter(({ endedAt }) => endedAt === null).length;
  const wordOf = (act: 'open' | 'end' | 'reopen') =>
    act === 'reopen' && state.state === 'live' ? t('acts.unopen.button') : t(`acts.${act}.button`);
  const sure = () => {
    if (asked === null) return;
    drive.act(asked === 'reopen' ? { act: 'reopen', reason } : { act: asked });
    setAsked(null);
    setReason('');
  };
  return (
    <div className={styles.openEnd}>
      {possible.map((act) => (
        <button
          key={act}
          type="button"
          className={act === 'open' || (act === 'end' && nothingLeft) ? 'btn pri' : 'btn'}
          disabled={drive.pending}
          onClick={() => setAsked(act)}
        >
          {wordOf(act)}
        </button>
      ))}
      <Modal
        open={asked !== null}
        title={asked === null ? '' : wordOf(asked)}
        okText={asked === null ? '' : wordOf(asked)}
        cancelText={t('acts.leave')}
        okButtonProps={{ disabled: asked === 'reopen' && reason.trim().length < 2 }}
        onOk={sure}
        onCancel={() => setAsked(null)}
        destroyOnHidden
      >
        <p>
          {asked === 'open' && t('acts.open.words', { title: state.title })}
          {asked === 'end' && t(left > 0 ? 'acts.end.wordsLeft' : 'acts.end.words', { count: left })}
          {asked === 'reopen' && t(state.state === 'live' ? 'acts.unopen.words' : 'acts.reopen.words')}
        </p>
        {asked === 'reopen' && (
          <Input
            className={styles.reason}
            aria-label={t('acts.reason')}
            placeholder={t('acts.reason')}
            value={reason}
            maxLength={400}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Modal>
    </div>
  );
}
