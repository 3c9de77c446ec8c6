import { type Explanation, getWhy } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import { citation, citedAddress, copyText } from './citation.ts';
import { ExplanationView } from './explanation-view.tsx';
import styles from './why.module.css';
import { useWhy } from './why-context.tsx';

/**
 * 为什么: the answer beside the page that asked, which makes room for it on a wide screen. Esc closes and gives the
 * focus back; a question asked of an input can be gone back from.
 */
export function WhyDrawer() {
  const { t } = useTranslation('why');
  const { key, open, close } = useWhy();
  const view = useView();
  const query = useCall(getWhy, { query: { ...view, key: key ?? '' } }, { enabled: key !== null });
  const panel = useRef<HTMLElement>(null);
  const [trail, setTrail] = useState<readonly string[]>([]);
  const followed = useRef<string | null>(null);

  useEffect(() => {
    document.documentElement.dataset.why = 'open';
    panel.current?.focus();
    return () => {
      delete document.documentElement.dataset.why;
    };
  }, []);

  // A question asked on the page begins a new trail; one asked in the drawer lengthens it.
  useEffect(() => {
    if (followed.current !== key) setTrail([]);
    followed.current = null;
    panel.current?.scrollTo({ top: 0 });
  }, [key]);

  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [close]);

  if (key === null) return null;
  const follow = (next: string) => {
    followed.current = next;
    setTrail([...trail, key]);
    open(next);
    panel.current?.focus();
  };
  const back = () => {
    const before = trail.at(-1);
    if (before === undefined) return;
    followed.current = before;
    setTrail(trail.slice(0, -1));
    open(before);
  };
  const explanation = query.isPlaceholderData ? undefined : query.data;

  return createPortal(
    <aside ref={panel} className={styles.drawer} role="dialog" aria-label={t('title')} tabIndex={-1}>
      <div className={styles.bar}>
        {trail.length > 0 && (
          <button type="button" className={styles.button} onClick={back}>
            ‹ {t('back')}
          </button>
        )}
        <span className={styles.crumb}>
          {[t('title'), explanation?.subject, explanation?.title].filter(Boolean).join(' · ')}
        </span>
        <button type="button" className={styles.button} onClick={close}>
          {t('close')} <kbd>Esc</kbd>
        </button>
      </div>
      {query.error && explanation === undefined ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : explanation === undefined ? (
        <Skeleton rows={14} bar={16} />
      ) : (
        <ExplanationView
          explanation={explanation}
          onFollow={follow}
          actions={<Actions explanation={explanation} questionKey={key} />}
        />
      )}
    </aside>,
    document.body,
  );
}

/** What can be done with an answer: see the page as it was known then, cite the figure. */
function Actions({
  explanation,
  questionKey,
}: {
  readonly explanation: Explanation;
  readonly questionKey: string;
}) {
  const { t } = useTranslation('why');
  const { asOf } = useView();
  const navigate = useNavigate();
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const stand = (moment: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, asOf: moment }), resetScroll: false });
  const copy = async () => {
    const address = citedAddress(window.location.href, questionKey, explanation.knownAt);
    const text = citation(explanation, address, momentText(explanation.knownAt), {
      known: (moment) => t('citeKnown', { moment }),
      rules: (ids) => t('citeRules', { ids }),
      separator: t('separator'),
    });
    setCopied((await copyText(text)) ? 'yes' : 'failed');
  };
  return (
    <p className={styles.actions}>
      {asOf ? (
        <button type="button" className="btn" onClick={() => stand(undefined)}>
          {t('latest')}
        </button>
      ) : (
        <button type="button" className="btn" onClick={() => stand(explanation.knownAt)}>
          {t('recompute')}
        </button>
      )}
      <button type="button" className="btn" onClick={() => void copy()}>
        {t('cite')}
      </button>
      <span role="status" className="n3">
        {copied === 'yes' && t('copied')}
        {copied === 'failed' && t('copyFailed')}
      </span>
    </p>
  );
}
