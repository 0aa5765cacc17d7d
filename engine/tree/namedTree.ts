import type { PathStep } from '../../shared/pathStep.ts';
import type { Pacer } from '../pacer.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import { buildTree } from './buildTree.ts';
import type { Tree } from './tree.ts';

/** A tensor under the path that a tree of several files shows it by. */
export interface NamedTensor {
  readonly path: readonly PathStep[];
  readonly value: TensorValue | NdarrayValue;
}

export interface NamedTree {
  readonly tree: Tree;
  /** The row of each tensor, in the order of the list. */
  readonly nodeOf: Uint32Array;
  /** The tensor of each row, by its place in the list; −1 for groups. */
  readonly tensorOf: Int32Array;
  /** Steps that all paths began with: they have no rows. */
  readonly prefix: readonly PathStep[];
}

/**
 * A tree of tensors by their paths alone, for what spans several files. Leading steps that all paths share have no rows of their own;
 * keys with dots open modules, as in the tree of a file. Every tensor of the list gets a row, whatever it shares with others.
 */
export async function buildNamedTree(tensors: readonly NamedTensor[], pacer: Pacer): Promise<NamedTree> {
  const prefix = findPrefix(tensors.map(({ path }) => path));
  const leaves = new Map<PyValue, number>();
  const root = new Group();
  for (const [place, { path, value }] of tensors.entries()) {
    // A row of its own, even for a tensor that another row shows.
    const leaf = { ...value };
    leaves.set(leaf, place);
    root.add(path.slice(prefix.length), leaf);
  }
  const { tree } = await buildTree({ root: root.toDict(), findings: [], moments: new Set() }, pacer);
  const nodeOf = new Uint32Array(tensors.length);
  const tensorOf = new Int32Array(tree.index.nodes).fill(-1);
  for (let node = 0; node < tree.index.nodes; node++) {
    const place = leaves.get(tree.values[node] ?? null);
    if (place === undefined) continue;
    nodeOf[place] = node;
    tensorOf[node] = place;
  }
  return { tree, nodeOf, tensorOf, prefix };
}

/** The steps that all paths begin with; each path keeps its last step. */
function findPrefix(paths: readonly (readonly PathStep[])[]): readonly PathStep[] {
  const [first = []] = paths;
  const shortest = paths.reduce((length, path) => Math.min(length, path.length), first.length);
  let length = 0;
  while (length < shortest - 1 && paths.every((path) => isSameStep(path[length], first[length]))) length++;
  return first.slice(0, length);
}

function isSameStep(a: PathStep | undefined, b: PathStep | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A dictionary while it is filled. */
class Group {
  readonly #members = new Map<string, { readonly key: PyValue; readonly value: Group | TensorValue | NdarrayValue }>();

  add(path: readonly PathStep[], leaf: TensorValue | NdarrayValue): void {
    const [step = '', ...rest] = path;
    const id = JSON.stringify(step);
    const key = typeof step === 'object' ? formatPathName([step]) : step;
    if (rest.length === 0) {
      // Two tensors of one path, as a moment may have: both have rows.
      this.#members.set(this.#members.has(id) ? `${id} ${this.#members.size}` : id, { key, value: leaf });
      return;
    }
    const known = this.#members.get(id)?.value;
    const group = known instanceof Group ? known : new Group();
    if (known !== group) this.#members.set(known === undefined ? id : `${id} group`, { key, value: group });
    group.add(rest, leaf);
  }

  toDict(): PyDict {
    const members = [...this.#members.values()];
    return {
      kind: 'dict',
      type: 'builtins.dict',
      keys: members.map(({ key }) => key),
      values: members.map(({ value }) => (value instanceof Group ? value.toDict() : value)),
    };
  }
}
