import { useMemo } from 'react';
import type { Arrangement, TreeView } from '../../shared/treeIndex.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';

let views = 0;

/** The rows of a view of the tree. The latest view wins; earlier rows stay until the new ones come. Memoise the view. */
export function useArrangement(file: ReadyFile, view: TreeView): Answer<Arrangement> {
  const key = useMemo(() => nameView(file, view), [file, view]);
  return useQuestion(key, () => file.engine.arrangeTree({ file: file.id, view }));
}

function nameView(file: ReadyFile, _view: TreeView): string {
  views += 1;
  return `${file.id}#${file.generation}#${views}`;
}
