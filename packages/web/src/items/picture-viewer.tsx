import { getEvidenceFile, urlOf } from '@qingzhang/contract';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText } from '../ui/moments.ts';
import styles from './evidence.module.css';
import type { Piece } from './evidence-model.ts';

interface PictureViewerProps {
  readonly pictures: readonly Piece[];
  readonly index: number;
  readonly onChange: (piece: Piece | null) => void;
}

/** One picture large; ← → through all of them, Esc back to where one was. */
export function PictureViewer({ pictures, index, onChange }: PictureViewerProps) {
  const { t } = useTranslation('items');
  const dialog = useRef<HTMLDialogElement>(null);
  const piece = pictures[index];
  useEffect(() => {
    const opened = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opened instanceof HTMLElement) opened.focus();
    };
  }, []);
  if (piece === undefined) return null;
  const go = (step: number) => onChange(pictures[(index + step + pictures.length) % pictures.length] ?? null);
  const caption = [
    piece.label,
    piece.side && t(`evidence.${piece.side}`),
    piece.takenOn && t('evidence.taken', { day: piece.takenOn }),
    t('evidence.by', { post: piece.post, day: momentText(piece.at).slice(0, 10) }),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      aria-label={t('viewer.label')}
      onClose={() => onChange(null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') go(1);
        else if (event.key === 'ArrowLeft') go(-1);
        else return;
        event.preventDefault();
      }}
    >
      <img src={urlOf(getEvidenceFile, { params: { id: piece.id }, query: {} })} alt={caption} />
      <p>
        <span>{caption}</span>
        {piece.state === 'refused' && (
          <b className="worse">{t('evidence.refusedBecause', { reason: piece.refusal ?? '' })}</b>
        )}
      </p>
      <p className={styles.viewerButtons}>
        <button type="button" className="btn" onClick={() => go(-1)}>
          {t('viewer.previous')} <kbd>←</kbd>
        </button>
        <span className="n3">{t('viewer.count', { no: index + 1, count: pictures.length })}</span>
        <button type="button" className="btn" onClick={() => go(1)}>
          {t('viewer.next')} <kbd>→</kbd>
        </button>
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {t('viewer.close')} <kbd>Esc</kbd>
        </button>
      </p>
    </dialog>
  );
}
