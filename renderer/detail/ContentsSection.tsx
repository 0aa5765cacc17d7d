import { useMemo, type ReactElement } from 'react';
import { labelOf } from '../grid/rowFacts.ts';
import { showLabel } from '../grid/showLabel.ts';
import { childrenOf, rowNodeOf, type TreeModel } from '../grid/treeModel.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useApp } from '../store/appContext.ts';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { DtypeTable } from './DtypeTable.tsx';
import { FactGrid } from './FactGrid.tsx';
import { GroupStatistics } from './GroupStatistics.tsx';
import { Section } from './Section.tsx';
import { sumNodes } from './sumNodes.ts';
import styles from './ContentsSection.module.css';

/** Children that are listed; the tree itself shows the rest. */
const LISTED_CHILDREN = 12;

export interface ContentsSectionProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  readonly node: number;
  readonly onGoTo: (node: number) => void;
}

/** What a module or container holds: totals, statistics, element types, its largest children. */
export function ContentsSection({ file, model, node, onGoTo }: ContentsSectionProps): ReactElement {
  const { index } = model;
  const statistics = useApp((state) => state.statistics.get(file.id));
  const sum = useMemo(() => sumNodes(model, [node]), [model, node]);
  const children = useMemo(() => largestChildren(model, node), [model, node]);
  const whole = index.bytes[node] ?? 0;
  return (
    <>
      <FactGrid
        facts={[
          { label: 'tensors', value: formatCount(index.tensors[node] ?? 0) },
          { label: 'elements', value: formatCount(index.elements[node] ?? 0) },
          { label: 'bytes', value: formatCount(whole) },
          { label: 'children', value: formatCount(index.children[node] ?? 0) },
        ]}
      />
      {statistics && <GroupStatistics statistics={statistics} node={node} bytes={whole} />}
      {sum.dtypes.length > 0 && (
        <Section title="Data types">
          <DtypeTable dtypes={sum.dtypes} />
        </Section>
      )}
      {children.length > 1 && (
        <Section
          title="Where its bytes are"
          note={children.length === LISTED_CHILDREN ? `the largest ${LISTED_CHILDREN}` : undefined}
        >
          <ul className={styles.children}>
            {children.map((child) => (
              <li key={child.node}>
                <button type="button" className={styles.child} title={child.label} onClick={() => onGoTo(child.node)}>
                  <span className={styles.label}>{child.label}</span>
                  <span className={styles.track}>
                    <span className={styles.bar} style={{ width: `${whole > 0 ? (100 * child.bytes) / whole : 0}%` }} />
                  </span>
                  <span className={styles.bytes}>{formatBytes(child.bytes)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

interface Child {
  readonly node: number;
  readonly label: string;
  readonly bytes: number;
}

function largestChildren(model: TreeModel, node: number): readonly Child[] {
  const { index } = model;
  const parent = rowNodeOf(model, node);
  return [...childrenOf(index, parent)]
    .filter((child) => (index.bytes[child] ?? 0) > 0)
    .sort((left, right) => (index.bytes[right] ?? 0) - (index.bytes[left] ?? 0))
    .slice(0, LISTED_CHILDREN)
    .map((child) => ({ node: child, label: showLabel(labelOf(model, child)), bytes: index.bytes[child] ?? 0 }));
}
