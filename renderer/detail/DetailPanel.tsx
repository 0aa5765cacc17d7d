import type { ReactElement } from 'react';
import type { ReadyFile } from '../app/viewProps.ts';
import { useActions } from '../store/appContext.ts';
import { useQuestion } from '../store/useQuestion.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import type { TreeModel } from '../grid/treeModel.ts';
import { DetailFrame } from './DetailFrame.tsx';
import { NodeView } from './NodeView.tsx';
import { SelectionSummary } from './SelectionSummary.tsx';
import styles from './DetailPanel.module.css';

export interface DetailPanelProps {
  readonly file: ReadyFile;
  readonly model: TreeModel;
  /** Selected nodes, ascending. */
  readonly nodes: Uint32Array;
  /** Selects a node in the tree and brings it into view. */
  readonly onGoTo: (node: number) => void;
}

/** What is known about the selected rows. */
export function DetailPanel({ file, model, nodes, onGoTo }: DetailPanelProps): ReactElement {
  return (
    <DetailFrame>
      {nodes.length > 1 && <SelectionSummary model={model} nodes={nodes} />}
      {nodes.length === 1 && <DescribedNode file={file} model={model} node={nodes[0] ?? 0} onGoTo={onGoTo} />}
      {nodes.length === 0 && <p className={styles.nothing}>Select a row to see what is known about it.</p>}
    </DetailFrame>
  );
}

interface DescribedNodeProps extends Omit<DetailPanelProps, 'nodes'> {
  readonly node: number;
}

function DescribedNode({ file, model, node, onGoTo }: DescribedNodeProps): ReactElement | undefined {
  const actions = useActions();
  const answer = useQuestion(`${file.id}#${file.generation}#${node}`, () =>
    file.engine.describeNode({ file: file.id, node }),
  );
  if (answer.error && !answer.pending) {
    return <ErrorPanel error={answer.error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  if (!answer.value) return answer.waiting ? <p className={styles.nothing}>Waiting for storage…</p> : undefined;
  return <NodeView file={file} model={model} detail={answer.value} onGoTo={onGoTo} />;
}
