import type { DeskChanges } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { Lamp } from '../ui/lamp.tsx';
import { dayText } from '../ui/moments.ts';
import styles from './desk.module.css';

/** 昨夜账户变化: lamps that changed and the good day won or lost. */
export function Changes({ changes }: { readonly changes: DeskChanges }) {
  const { t } = useTranslation('desk');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  if (changes.day === null || changes.rows.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>
        {t('changes')}
        <small>{dayText(changes.day, lang)}</small>{' '}
        {changes.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      </h2>
      <ul>
        {changes.rows.map((row) => (
          <li key={row.key} className={styles.change}>
            <span>{row.title}</span>
            <span className={row.sense === 'flat' ? undefined : row.sense}>
              {row.from && row.to ? (
                <>
                  <Lamp state={row.from.lamp} word /> → <Lamp state={row.to.lamp} word />
                </>
              ) : (
                row.text
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
