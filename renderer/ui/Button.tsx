import type { ButtonHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import styles from './Button.module.css';
import { joinClasses } from './joinClasses.ts';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: 'normal' | 'primary' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a word on it. At most one `primary` button stands in a group. */
export function Button({
  tone = 'normal',
  size = 'normal',
  icon,
  className,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button type="button" className={joinClasses(styles.button, styles[tone], styles[size], className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}
