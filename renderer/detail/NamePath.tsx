import type { ReactElement } from 'react';
import { escapeControls } from '../../shared/escapeControls.ts';
import styles from './NamePath.module.css';

export interface NamePathProps {
  readonly name: string;
  /** The end of the name that stands out. */
  readonly leaf: string;
}

/** A whole name below the short one: it wraps after its dots. Nothing where the short one is the whole. */
export function NamePath({ name, leaf }: NamePathProps): ReactElement | undefined {
  if (leaf === name) return undefined;
  return (
    <p className={styles.path}>
      <PathText text={name.slice(0, name.length - leaf.length)} />
      <b>
        <PathText text={leaf} />
      </b>
    </p>
  );
}

/** A dotted name that may break after its dots. */
function PathText({ text }: { readonly text: string }): ReactElement {
  const parts = escapeControls(text).split(/(?<=\.)/u);
  return (
    <>
      {parts.map((part, position) => (
        // Parts may repeat, and never move.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={position}>
          {part}
          <wbr />
        </span>
      ))}
    </>
  );
}
