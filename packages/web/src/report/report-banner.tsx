import type { ReactNode } from 'react';
import styles from './report.module.css';

/** One honest line about where the words and figures are now. */
export function Banner({
  kind,
  children,
}: {
  readonly kind: 'offline' | 'returned' | 'sent' | 'wait';
  readonly children: ReactNode;
}) {
  const mark = { offline: '▲', returned: '↩', sent: '✓', wait: '…' }[kind];
  return (
    <p className={`${styles.banner} ${styles[kind]}`} role="status">
      <span aria-hidden="true">{mark}</span>
      <span>{children}</span>
    </p>
  );
}
