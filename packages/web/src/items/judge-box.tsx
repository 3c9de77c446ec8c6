import type { ItemPage } from '@qingzhang/contract';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { shortMoment } from './days.ts';
import styles from './items.module.css';
import { refusalText } from './refusal-words.ts';
import { actOf, useAct } from './use-act.ts';
import { useItemKeys } from './use-item-keys.ts';
import { useWhatNext } from './what-next.ts';

const judging = ['applied', 'cityCheck', 'acceptance'];

/** Whether somebody judges the item now. */
export const isOfJudging = ({ state }: Pick<ItemPage, 'state'>): boolean => judging.includes(state);

/** 核查、验收: who has signed, who may; agree or return with a reason, and what happens then. */
export function JudgeBox({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { coSign, acceptance } = item.definition.life;
  const accepting = item.state === 'acceptance';
  const title = accepting ? t(`judge.acceptance.${acceptance}`) : t('judge.check');
  const hint = accepting
    ? coSign
      ? t('judge.twoPosts')
      : t('judge.onePost')
    : t('judge.visitors', { count: item.definition.life.siteVisitors });
  return (
    <section className={styles.box} id="judge" aria-label={title}>
      <h2>
        {title}
        <small>{hint}</small>
      </h2>
      {accepting && <Signatures item={item} />}
      <Decision key={item.revision} item={item} />
    </section>
  );
}

function Signatures({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const session = useSession();
  const signed = item.acceptance.filter(({ at }) => at !== null);
  const accept = actOf(item, 'accept');
  const mine = accept?.allowed === true || (accept?.missing.length ?? 0) > 0;
  const ordinal = (index: number) => t(index === 0 ? 'judge.first' : 'judge.second');
  const needed = item.definition.life.coSign ? 2 : 1;
  return (
    <ol className={styles.eyes}>
      {signed.map((one, index) => (
        <li key={`${one.post}-${one.at}`}>
          <i aria-hidden="true">✓</i>
          <div>
            <b>
              {needed > 1 && `${ordinal(index)} `}
              {one.post}
              {one.you && t('judge.you')}
            </b>
            <p>
              {one.at && shortMoment(one.at)} {t('judge.agreed')}
              {one.note && t('judge.note', { note: one.note })}
            </p>
          </div>
        </li>
      ))}
      {signed.length < needed && (
        <li className={mine ? styles.me : undefined}>
          <i aria-hidden="true">{signed.length + 1}</i>
          <div>
            <b>
              {needed > 1 && `${ordinal(signed.length)} `}
              {mine ? t('judge.self', { post: session?.user.post ?? '' }) : t('judge.waiting')}
            </b>
            {mine && <p>{t('judge.answers')}</p>}
            {mine && session?.actingFor && <p>{t('judge.actingFor', { post: session.actingFor.post })}</p>}
          </div>
        </li>
      )}
    </ol>
  );
}

function Decision({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const id = useId();
  const words = useRef<HTMLTextAreaElement>(null);
  const agree = useRef<HTMLButtonElement>(null);
  const [note, setNote] = useState('');
  const [armed, setArmed] = useState(false);
  const [wantsReason, setWantsReason] = useState(false);
  const [visitedOn, setVisitedOn] = useState('');
  const [visitors, setVisitors] = useState('');
  const next = useWhatNext(item);
  const { act, error, pending } = useAct(item);
  const checking = item.state !== 'acceptance';
  const name = checking ? 'check' : 'accept';
  const wanted = actOf(item, name);
  const back = actOf(item, 'return');
  const people = visitors
    .split(/[、,，;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const enough = !checking || (visitedOn !== '' && people.length >= item.definition.life.siteVisitors);
  const mayAgree = wanted?.allowed === true && enough;
  const send = () => {
    if (!mayAgree || pending) return;
    act(checking ? { act: 'check', visitedOn, visitors: people, note } : { act: 'accept', note });
  };
  const giveBack = () => {
    if (note.trim().length < 2) {
      setWantsReason(true);
      words.current?.focus();
      return;
    }
    act({ act: 'return', reason: note.trim() });
  };
  useItemKeys({
    accept: () => {
      if (wanted?.allowed !== true) return;
      setArmed(true);
      agree.current?.focus();
    },
    giveBack: () => {
      if (back?.allowed !== true) return;
      setWantsReason(true);
      words.current?.focus();
    },
  });
  const lacks = wanted?.missing ?? [];
  const possible = wanted?.allowed === true || lacks.length > 0;
  if (!possible && back?.allowed !== true) {
    const why = refusalText(wanted, lang);
    return why === '' ? null : (
      <p className={styles.mayNot} role="note">
        {t('judge.mayNot', { why })}
      </p>
    );
  }
  const label = checking
    ? t('judge.passCheck')
    : item.definition.life.coSign && item.acceptance.filter(({ at }) => at !== null).length === 0
      ? t('judge.agreeFirst')
      : item.definition.life.noticeDays > 0
        ? t('judge.agreeNotice')
        : t('judge.agreeClose');
  return (
    <div className={styles.decision}>
      {checking && possible && (
        <div className={styles.visit}>
          <label>
            {t('judge.visitedOn')}
            <input type="date" value={visitedOn} onChange={({ target }) => setVisitedOn(target.value)} />
          </label>
          <label>
            {t('judge.visitorPosts')}
            <input
              value={visitors}
              placeholder={t('judge.visitorPostsHint')}
              onChange={({ target }) => setVisitors(target.value)}
            />
          </label>
        </div>
      )}
      <label htmlFor={id} className="n3">
        {t('judge.words')}
      </label>
      <textarea
        id={id}
        ref={words}
        rows={3}
        maxLength={2000}
        value={note}
        aria-invalid={wantsReason && note.trim().length < 2}
        onChange={({ target }) => setNote(target.value)}
      />
      {wantsReason && note.trim().length < 2 && <p className="worse">{t('judge.reasonFirst')}</p>}
      <div className={styles.two}>
        {possible && (
          <button
            ref={agree}
            type="button"
            className="btn pri"
            disabled={!mayAgree || pending}
            onClick={send}
            onBlur={() => setArmed(false)}
          >
            {label} <kbd>A</kbd>
          </button>
        )}
        {back?.allowed && (
          <button type="button" className="btn" disabled={pending} onClick={giveBack}>
            {t('judge.giveBack')} <kbd>R</kbd>
          </button>
        )}
      </div>
      {armed && mayAgree && <p className="n2">{t('judge.armed')}</p>}
      {lacks.length > 0 && (
        <p className="worse">
          {t('judge.lacks', { what: lacks.join(t('fact.join')) })} <a href="#evidence">{t('judge.see')}</a>
        </p>
      )}
      {wanted?.allowed !== true && lacks.length === 0 && (
        <p className="n2">{t('judge.mayNot', { why: refusalText(wanted, lang) })}</p>
      )}
      {possible && next !== '' && <p className="cap">{next}</p>}
      {error && <ErrorPanel error={error} />}
    </div>
  );
}
