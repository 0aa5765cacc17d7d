import { useMemo, type ReactElement } from 'react';
import type { TreeModel } from '../grid/treeModel.ts';
import { formatExactBytes } from '../ui/format/formatBytes.ts';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { DtypeTable } from './DtypeTable.tsx';
import { FactGrid } from './FactGrid.tsx';
import { Section } from './Section.tsx';
import { sumNodes } from './sumNodes.ts';
import styles from './SelectionSummary.module.css';

export interface SelectionSummaryProps {
  readonly model: TreeModel;
  readonly nodes: Uint32Array;
}

/** Several rows: what they hold together. */
export function SelectionSummary({ model, nodes }: SelectionSummaryProps): ReactElement {
  const sum = useMemo(() => sumNodes(model, nodes), [model, nodes]);
  return (
    <>
      <header className={styles.header}>
        <h2 className={styles.title}>{formatCounted(nodes.length, 'row')}</h2>
        <p className={styles.note}>
          <Kbd chord="Mod+C" /> copies them as a table
        </p>
      </header>
      <FactGrid
        facts={[
          { label: 'tensors', value: formatCount(sum.tensors) },
          { label: 'elements', value: formatCount(sum.elements) },
          { label: 'bytes', value: formatExactBytes(sum.bytes), wide: true },
        ]}
      />
      {sum.dtypes.length > 0 && (
        <Section title="Data types">
          <DtypeTable dtypes={sum.dtypes} />
        </Section>
      )}
    </>
  );
}
