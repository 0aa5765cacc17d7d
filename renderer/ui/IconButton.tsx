import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import styles from './IconButton.module.css';
import { joinClasses } from './joinClasses.ts';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Accessible name and tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: 'normal' | 'small';
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that shows an icon only. */
export function IconButton({ label, icon, size = 'normal', className, ...rest }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={joinClasses(styles.button, styles[size], className)}
      {...rest}
    >
      {icon}
    </button>
  );
}
