import { useMemo, useSyncExternalStore } from 'react';
import type { Arrangement, TreeView } from '../../shared/treeIndex.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import type { FileStatistics } from '../statistics/fileStatistics.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';
import { dependsOnFigures } from './treeFilter.ts';

/** Rows, and the view that they are the rows of: while another view is asked for, the old one still stands here. */
export interface ArrangedRows extends Arrangement {
  readonly view: TreeView;
}

let views = 0;

/**
 * The rows of a view of the tree. The latest view wins; earlier rows stay until the new ones come. Memoise the view. A view
 * that goes by statistics is asked for again whenever a question about them has ended.
 */
export function useArrangement(file: ReadyFile, view: TreeView, statistics: FileStatistics): Answer<ArrangedRows> {
  const name = useMemo(() => nameQuestion(file, view), [file, view]);
  const answers = useSyncExternalStore(statistics.subscribe, statistics.answers);
  const key = dependsOnFigures(view) ? `${name}#${answers}` : name;
  return useQuestion(key, async () => ({ view, ...(await file.engine.arrangeTree({ file: file.id, view })) }));
}

/** Views are compared by identity: each gets a number of its own. */
function nameQuestion(file: ReadyFile, _view: TreeView): string {
  views += 1;
  return `${file.id}#${file.generation}#${views}`;
}
