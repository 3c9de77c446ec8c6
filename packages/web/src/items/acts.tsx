import type { ItemActBody, ItemPage } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import { ActForm, type FormAct, formActs } from './act-form.tsx';
import styles from './items.module.css';
import { refusalText } from './refusal-words.ts';
import { useAct } from './use-act.ts';

/** Sent at once: the button says all there is to say. */
const plainActs = ['issue', 'sign', 'startLookBack', 'confirmLamp'] as const;
type PlainAct = (typeof plainActs)[number];

const isPlain = (act: string): act is PlainAct => plainActs.some((one) => one === act);
const isForm = (act: string): act is FormAct => formActs.some((one) => one === act);

/** 可办的事: verbs with their object. What is refused is named only where something lacks that one can bring. */
export function Acts({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const [open, setOpen] = useState<FormAct | null>(null);
  const { act, error, pending } = useAct(item);
  const shown = item.acts.filter(
    ({ act: name, allowed, missing }) =>
      (isPlain(name) || isForm(name)) &&
      name !== 'comment' &&
      (allowed || (name === 'apply' && missing.length > 0)),
  );
  const mayReport = item.mayReport && ['working', 'reopened', 'standing', 'extension'].includes(item.state);
  if (shown.length === 0 && !mayReport) return null;
  const finish = (body: ItemActBody) => act(body, () => setOpen(null));
  return (
    <section className={styles.acts} id="acts">
      <h2>{t('acts.title')}</h2>
      <p className={styles.buttons}>
        {mayReport && (
          <a className="btn pri" href={`/report/${item.id}`}>
            {t('acts.report')}
          </a>
        )}
        {shown.map(({ act: name, allowed }) =>
          isPlain(name) ? (
            <button
              key={name}
              type="button"
              className="btn"
              disabled={pending || !allowed}
              onClick={() => act({ act: name })}
            >
              {t(`act.${name}`)}
            </button>
          ) : isForm(name) ? (
            <button
              key={name}
              type="button"
              className="btn"
              aria-expanded={open === name}
              disabled={!allowed}
              onClick={() => setOpen(open === name ? null : name)}
            >
              {t(`act.${name}`)}
            </button>
          ) : null,
        )}
      </p>
      {shown
        .filter(({ allowed }) => !allowed)
        .map((one) => (
          <p key={one.act} className="n2">
            {t('acts.notYet', {
              act: isForm(one.act) ? t(`act.${one.act}`) : '',
              why: refusalText(one, lang),
            })}
            <b>{one.missing.join(t('fact.join'))}</b>
          </p>
        ))}
      {open && (
        <ActForm item={item} act={open} pending={pending} onSend={finish} onCancel={() => setOpen(null)} />
      )}
      {error && <ErrorPanel error={error} />}
    </section>
  );
}
