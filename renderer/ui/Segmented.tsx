import { useId, type ReactElement, type ReactNode } from 'react';
import { joinClasses } from './joinClasses.ts';
import styles from './Segmented.module.css';

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly title?: string;
}

export interface SegmentedProps<Value extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** `bare` stands inside a field, without a frame of its own. */
  readonly look?: 'framed' | 'bare';
}

/** A choice of one among few, as native radio buttons: arrow keys and names come with them. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>): ReactElement {
  const name = useId();
  return (
    <span
      role="radiogroup"
      aria-label={props.label}
      className={joinClasses(styles.group, styles[props.look ?? 'framed'])}
    >
      {props.segments.map((segment) => (
        <label key={segment.value} className={styles.segment} title={segment.title}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            value={segment.value}
            aria-label={segment.title}
            checked={segment.value === props.value}
            onChange={() => props.onChange(segment.value)}
          />
          <span className={styles.face}>{segment.label}</span>
        </label>
      ))}
    </span>
  );
}
