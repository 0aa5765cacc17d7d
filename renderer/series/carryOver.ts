import type { Expansion, TreeIndex } from '../../shared/treeIndex.ts';
import { nameOf, type TreeModel } from '../grid/treeModel.ts';
import type { TreeState } from '../store/treeState.ts';

/** Whether two trees have the same rows under the same names, so that node numbers of one are those of the other. */
export function sameRows(a: TreeIndex, b: TreeIndex): boolean {
  return (
    a.nodes === b.nodes &&
    equal(a.parent, b.parent) &&
    equal(a.label, b.label) &&
    equal(a.strings.offsets, b.strings.offsets) &&
    equal(a.strings.bytes, b.strings.bytes)
  );
}

/** The state of a tree for another tree, in which the same names may have other numbers. Rows that are gone are forgotten. */
export function carryOver(state: TreeState, before: TreeModel, after: TreeModel): TreeState {
  const find = createFinder(after);
  const carry = (node: number): number | undefined => find(nameOf(before, node));
  const { expansion, selection } = state;
  const { active, anchor } = selection;
  const nodes = carryNodes(selection.nodes, carry);
  const newActive = active === undefined ? undefined : carry(active);
  return {
    ...state,
    expansion: expansion && carryExpansion(expansion, carry),
    selection: {
      active: newActive,
      anchor: anchor === undefined ? undefined : carry(anchor),
      nodes: nodes.length === 0 && newActive !== undefined ? Uint32Array.of(newActive) : nodes,
    },
    reveal: undefined,
  };
}

function carryExpansion({ base, toggled }: Expansion, carry: (node: number) => number | undefined): Expansion {
  return { base, toggled: carryNodes(toggled, carry) };
}

function carryNodes(nodes: Uint32Array, carry: (node: number) => number | undefined): Uint32Array {
  return Uint32Array.from(Array.from(nodes).flatMap((node) => carry(node) ?? [])).sort();
}

/** Finds nodes by their names; of several with one name the first. */
function createFinder(model: TreeModel): (name: string) => number | undefined {
  const nodes = new Map<string, number>();
  for (let node = model.index.nodes - 1; node > 0; node--) nodes.set(nameOf(model, node), node);
  return (name) => nodes.get(name);
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
