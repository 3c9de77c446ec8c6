import type { LedgerCause, LedgerImport, MendActName } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import styles from './import.module.css';
import { actText, issueText } from './words.ts';

interface CausesListProps {
  readonly batch: LedgerImport;
  readonly cause: string | undefined;
  readonly pending: boolean;
  readonly onMend: (cause: string, act: MendActName | null, choice: string | null) => void;
  readonly onShow: (cause: string | undefined) => void;
}

/** 要改的: errors by cause, each with the mend that is proposed for all of it. Nothing is applied by itself. */
export function CausesList({ batch, cause, pending, onMend, onShow }: CausesListProps) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const mend = batch.counts?.mend ?? 0;
  return (
    <section aria-label={t('causes.title', { count: mend })}>
      <h2>
        {t('causes.title', { count: mend })}
        <small>{t('causes.hint')}</small>
      </h2>
      {batch.causes.length === 0 ? (
        <p className={styles.quiet}>{t('causes.none')}</p>
      ) : (
        <table className={styles.causes}>
          <thead>
            <tr>
              <th className="num">{t('causes.row')}</th>
              <th>{t('causes.cause')}</th>
              <th>{t('causes.example')}</th>
              <th className="num">{t('causes.mend')}</th>
            </tr>
          </thead>
          <tbody>
            {batch.causes.map((one) => (
              <Cause
                key={one.key}
                cause={one}
                batch={batch}
                shown={cause === one.key}
                pending={pending}
                onMend={onMend}
                onShow={onShow}
              />
            ))}
          </tbody>
        </table>
      )}
      {batch.mends.length > 0 && (
        <div className={styles.mended}>
          <b>{t('causes.applied')}</b>
          <ul>
            {batch.mends.map((one) => (
              <li key={one.cause}>
                {issueText(one, batch.targets, lang).title} → {actText(one.act, one, batch.targets, lang)}
                {one.choice !== null && ` ${one.chosen ?? one.choice}`}，{t('rows', { count: one.rows })}
                {batch.may.decide && batch.state !== 'done' && (
                  <button
                    type="button"
                    className={styles.link}
                    disabled={pending}
                    onClick={() => onMend(one.cause, null, null)}
                  >
                    {t('causes.undo')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

interface CauseProps {
  readonly cause: LedgerCause;
  readonly batch: LedgerImport;
  readonly shown: boolean;
  readonly pending: boolean;
  readonly onMend: CausesListProps['onMend'];
  readonly onShow: CausesListProps['onShow'];
}

function Cause({ cause, batch, shown, pending, onMend, onShow }: CauseProps) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const { title, hint } = issueText({ ...cause, shown: cause.example.shown }, batch.targets, lang);
  return (
    <tr className={shown ? styles.shown : undefined}>
      <td className="num b">{cause.rows}</td>
      <td>
        <button
          type="button"
          className={styles.plain}
          aria-pressed={shown}
          title={t(shown ? 'causes.seeAll' : 'causes.seeRows')}
          onClick={() => onShow(shown ? undefined : cause.key)}
        >
          <b>{title}</b>
          {hint !== '' && <span className={styles.sample}>{hint}</span>}
        </button>
      </td>
      <td className={styles.example}>
        <span className={styles.cell}>{cause.example.cell ?? cause.example.row}</span>{' '}
        {exampleText(cause, t('causes.empty'))}
      </td>
      <td className="num">
        {batch.may.decide ? (
          <Acts cause={cause} batch={batch} pending={pending} onMend={onMend} onShow={onShow} />
        ) : null}
      </td>
    </tr>
  );
}

/** 96 → 69, 212 ＞ 180, （空）: what is wrong in the fewest signs. */
function exampleText({ code, example, params }: LedgerCause, empty: string): string {
  const shown = example.shown === '' ? empty : example.shown;
  if (code === 'value.fall') return `${params.last} → ${shown}`;
  if (code === 'issued.differs') return `${shown} ≠ ${params.issued}`;
  if (code === 'check' && params.high !== undefined) return `${params.high} ＞ ${params.low}`;
  return shown;
}

function Acts({ cause, batch, pending, onMend, onShow }: Omit<CauseProps, 'shown'>) {
  const { t } = useTranslation('ledgerImport');
  const { lang } = useView();
  const [choice, setChoice] = useState('');
  if (cause.acts.length === 0) {
    return (
      <button type="button" className={styles.link} onClick={() => onShow(cause.key)}>
        {t('causes.one', { count: cause.rows })}
      </button>
    );
  }
  return (
    <div className={styles.acts}>
      {cause.acts.map((act, index) => {
        const words = actText(act, cause, batch.targets, lang);
        if (act !== 'choose' && act !== 'answer') {
          return (
            <button
              key={act}
              type="button"
              className={index === 0 ? styles.link : `${styles.link} ${styles.lesser}`}
              disabled={pending}
              onClick={() => onMend(cause.key, act, null)}
            >
              {t('causes.act', { words, count: cause.rows })}
            </button>
          );
        }
        return (
          <span key={act} className={styles.choose}>
            <select
              className={styles.select}
              aria-label={`${words} ${cause.example.shown}`}
              value={choice}
              disabled={pending}
              onChange={(event) => setChoice(event.target.value)}
            >
              <option value="">
                {words} {t('causes.chooseOption')}
              </option>
              {cause.options.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
            {choice !== '' && (
              <button
                type="button"
                className={styles.link}
                disabled={pending}
                onClick={() => onMend(cause.key, act, choice)}
              >
                {t('causes.apply', { count: cause.rows })}
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
