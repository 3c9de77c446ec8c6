import { getItem, type ItemPage, judgeEvidence } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './evidence.module.css';
import type { Piece } from './evidence-model.ts';
import { ReasonForm } from './reason-form.tsx';

/** 图片重复: the same picture lies with another item; who judges takes the explanation or wants another picture. */
export function Repeats({ item }: { readonly item: ItemPage }) {
  const repeated = item.evidenceList.filter(({ repeat, state }) => repeat !== null && state === 'have');
  return repeated.map((piece) => <Repeat key={piece.id} item={item} piece={piece} />);
}

function Repeat({ item, piece }: { readonly item: ItemPage; readonly piece: Piece }) {
  const { t } = useTranslation('items');
  const [asking, setAsking] = useState<'demandRetake' | 'explainRepeat' | null>(null);
  const send = useSend(judgeEvidence, [getItem]);
  const checks = useMay('items.check');
  const accepts = useMay('items.accept');
  const mayJudge = checks || accepts;
  const { repeat } = piece;
  if (repeat === null) return null;
  const name = [piece.label, piece.side && t(`evidence.${piece.side}`)].filter(Boolean).join(' ');
  const { other } = repeat;
  const done = { onSuccess: () => setAsking(null) };
  return (
    <div className={styles.repeat} role="note">
      <p>
        <b className="tight">▲ {t('repeat.title')}</b>{' '}
        {other === null
          ? t(`repeat.elsewhere.${repeat.how}`, { name: name || piece.name })
          : t(`repeat.how.${repeat.how}`, { name: name || piece.name, no: other.itemNo })}
        {other !== null && other.program !== item.program && t('repeat.otherProgram')}{' '}
        {repeat.explanation ? t('repeat.explained', { words: repeat.explanation }) : t('repeat.unexplained')}{' '}
        {repeat.judged && <b>{t(`repeat.judged.${repeat.judged}`)}</b>}
      </p>
      <p className={styles.repeatActs}>
        {other !== null && (
          <Link to="/items/$id" params={{ id: String(other.item) }}>
            {t('repeat.see', { no: other.itemNo })}
          </Link>
        )}
        {mayJudge && repeat.judged === null && (
          <>
            <button
              type="button"
              className="plain"
              disabled={send.isPending || repeat.explanation === null}
              title={repeat.explanation === null ? t('repeat.unexplained') : undefined}
              onClick={() => send.mutate({ params: { id: piece.id }, body: { act: 'acceptRepeat' } })}
            >
              {t('repeat.accept')}
            </button>
            <button type="button" className="plain" onClick={() => setAsking('demandRetake')}>
              {t('repeat.retake')}
            </button>
          </>
        )}
        {item.mayReport && repeat.judged !== 'accepted' && (
          <button type="button" className="plain" onClick={() => setAsking('explainRepeat')}>
            {t('repeat.explain')}
          </button>
        )}
      </p>
      {asking === 'demandRetake' && (
        <ReasonForm
          label={t('repeat.retakeWhy')}
          button={t('repeat.retake')}
          pending={send.isPending}
          onCancel={() => setAsking(null)}
          onSend={(reason) =>
            send.mutate({ params: { id: piece.id }, body: { act: 'demandRetake', reason } }, done)
          }
        />
      )}
      {asking === 'explainRepeat' && (
        <ReasonForm
          label={t('repeat.explainWhy')}
          button={t('repeat.explain')}
          pending={send.isPending}
          onCancel={() => setAsking(null)}
          onSend={(text) =>
            send.mutate({ params: { id: piece.id }, body: { act: 'explainRepeat', text } }, done)
          }
        />
      )}
      {send.error && <ErrorPanel error={send.error} />}
    </div>
  );
}
