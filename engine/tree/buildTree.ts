import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { NodeFlag } from '../../shared/treeIndex.ts';
import type { Pacer } from '../pacer.ts';
import { isTensor, isTensorOrArray } from '../values/isTensor.ts';
import type { PyValue } from '../values/pyValue.ts';
import { summarizeValue } from '../values/summarizeValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { typeName } from '../values/typeName.ts';
import { type Visit, startWalk } from '../values/walkValues.ts';
import { Column } from './column.ts';
import { FindingPaths } from './findingPaths.ts';
import { type ModuleNodes, lastPart, listModules, prefixOf } from './moduleKeys.ts';
import { isView, tensorFigures } from './tensorFigures.ts';
import { StepKind, type Tree } from './tree.ts';
import { groupContent, type NodeContent, type NodePlace, TreeBuilder } from './treeBuilder.ts';
import { countChildren, valueKind } from './valueKind.ts';

/** What a tree is made of. */
export interface TreeContent {
  readonly root: PyValue;
  readonly findings: readonly Finding[];
  /** Tensors that belong to an optimizer's state. */
  readonly moments: { has(tensor: TensorValue): boolean };
}

export interface BuiltTree {
  readonly tree: Tree;
  /** The node that each finding points at. */
  readonly findingNodes: readonly (number | undefined)[];
  /** The nodes of what the root holds, in the file's order: the first {@link MAX_TOP_NODES}. */
  readonly topNodes: readonly number[];
}

/** Nodes of the root's members that are listed; a root with more is a flat state dict. */
const MAX_TOP_NODES = 10_000;

/**
 * Builds the tree of a checkpoint, every value once: repeated containers become `ref` rows, repeated tensors rows of their
 * own. Keys with dots that lead to tensors are gathered under modules, each at the place of its first key; within a module
 * the file's order is kept. A key that is also the prefix of others stays a row of its own beside the module.
 *
 * Progress goes to `onRows`: the rows so far. A file that is one bare value (a tensor, a number) gets one row with an empty path.
 */
export async function buildTree(
  content: TreeContent,
  pacer: Pacer,
  onRows: (rows: number) => void = () => {},
): Promise<BuiltTree> {
  const growth = new TreeGrowth(content);
  const walk = startWalk(content.root, {
    enter: (visit) => growth.enter(visit),
    leave: (visit) => growth.leave(visit),
  });
  while (walk.advance(VISITS_PER_LOOK)) {
    if (!pacer.isDue()) continue;
    onRows(growth.rows);
    await pacer.pause();
  }
  return growth.finish();
}

/** Places walked between two looks at the clock. */
const VISITS_PER_LOOK = 500;

/** Label of the row that shows a file's one bare value. */
export const BARE_VALUE = '(value)';

const ROOT_PLACE: NodePlace = { parent: -1, label: '', step: StepKind.inner };
const MODULE: NodeContent = groupContent('module');

class TreeGrowth {
  readonly #content: TreeContent;
  readonly #builder = new TreeBuilder();
  /** Node made for each visit, by the visit's number. */
  readonly #nodeOf = new Column((length) => new Uint32Array(length));
  /** Modules of the dictionaries that are being walked, by the visit's number. */
  readonly #modules = new Map<number, ModuleNodes>();
  readonly #paths: FindingPaths;
  readonly #findingNodes: (number | undefined)[];
  readonly #topNodes: number[] = [];
  /** Distinct tensors of each storage, by its number. */
  readonly #sharers = new Column((length) => new Uint32Array(length));

  constructor(content: TreeContent) {
    this.#content = content;
    this.#paths = new FindingPaths(content.findings);
    this.#findingNodes = content.findings.map(() => undefined);
  }

  get rows(): number {
    return this.#builder.length;
  }

  enter(visit: Visit): void {
    const { step, value } = visit;
    const node =
      step === undefined
        ? this.#addRoot(value)
        : this.#builder.add(this.#placeOf(visit, step), this.#describe(value, visit.first));
    this.#nodeOf.push(node);
    if (visit.depth === 1 && this.#topNodes.length < MAX_TOP_NODES) this.#topNodes.push(node);
    if (visit.first) return;
    if (isTensor(value)) this.#countSharer(value);
    if (typeof value === 'object' && value?.kind === 'dict') {
      const modules = listModules(value);
      if (modules) this.#modules.set(visit.id, modules);
    }
    for (const finding of this.#paths.at(visit)) {
      this.#findingNodes[finding] = node;
      this.#builder.addFlag(node, NodeFlag.finding);
    }
  }

  leave(visit: Visit): void {
    this.#modules.delete(visit.id);
  }

  finish(): BuiltTree {
    const { tree, position } = this.#builder.finish();
    const { storage, flags } = tree.index;
    for (let node = 0; node < tree.index.nodes; node++) {
      const sharers = (storage[node] ?? -1) < 0 ? 0 : this.#sharers.at(storage[node] ?? 0);
      if (sharers > 1) flags[node] = (flags[node] ?? 0) | NodeFlag.sharedStorage;
    }
    const findingNodes = this.#findingNodes.map((made) => (made === undefined ? undefined : position[made]));
    return { tree, findingNodes, topNodes: this.#topNodes.map((made) => position[made] ?? 0) };
  }

  #addRoot(value: PyValue): number {
    const content = this.#describe(value, undefined);
    const isBare = content.children === 0 || content.kind === 'tensor';
    const children = isBare ? 1 : content.children;
    const root = this.#builder.add(ROOT_PLACE, { ...content, kind: 'root', children, flags: 0, figures: undefined });
    if (!isBare) return root;
    return this.#builder.add({ parent: root, label: BARE_VALUE, step: StepKind.inner }, content);
  }

  #describe(value: PyValue, first: Visit | undefined): NodeContent {
    const kind = valueKind(value);
    const hasFigures = isTensorOrArray(value);
    return {
      kind: first && !hasFigures && kind !== 'storage' ? 'ref' : kind,
      value,
      type: typeName(value),
      summary: hasFigures ? '' : summarizeValue(value),
      children: first ? 0 : countChildren(value),
      flags: isTensor(value) ? this.#tensorFlags(value) : 0,
      figures: hasFigures ? tensorFigures(value) : undefined,
      repeats: first && this.#nodeOf.at(first.id),
    };
  }

  #tensorFlags(tensor: TensorValue): number {
    return (
      (tensor.requiresGrad ? NodeFlag.requiresGrad : 0) |
      (isView(tensor) ? NodeFlag.view : 0) |
      (this.#content.moments.has(tensor) ? NodeFlag.moment : 0)
    );
  }

  #countSharer({ storage }: TensorValue): void {
    if (!storage) return;
    while (this.#sharers.length <= storage.index) this.#sharers.push(0);
    this.#sharers.set(storage.index, this.#sharers.at(storage.index) + 1);
  }

  #placeOf(visit: Visit, step: PathStep): NodePlace {
    const parent = visit.parent ? this.#nodeOf.at(visit.parent.id) : 0;
    if (typeof step === 'number') {
      return { parent, label: String(step), step: visit.isArgument ? StepKind.argument : StepKind.index };
    }
    if (typeof step === 'object') return placeByName(parent, step);
    const modules = visit.parent && this.#modules.get(visit.parent.id);
    const prefix = prefixOf(step);
    if (!modules || prefix === undefined || !modules.has(prefix)) return { parent, label: step, step: StepKind.string };
    const module = modules.get(prefix) ?? this.#makeModules(modules, prefix, parent);
    this.#builder.countChild(module);
    return { parent: module, label: lastPart(step), step: StepKind.string };
  }

  /** Makes the node of a module where it is first needed, and those above it that are not there yet. */
  #makeModules(modules: ModuleNodes, prefix: string, dict: number): number {
    const missing: string[] = [];
    let node = dict;
    for (let one: string | undefined = prefix; one !== undefined; one = prefixOf(one)) {
      const known = modules.get(one);
      if (known !== undefined) {
        node = known;
        break;
      }
      missing.push(one);
    }
    for (const one of missing.toReversed()) {
      if (node !== dict) this.#builder.countChild(node);
      node = this.#builder.add({ parent: node, label: lastPart(one), step: StepKind.inner }, MODULE);
      modules.set(one, node);
    }
    return node;
  }
}

/** The place of a node that a step by name leads to. */
export function placeByName(parent: number, step: Exclude<PathStep, string | number>): NodePlace {
  if ('key' in step) return { parent, label: step.key, step: StepKind.key };
  if ('attr' in step) return { parent, label: step.attr, step: StepKind.attr };
  return { parent, label: step.kwarg, step: StepKind.kwarg };
}
