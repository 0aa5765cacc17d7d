import type { ReactElement } from 'react';
import type { RelatedNode } from '../../shared/engineApi.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { showLabel } from '../tree/showLabel.ts';
import { splitName } from '../tree/splitName.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import styles from './RelatedRow.module.css';

export interface RelatedRowProps {
  readonly related: RelatedNode;
  /** What the link says: the role (`exp_avg`) or the name. */
  readonly label: string;
  readonly onGoTo: (node: number) => void;
}

/** A link to another row of the tree, with what it holds. */
export function RelatedRow({ related, label, onGoTo }: RelatedRowProps): ReactElement {
  const { dtype, shape, value } = related;
  const [head, tail] = splitName(showLabel(label));
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.link}
        title={escapeControls(related.name)}
        onClick={() => onGoTo(related.node)}
      >
        <span className={styles.head}>{head}</span>
        <span className={styles.tail}>{tail}</span>
      </button>
      <span className={styles.facts}>
        {value !== undefined && <span className={styles.value}>{groupWhole(value)}</span>}
        {value === undefined && dtype !== undefined && <span>{shortenDtype(dtype)}</span>}
        {value === undefined && shape !== undefined && <span className={styles.value}>{formatShape(shape)}</span>}
      </span>
    </li>
  );
}

/** Groups the digits of a whole number, `9678` or `9678.0`: a step is a count, also where it is stored as a float. */
function groupWhole(value: string): string {
  return /^-?\d+(?:\.0)?$/u.test(value) ? formatCount(value.replace(/\.0$/u, '')) : value;
}
