import { useMemo } from 'react';
import type { Arrangement, TreeView } from '../../shared/treeIndex.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';
import { dependsOnFigures } from './treeFilter.ts';

/** Rows, and the view that they are the rows of: while another view is asked for, the old one still stands here. */
export interface ArrangedRows extends Arrangement {
  readonly view: TreeView;
}

export interface ArrangementParams {
  /** Memoise it: views are compared by identity. */
  readonly view: TreeView;
  readonly arrange: (view: TreeView, signal: AbortSignal) => Promise<Arrangement>;
  /** Grows whenever figures have come: a view that goes by figures is then arranged anew. Absent: all are there. */
  readonly figures?: number;
}

let views = 0;

/** The rows of a view of a tree. The latest view wins; earlier rows stay until the new ones come. */
export function useArrangement({ view, arrange, figures = 0 }: ArrangementParams): Answer<ArrangedRows> {
  const name = useMemo(() => nameQuestion(view), [view]);
  const key = dependsOnFigures(view) ? `${name}#${figures}` : name;
  return useQuestion(key, async (signal) => ({ view, ...(await arrange(view, signal)) }));
}

/** Each view gets a number of its own. */
function nameQuestion(_view: TreeView): string {
  views += 1;
  return String(views);
}
