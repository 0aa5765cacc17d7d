import { toErrorData } from '../../shared/inspectError.ts';
import { useActions } from '../store/appContext.ts';
import type { Side } from './listMatchActions.ts';
import type { Pair } from './pair.ts';
import type { ComparedTree } from './useComparisonTree.ts';

/** Shows a row of a comparison in the tree of one of the files; which row it is there, the engine is asked. */
export function useShowInTree(pair: Pair, { section }: ComparedTree): (side: Side, node: number) => void {
  const actions = useActions();
  return (side, node) => {
    pair.engine.describeMatch({ comparison: pair.comparison, section, node }).then(
      ({ [side]: tensor }) => {
        if (tensor) actions().goToNode(pair[side].id, tensor.node);
      },
      (error: unknown) => actions().setNotice(toErrorData(error)),
    );
  };
}
