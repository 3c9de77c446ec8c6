import { getItem, type ItemPage, judgeEvidence, listItemEvents } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './evidence.module.css';
import type { Piece } from './evidence-model.ts';
import { ReasonForm } from './reason-form.tsx';

const sealed = ['notice', 'closed', 'lookBack'];

/** 退回这一份: who judges gives one piece of evidence back with a reason; the others stay. */
export function RefuseEvidence({
  item,
  piece,
}: {
  readonly item: Pick<ItemPage, 'state'>;
  readonly piece: Piece;
}) {
  const { t } = useTranslation('items');
  const checks = useMay('items.check');
  const accepts = useMay('items.accept');
  const [asking, setAsking] = useState(false);
  const send = useSend(judgeEvidence, [getItem, listItemEvents]);
  if ((!checks && !accepts) || piece.state !== 'have' || sealed.includes(item.state)) return null;
  const name = [piece.label || piece.name, piece.side && t(`evidence.${piece.side}`)]
    .filter(Boolean)
    .join(' ');
  return (
    <div className={styles.refuse}>
      {!asking && (
        <button
          type="button"
          className={`plain ${styles.open}`}
          aria-label={t('evidence.refuseOf', { name })}
          onClick={() => setAsking(true)}
        >
          {t(piece.side === null ? 'evidence.refuse' : `evidence.refuseSide.${piece.side}`)}
        </button>
      )}
      {asking && (
        <ReasonForm
          label={t('evidence.refuseWhy')}
          button={t('evidence.refuseOf', { name })}
          pending={send.isPending}
          onCancel={() => {
            setAsking(false);
            send.reset();
          }}
          onSend={(reason) =>
            send.mutate(
              { params: { id: piece.id }, body: { act: 'refuse', reason } },
              { onSuccess: () => setAsking(false) },
            )
          }
        />
      )}
      {send.error && <ErrorPanel error={send.error} />}
    </div>
  );
}
