import type { Task } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { dayText, wallOf } from '../ui/moments.ts';
import styles from './tasks.module.css';

/** 先责任人，后上级: who will be told when, said before it is sent. */
export function Tell({ plan }: { readonly plan: NonNullable<Task['tell']> }) {
  const { t, i18n } = useTranslation('tasks');
  const clock = (iso: string) => {
    const { day, hour, minute } = wallOf(iso);
    return `${dayText(day, i18n.language)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  };
  const posts = (list: readonly string[]) => (list.length === 0 ? t('tell.nobody') : list.join(t('join')));
  return (
    <>
      <h2 className={styles.next}>
        {t('tell.title')}
        <small>{t('tell.apart')}</small>
      </h2>
      <dl className={styles.tell}>
        <div>
          <dt>{clock(plan.responsible.at)}</dt>
          <dd>
            <i className={styles.tellNow} aria-hidden="true" />
            {t('tell.responsible')}
            <small>{posts(plan.responsible.posts)}</small>
          </dd>
        </div>
        <div>
          <dt>{clock(plan.superior.at)}</dt>
          <dd>
            <i className={styles.tellLater} aria-hidden="true" />
            {t('tell.superior')}
            <small>{posts(plan.superior.posts)}</small>
          </dd>
        </div>
      </dl>
      <p className="cap">{t('tell.unless')}</p>
    </>
  );
}
