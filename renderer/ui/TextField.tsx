import type { InputHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';
import { joinClasses } from './joinClasses.ts';
import styles from './TextField.module.css';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  /** Accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly icon?: ReactNode;
  /** Controls inside the frame, after the text. */
  readonly trailing?: ReactNode;
  /** Why the text cannot be used; shown below the field. */
  readonly problem?: string | undefined;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One line of text in a frame, with room for an icon and small controls. */
export function TextField({
  label,
  value,
  onChange,
  icon,
  trailing,
  problem,
  className,
  ...rest
}: TextFieldProps): ReactElement {
  return (
    <span className={joinClasses(styles.field, problem !== undefined && styles.bad, className)}>
      {icon}
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        className={styles.input}
        aria-label={label}
        aria-invalid={problem !== undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {trailing}
      {problem !== undefined && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  );
}
