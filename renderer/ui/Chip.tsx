import type { ReactElement, ReactNode } from 'react';
import styles from './Chip.module.css';
import { joinClasses } from './joinClasses.ts';

export type ChipTone = 'pass' | 'warn' | 'fail' | 'info' | 'plain' | 'code';

export interface ChipProps {
  /** `plain` and `code` are quiet labels (dtype, shape); the others are states and take an icon. */
  readonly tone?: ChipTone;
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A short label: a state (icon, word, soft fill) or a fact (framed, monospaced). */
export function Chip({ tone = 'info', icon, title, children }: ChipProps): ReactElement {
  return (
    <span className={joinClasses(styles.chip, styles[tone])} title={title}>
      {icon}
      {children}
    </span>
  );
}

export interface FilterChipProps {
  readonly label: string;
  /** What is filtered for, or how many rows would stay. */
  readonly value?: string | undefined;
  readonly icon?: ReactNode;
  /** Whether the filter is on. */
  readonly active: boolean;
  readonly onClick: () => void;
  /** Set when the chip opens a menu: its id. */
  readonly popoverTarget?: string;
  readonly title?: string;
}

/** A pill that switches a filter on or opens its menu. */
export function FilterChip(props: FilterChipProps): ReactElement {
  return (
    <button
      type="button"
      className={joinClasses(styles.chip, styles.filter, props.active && styles.active)}
      aria-pressed={props.popoverTarget === undefined ? props.active : undefined}
      aria-haspopup={props.popoverTarget === undefined ? undefined : 'menu'}
      popoverTarget={props.popoverTarget}
      title={props.title}
      onClick={props.onClick}
    >
      {props.icon}
      {props.label}
      {props.value !== undefined && <b className={styles.value}>{props.value}</b>}
    </button>
  );
}
