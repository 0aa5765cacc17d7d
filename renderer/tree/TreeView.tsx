import { useEffect, type ReactElement } from 'react';
import type { ViewProps } from '../app/viewProps.ts';
import { useActions, useApp } from '../store/appContext.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { TreeBoard } from './TreeBoard.tsx';
import { useTreeModel } from './useTreeModel.ts';
import styles from './TreeView.module.css';

/** The whole checkpoint as a tree, with details of what is selected beside it. */
export function TreeView({ file }: ViewProps): ReactElement {
  const tree = useTreeModel(file);
  const actions = useActions();
  const statistics = useApp((state) => state.statistics.get(file.id));
  useEffect(() => {
    if (tree.value) actions().holdStatistics(file, tree.value.index);
  }, [actions, file, tree.value]);
  if (tree.value && statistics) {
    const key = `${file.id}#${file.generation}`;
    return <TreeBoard key={key} file={file} model={tree.value} statistics={statistics} />;
  }
  if (tree.error) {
    return <ErrorPanel error={tree.error} subject={file.name} onCopy={(text) => actions().copyText(text)} />;
  }
  return (
    <p className={styles.reading} role="status">
      {tree.waiting ? 'Waiting for storage…' : 'Reading the tree…'}
    </p>
  );
}
