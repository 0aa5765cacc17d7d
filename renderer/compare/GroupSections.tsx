import type { ReactElement } from 'react';
import type { MatchDetail } from '../../shared/comparison.ts';
import { escapeControls } from '../../shared/escapeControls.ts';
import { Section } from '../detail/Section.tsx';
import { showLabel } from '../grid/showLabel.ts';
import { splitName } from '../grid/splitName.ts';
import { nameOf } from '../grid/treeModel.ts';
import { formatChange } from '../ui/format/formatChange.ts';
import { formatCounted } from '../ui/format/formatCount.ts';
import styles from './GroupSections.module.css';
import { listMostChanged } from './nextChange.ts';
import { countAll } from './statusLooks.ts';
import { StatusList } from './StatusList.tsx';
import type { ComparedTree } from './useComparisonTree.ts';

/** Tensors that are listed at most. */
const MOST_LISTED = 5;

export interface GroupSectionsProps {
  readonly match: MatchDetail;
  readonly compared: ComparedTree;
  readonly onGoTo: (node: number) => void;
}

/** What a group holds: tensors by status, and those that changed most. */
export function GroupSections({ match, compared, onGoTo }: GroupSectionsProps): ReactElement {
  const { tree, model } = compared;
  const most = listMostChanged(tree, match.node, MOST_LISTED);
  const prefix = `${nameOf(model, match.node)}.`;
  return (
    <>
      <Section title="Tensors" note={`${formatCounted(countAll(match.tensors), 'tensor')} in the group`}>
        <StatusList counts={match.tensors} />
      </Section>
      {most.length > 0 && (
        <Section title="Most changed" note="relative L2">
          <ul className={styles.list}>
            {most.map((node) => {
              const name = nameOf(model, node);
              return (
                <li key={node} className={styles.row}>
                  <button
                    type="button"
                    className={styles.link}
                    title={escapeControls(name)}
                    onClick={() => onGoTo(node)}
                  >
                    <ShortName name={name.startsWith(prefix) ? name.slice(prefix.length) : name} />
                  </button>
                  <span className={styles.figure}>{formatChange(tree.relL2[node] ?? Number.NaN)}</span>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
    </>
  );
}

/** A name that keeps its last two parts where there is little room. */
function ShortName({ name }: { readonly name: string }): ReactElement {
  const [head, tail] = splitName(showLabel(name));
  return (
    <>
      <span className={styles.head}>{head}</span>
      <span className={styles.tail}>{tail}</span>
    </>
  );
}
