import { getEvidenceFile, getItem, type ItemPage, putItemStandard, urlOf } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './items.module.css';
import { ReasonForm } from './reason-form.tsx';

/** 销号标准: each with evidence, or written why it does not apply (DIS-3.3). */
export function Standards({ item }: { readonly item: ItemPage }) {
  const { t } = useTranslation('items');
  const { lang } = useView();
  const { standards } = item.definition;
  if (standards.length === 0) return null;
  const open = standards.filter(
    ({ key }) => (item.standards.find((one) => one.key === key)?.met ?? null) === null,
  ).length;
  return (
    <section className={styles.block} id="standards">
      <h2>
        {t('standards.title', { count: standards.length })}
        <small>{open === 0 ? t('standards.hint') : t('standards.open', { count: open })}</small>
      </h2>
      <ol className={styles.standards}>
        {standards.map(({ key, name }, index) => (
          <Standard key={key} item={item} standard={key} name={`${index + 1}　${name[lang]}`} />
        ))}
      </ol>
    </section>
  );
}

interface StandardProps {
  readonly item: ItemPage;
  readonly standard: string;
  readonly name: string;
}

function Standard({ item, standard, name }: StandardProps) {
  const { t } = useTranslation('items');
  const [writing, setWriting] = useState(false);
  const send = useSend(putItemStandard, [getItem]);
  const met = item.standards.find(({ key }) => key === standard);
  const state = met?.met ?? 'open';
  const shown = item.evidenceList.find(({ id }) => id === met?.evidence);
  const mayChange = item.mayReport && ['working', 'reopened', 'applied'].includes(item.state);
  const params = { id: item.id, standard };
  const usable = item.evidenceList.filter(({ state: one }) => one === 'have');
  return (
    <li className={styles[`standard-${state}`]}>
      <i aria-hidden="true">{state === 'evidence' ? '✓' : state === 'notApplicable' ? '—' : ''}</i>
      <div>
        <b>{name}</b>
        {state === 'evidence' && (
          <p>
            {shown ? (
              <a
                href={urlOf(getEvidenceFile, { params: { id: shown.id }, query: {} })}
                target="_blank"
                rel="noreferrer"
              >
                {shown.label || shown.name}
              </a>
            ) : (
              t('standards.shown')
            )}
          </p>
        )}
        {state === 'notApplicable' && (
          <p>
            <b>{t('standards.notApplicable')}</b>
            {met?.because}
            {met?.agreedBy && <span className="n3"> {t('standards.agreed', { post: met.agreedBy })}</span>}
          </p>
        )}
        {state === 'open' && <p className="tight">{t('standards.lacks')}</p>}
        {mayChange && !writing && (
          <p className={styles.buttons}>
            <select
              aria-label={t('standards.choose', { name })}
              value={met?.evidence ?? ''}
              disabled={send.isPending || usable.length === 0}
              onChange={({ target }) =>
                send.mutate({ params, body: { met: 'evidence', evidence: Number(target.value) } })
              }
            >
              <option value="" disabled>
                {t(usable.length === 0 ? 'standards.noEvidence' : 'standards.pick')}
              </option>
              {usable.map(({ id, label, name: file }) => (
                <option key={id} value={id}>
                  {label || file}
                </option>
              ))}
            </select>
            <button type="button" className={`plain ${styles.link}`} onClick={() => setWriting(true)}>
              {t('standards.write')}
            </button>
          </p>
        )}
        {writing && (
          <ReasonForm
            label={t('standards.because')}
            button={t('standards.write')}
            pending={send.isPending}
            onCancel={() => setWriting(false)}
            onSend={(because) =>
              send.mutate(
                { params, body: { met: 'notApplicable', because } },
                { onSuccess: () => setWriting(false) },
              )
            }
          />
        )}
        {send.error && <ErrorPanel error={send.error} />}
      </div>
    </li>
  );
}
