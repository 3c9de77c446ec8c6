import type { LedgerCounts } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import styles from './import.module.css';

/** Ready, to mend, skipped: three parts that always add up to the rows of the file; a small part is still seen. */
export function TriBar({ counts, done }: { readonly counts: LedgerCounts; readonly done: boolean }) {
  const { t } = useTranslation('ledgerImport');
  const { ready, mend, skipped } = counts;
  const parts = [
    {
      key: 'ready',
      count: ready,
      look: styles.barReady,
      text: t(done ? 'bar.done' : 'bar.ready', { count: ready }),
    },
    { key: 'mend', count: mend, look: styles.barMend, text: t('bar.mend', { count: mend }) },
    { key: 'skipped', count: skipped, look: styles.barSkip, text: t('bar.skipped', { count: skipped }) },
  ].filter(({ count }) => count > 0);
  return (
    <div className={styles.bar} role="img" aria-label={t('bar.label', { ready, mend, skipped })}>
      {parts.map(({ key, count, look, text }) => (
        <span
          key={key}
          style={{ flexGrow: count, flexShrink: 1, flexBasis: key === 'ready' ? '90px' : '64px' }}
          className={styles.barPart}
        >
          <i className={look} />
          <small>{text}</small>
        </span>
      ))}
    </div>
  );
}
