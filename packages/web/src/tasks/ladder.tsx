import type { Task } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dayText } from '../ui/moments.ts';
import { SentenceText } from '../ui/sentence.tsx';
import styles from './tasks.module.css';

/** 督办梯级: each rung keeps its facts, reply and lifting condition. */
export function Ladder({ task }: { readonly task: Task }) {
  const { t, i18n } = useTranslation('tasks');
  return (
    <>
      <h2 className={styles.next}>
        {t('ladder.title')}
        <small>{t('ladder.note')}</small>
      </h2>
      <ol className={styles.ladder}>
        {task.rungs.map((rung) => (
          <li key={rung.rung} className={styles[`rung-${rung.state}`]}>
            <i aria-hidden="true" />
            <b>
              {rung.notice === null ? (
                t(`rung.${rung.rung}`)
              ) : (
                <Link to="/notices/$id" params={{ id: String(rung.notice) }}>
                  {t(`rung.${rung.rung}`)}
                </Link>
              )}
              <span className="unseen">{t(`ladder.state.${rung.state}`)}</span>
            </b>
            <span>{rung.on === null ? '' : dayText(rung.on, i18n.language)}</span>
            <span className="n2">
              {rung.held
                ? t('ladder.held', {
                    until: dayText(rung.held.until, i18n.language),
                    reason: rung.held.reason,
                  })
                : rung.words}
            </span>
          </li>
        ))}
      </ol>
      {task.liftWords !== null && (
        <p className={styles.lift}>
          <b>{t('ladder.lift')}</b>　{task.liftWords}
        </p>
      )}
    </>
  );
}

/** The facts of a task, a sentence a line. */
export function Facts({ task }: { readonly task: Task }) {
  if (task.facts.length === 0) return null;
  return (
    <div className={styles.facts}>
      {task.facts.map((runs, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences stand in their order and have no identity
        <p key={index}>
          <SentenceText runs={runs} />
        </p>
      ))}
    </div>
  );
}
