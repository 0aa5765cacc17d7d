import type { ReactElement } from 'react';
import type { RelatedNode } from '../../shared/engineApi.ts';
import { Sparkline } from '../statistics/Sparkline.tsx';
import { barsOf, type TensorFigures } from '../tensor/tensorFigures.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { showLabel } from '../grid/showLabel.ts';
import { splitName } from '../grid/splitName.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { fitFigure } from '../ui/format/formatFigure.ts';
import { formatShape } from '../ui/format/formatShape.ts';
import { shortenDtype } from '../ui/format/shortenDtype.ts';
import styles from './RelatedRow.module.css';

export interface RelatedRowProps {
  readonly related: RelatedNode;
  /** What the link says: the role (`exp_avg`) or the name. */
  readonly label: string;
  /** Its statistics, where they are known; they stand in place of its type and shape. */
  readonly figures?: TensorFigures | undefined;
  readonly onGoTo: (node: number) => void;
}

/** A link to another row of the tree, with what it holds. */
export function RelatedRow({ related, label, figures, onGoTo }: RelatedRowProps): ReactElement {
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
        {figures && <MomentFigures figures={figures} />}
        {!figures && value === undefined && dtype !== undefined && <span>{shortenDtype(dtype)}</span>}
        {!figures && value === undefined && shape !== undefined && (
          <span className={styles.value}>{formatShape(shape)}</span>
        )}
      </span>
    </li>
  );
}

function MomentFigures({ figures }: { readonly figures: TensorFigures }): ReactElement {
  return (
    <>
      <Sparkline bars={barsOf(figures)} tone="data" />
      <span className={styles.pair}>
        L2 <span className={styles.value}>{fitFigure(figures.of.l2, 8)}</span>
      </span>
      <span className={styles.pair}>
        max <span className={styles.value}>{fitFigure(figures.of.max, 8)}</span>
      </span>
    </>
  );
}

/** Groups the digits of a whole number, `9678` or `9678.0`: a step is a count, also where it is stored as a float. */
function groupWhole(value: string): string {
  return /^-?\d+(?:\.0)?$/u.test(value) ? formatCount(value.replace(/\.0$/u, '')) : value;
}
