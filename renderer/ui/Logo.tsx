import type { ReactElement } from 'react';
import styles from './Logo.module.css';

/** The mark: a scope's cross-hairs around one layer. Decoration; the name stands beside it or in its button's label. */
export function Logo({
  size,
  tone = 'strong',
}: {
  readonly size: number;
  readonly tone?: 'strong' | 'soft';
}): ReactElement {
  const ring = tone === 'strong' ? styles.strong : styles.soft;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" focusable="false">
      <circle cx="12" cy="12" r="9" className={ring} />
      <circle cx="12" cy="12" r="4.6" className={styles.core} />
      <path d="M12 .8v4.4M12 18.8v4.4M.8 12h4.4M18.8 12h4.4" className={ring} />
    </svg>
  );
}
