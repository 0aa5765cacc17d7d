import { isSameStep, type PathStep } from '../../shared/pathStep.ts';
import { NodeFlag } from '../../shared/treeIndex.ts';
import type { Pacer } from '../pacer.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import { isTensor } from '../values/isTensor.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { typeName } from '../values/typeName.ts';
import { BARE_VALUE, placeByName } from './buildTree.ts';
import { lastPart, modulesOf } from './moduleKeys.ts';
import { tensorFigures } from './tensorFigures.ts';
import { StepKind, type Tree } from './tree.ts';
import { groupContent, type NodeContent, type NodePlace, TreeBuilder } from './treeBuilder.ts';

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
 * keys with dots open modules, as in the tree of a file. Every tensor of the list gets a row, whatever it shares with others: storages
 * of several files are not told apart, so no row has one. Rows of groups have no value.
 */
export async function buildNamedTree(tensors: readonly NamedTensor[], pacer: Pacer): Promise<NamedTree> {
  const prefix = findPrefix(tensors);
  const growth = new NamedGrowth();
  await paceSteps(growInSteps(growth, tensors, prefix.length), pacer);
  const { tree, position } = growth.finish();
  const nodeOf = Uint32Array.from(growth.made, (made) => position[made] ?? 0);
  const tensorOf = new Int32Array(tree.index.nodes).fill(-1);
  nodeOf.forEach((node, place) => {
    tensorOf[node] = place;
  });
  return { tree, nodeOf, tensorOf, prefix };
}

function growInSteps(growth: NamedGrowth, tensors: readonly NamedTensor[], skipped: number): Steps<undefined> {
  return stepThrough(tensors, ({ path, value }) => growth.add(path, skipped, value));
}

/** The steps that all paths begin with; each path keeps its last step. */
function findPrefix(tensors: readonly NamedTensor[]): readonly PathStep[] {
  const first = tensors[0]?.path ?? [];
  let length = Math.max(0, first.length - 1);
  for (const { path } of tensors) {
    length = Math.min(length, Math.max(0, path.length - 1));
    let same = 0;
    while (same < length && isSameStep(path[same], first[same])) same++;
    length = same;
  }
  return first.slice(0, length);
}

/** Groups of a group by what leads to them. */
interface Group {
  readonly made: number;
  readonly groups: Map<string, Group>;
}

class NamedGrowth {
  readonly #builder = new TreeBuilder();
  readonly #root: Group;
  /** The node of each tensor, as the builder numbers it. */
  readonly made: number[] = [];

  constructor() {
    const made = this.#builder.add({ parent: -1, label: '', step: StepKind.inner }, groupContent('root'));
    this.#root = { made, groups: new Map() };
  }

  add(path: readonly PathStep[], skipped: number, value: TensorValue | NdarrayValue): void {
    let group = this.#root;
    for (let at = skipped; at < path.length - 1; at++) group = this.#enter(group, path[at] ?? '', 'dict');
    const step = path.at(-1) ?? BARE_VALUE;
    const modules = typeof step === 'string' ? modulesOf(step) : [];
    for (const module of modules) group = this.#enter(group, module, 'module');
    this.#builder.countChild(group.made);
    const place = placeOf(group.made, modules.length > 0 && typeof step === 'string' ? lastPart(step) : step);
    this.made.push(this.#builder.add(place, tensorContent(value)));
  }

  finish(): ReturnType<TreeBuilder['finish']> {
    return this.#builder.finish();
  }

  #enter(above: Group, step: PathStep, kind: 'dict' | 'module'): Group {
    const key = `${kind} ${JSON.stringify(step)}`;
    const known = above.groups.get(key);
    if (known !== undefined) return known;
    this.#builder.countChild(above.made);
    const place = placeOf(above.made, step);
    const inner = kind === 'module' ? { ...place, step: StepKind.inner } : place;
    const group = { made: this.#builder.add(inner, groupContent(kind)), groups: new Map<string, Group>() };
    above.groups.set(key, group);
    return group;
  }
}

function placeOf(parent: number, step: PathStep): NodePlace {
  if (typeof step === 'object') return placeByName(parent, step);
  return { parent, label: String(step), step: typeof step === 'string' ? StepKind.string : StepKind.index };
}

function tensorContent(value: TensorValue | NdarrayValue): NodeContent {
  return {
    kind: value.kind,
    value,
    type: typeName(value),
    summary: '',
    children: 0,
    flags: isTensor(value) && value.requiresGrad ? NodeFlag.requiresGrad : 0,
    figures: { ...tensorFigures(value), storage: -1 },
    repeats: undefined,
  };
}
