import type { TreeIndex } from '../../shared/treeIndex.ts';
import type { PyValue } from '../values/pyValue.ts';

/**
 * What a node's label means as a step of its path ({@link Tree.steps}). `inner`: a module, no step of its own; `argument`: a
 * positional argument of a call, a number like `index`, but nothing that an index reaches.
 */
export const StepKind = { inner: 0, string: 1, index: 2, key: 3, attr: 4, kwarg: 5, argument: 6 } as const;
export type StepKind = (typeof StepKind)[keyof typeof StepKind];

/**
 * The tree of a checkpoint as the engine keeps it: the index that crosses to a front door, and what leads from a row back
 * to its value. Node numbers are those of the index.
 */
export interface Tree {
  readonly index: TreeIndex;
  /** A {@link StepKind} per node. */
  readonly steps: Uint8Array;
  /** The value behind each node; undefined for modules. The objects belong to the opened file. */
  readonly values: readonly (PyValue | undefined)[];
  /** For a repeated row, the node that shows its tensor or value first. */
  readonly firstOf: ReadonlyMap<number, number>;
  /** Labels that UTF-8 cannot hold (lone surrogates). */
  readonly exactLabels: ReadonlyMap<number, string>;
}
