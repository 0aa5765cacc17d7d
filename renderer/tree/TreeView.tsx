import type { ReactElement } from 'react';
import type { ViewProps } from '../app/viewProps.ts';
import { useActions } from '../store/appContext.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { TreeBoard } from './TreeBoard.tsx';
import { useTreeModel } from './useTreeModel.ts';
import styles from './TreeView.module.css';

/** The whole checkpoint as a tree, with details of what is selected beside it. */
export function TreeView({ file }: ViewProps): ReactElement {
  const tree = useTreeModel(file);
  const actions = useActions();
  if (tree.value) return <TreeBoard key={`${file.id}#${file.generation}`} file={file} model={tree.value} />;
  if (tree.error) {
    return <ErrorPanel error={tree.error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  return (
    <p className={styles.reading} role="status">
      {tree.waiting ? 'Waiting for storage…' : 'Reading the tree…'}
    </p>
  );
}
