import { getEvidenceFile, type ItemPage, urlOf } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { AddEvidence } from './add-evidence.tsx';
import { momentDay, monthDay } from './days.ts';
import styles from './evidence.module.css';
import {
  type EvidenceRule,
  evidenceByRule,
  type PhotoPair,
  type Piece,
  picturesOf,
  type RuleEvidence,
} from './evidence-model.ts';
import { PictureViewer } from './picture-viewer.tsx';
import { RefuseEvidence } from './refuse-evidence.tsx';
import { Repeats } from './repeats.tsx';

/** What has been judged stays as it was judged. */
const sealed = ['draft', 'issued', 'notice', 'closed', 'lookBack'];

/** 佐证: pictures before and after, papers; only what close-out needs, each with the reason why it is asked. */
export function Evidence({ item }: { readonly item: ItemPage }) {
  const groups = evidenceByRule(item);
  const pictures = picturesOf(groups);
  const [shown, setShown] = useState<number | null>(null);
  const mayAdd = useMay('items.report') && !sealed.includes(item.state);
  const visible = groups.filter(
    ({ state, pairs, pieces }) => mayAdd || state !== 'notNeeded' || pairs.length + pieces.length > 0,
  );
  if (visible.length === 0) return null;
  const index = pictures.findIndex(({ id }) => id === shown);
  return (
    <section className={styles.block} id="evidence">
      {visible.map((group) => (
        <Group key={group.rule.key} item={item} group={group} mayAdd={mayAdd} onShow={setShown} />
      ))}
      <Repeats item={item} />
      {index !== -1 && (
        <PictureViewer pictures={pictures} index={index} onChange={(next) => setShown(next?.id ?? null)} />
      )}
    </section>
  );
}

interface GroupProps {
  readonly item: ItemPage;
  readonly group: RuleEvidence;
  readonly mayAdd: boolean;
  readonly onShow: (id: number) => void;
}

function Group({ item, group, mayAdd, onShow }: GroupProps) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const { rule, pairs, pieces, have, state } = group;
  const paired = rule.kind === 'photoPair' || rule.kind === 'satellite';
  return (
    <div className={styles.group} id={`evidence-${rule.key}`}>
      <h2>
        <span className={`${styles.badge} ${styles[state]}`} aria-hidden="true">
          {rule.badge}
        </span>{' '}
        {rule.name[lang]}
        <small>
          {t(paired ? 'evidence.pairs' : 'evidence.pieces', { count: have })}
          {state === 'missing' && ` · ${t('evidence.missing', { count: rule.atLeast - have })}`}
          {state === 'refused' && ` · ${t('evidence.refusedState')}`}
          {` · ${rule.why[lang]}`}
        </small>
      </h2>
      {pairs.length > 0 && (
        <div className={styles.pairs}>
          {pairs.map((pair) => (
            <Pair key={pair.pair} item={item} rule={rule} pair={pair} mayAdd={mayAdd} onShow={onShow} />
          ))}
        </div>
      )}
      {pieces.length > 0 && (
        <ul className={styles.pieces}>
          {pieces.map((piece) => (
            <PieceLine key={piece.id} item={item} piece={piece} onShow={onShow} />
          ))}
        </ul>
      )}
      {mayAdd && (
        <AddEvidence
          item={item.id}
          rule={rule}
          paired={paired}
          pair={group.nextPair}
          evidence={item.evidenceList}
        />
      )}
    </div>
  );
}

interface PairProps {
  readonly item: ItemPage;
  readonly rule: EvidenceRule;
  readonly pair: PhotoPair;
  readonly mayAdd: boolean;
  readonly onShow: (id: number) => void;
}

function Pair({ item, rule, pair, mayAdd, onShow }: PairProps) {
  const { t } = useTranslation('items');
  const { before, after, label, retaken } = pair;
  const inOrder = before?.takenOn && after?.takenOn ? before.takenOn <= after.takenOn : null;
  return (
    <figure className={styles.pair}>
      <figcaption>
        <b>{label || t('evidence.place', { no: pair.pair })}</b>{' '}
        {retaken && <span className="bdg">{t('evidence.retaken')}</span>}
      </figcaption>
      <div className={styles.two}>
        {(['before', 'after'] as const).map((side) => {
          const piece = side === 'before' ? before : after;
          return piece === null ? (
            <div key={side} className={styles.empty}>
              {mayAdd ? (
                <AddEvidence
                  item={item.id}
                  rule={rule}
                  paired
                  pair={pair.pair}
                  side={side}
                  label={label}
                  evidence={item.evidenceList}
                />
              ) : (
                t(`evidence.lacks.${side}`)
              )}
            </div>
          ) : (
            <Picture key={side} piece={piece} onShow={onShow} />
          );
        })}
      </div>
      <div className={styles.refusals}>
        {[before, after].map(
          (piece) => piece !== null && <RefuseEvidence key={piece.id} item={item} piece={piece} />,
        )}
      </div>
      {rule.position === true && (
        <p className="n2">
          {inOrder !== null && (
            <span className={inOrder ? undefined : 'worse'}>
              {t(inOrder ? 'evidence.inOrder' : 'evidence.notInOrder')}
            </span>
          )}
        </p>
      )}
    </figure>
  );
}

function Picture({ piece, onShow }: { readonly piece: Piece; readonly onShow: (id: number) => void }) {
  const { t } = useTranslation('items');
  const caption = [
    piece.side && t(`evidence.${piece.side}`),
    piece.takenOn ? monthDay(piece.takenOn) : t('evidence.added', { day: momentDay(piece.at) }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <button
      type="button"
      className={`plain ${styles.picture} ${piece.state === 'refused' ? styles.refusedPicture : ''}`}
      aria-label={t('evidence.open', { label: piece.label, caption })}
      onClick={() => onShow(piece.id)}
    >
      <img
        src={urlOf(getEvidenceFile, { params: { id: piece.id }, query: { size: 'thumb' } })}
        alt={`${piece.label} ${caption}`}
        loading="lazy"
      />
      <span className={styles.caption}>
        {caption}
        {piece.state === 'refused' && ` · ${t('evidence.refusedState')}`}
      </span>
    </button>
  );
}

interface PieceLineProps {
  readonly item: ItemPage;
  readonly piece: Piece;
  readonly onShow: (id: number) => void;
}

function PieceLine({ item, piece, onShow }: PieceLineProps) {
  const { t } = useTranslation('items');
  const words = (
    <>
      {piece.label || piece.name}
      <span className="n3"> {t('evidence.by', { post: piece.post, day: momentDay(piece.at) })}</span>
    </>
  );
  return (
    <li className={piece.state === 'refused' ? styles.refusedLine : undefined}>
      {piece.image ? (
        <button type="button" className={`plain ${styles.open}`} onClick={() => onShow(piece.id)}>
          {words}
        </button>
      ) : (
        <a
          href={urlOf(getEvidenceFile, { params: { id: piece.id }, query: {} })}
          target="_blank"
          rel="noreferrer"
        >
          {words}
        </a>
      )}
      {piece.state === 'refused' && (
        <span className="worse"> {t('evidence.refusedBecause', { reason: piece.refusal ?? '' })}</span>
      )}{' '}
      <RefuseEvidence item={item} piece={piece} />
    </li>
  );
}
