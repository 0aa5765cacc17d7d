import { useState } from 'react';
import type { ComparisonTree, TensorSection } from '../../shared/comparison.ts';
import { createTreeModel, type TreeModel } from '../grid/treeModel.ts';
import { useQuestion, type Answer } from '../store/useQuestion.ts';
import type { Pair } from './pair.ts';

/** A tree of a comparison, made ready for the screen. */
export interface ComparedTree {
  /** Names the tree among all that the window knows. */
  readonly key: string;
  readonly section: TensorSection;
  readonly tree: ComparisonTree;
  readonly model: TreeModel;
}

/** One of the two trees of a comparison; undefined section: none. A tree that is looked at again is there at once. */
export function useComparisonTree(pair: Pair, section: TensorSection | undefined): Answer<ComparedTree> {
  const [known] = useState(() => new Map<string, Promise<ComparedTree>>());
  return useQuestion(section && treeKey(pair, section), () => {
    const shown = section ?? 'tensors';
    const key = treeKey(pair, shown);
    const before = known.get(key);
    if (before) return before;
    const asked = pair.engine
      .comparisonTree({ comparison: pair.comparison, section: shown })
      .then((tree) => ({ key, section: shown, tree, model: createTreeModel(tree.index) }));
    known.set(key, asked);
    // A question that failed may be asked again.
    asked.catch(() => known.delete(key));
    return asked;
  });
}

/** Names the tree of one section among all that the window knows. */
export function treeKey(pair: Pair, section: TensorSection): string {
  return `${pair.key}|${section}`;
}
