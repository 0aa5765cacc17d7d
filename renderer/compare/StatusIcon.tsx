import type { ReactElement } from 'react';
import type { MatchStatus } from '../../shared/comparison.ts';
import { Icon } from '../ui/Icon.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './StatusIcon.module.css';
import { STATUS_LOOKS } from './statusLooks.ts';

export interface StatusIconProps {
  readonly status: MatchStatus;
  /** Pixels. */
  readonly size?: number;
  /** Beside a word that says the same it is decoration. */
  readonly decorative?: boolean;
}

/** The sign of a status, with its word for those who do not see it. */
export function StatusIcon({ status, size = 13, decorative = false }: StatusIconProps): ReactElement {
  const { icon, tone } = STATUS_LOOKS[status];
  const className = joinClasses(styles.icon, styles[tone]);
  if (decorative) {
    return (
      <span className={className}>
        <Icon of={icon} size={size} />
      </span>
    );
  }
  return (
    <span className={className} role="img" aria-label={status} title={status}>
      <Icon of={icon} size={size} />
    </span>
  );
}
