import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { NodeFlag } from '../../shared/treeIndex.ts';
import type { Pacer } from '../pacer.ts';
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
import { type NewNode, TreeBuilder } from './treeBuilder.ts';
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
const BARE_VALUE = '(value)';

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
    const node =
      visit.step === undefined ? this.#addRoot(visit.value) : this.#builder.add(this.#describe(visit, visit.step));
    this.#nodeOf.push(node);
    if (visit.depth === 1 && this.#topNodes.length < MAX_TOP_NODES) this.#topNodes.push(node);
    if (visit.first) return;
    const { value } = visit;
    if (typeof value === 'object' && value?.kind === 'tensor') this.#countSharer(value);
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
    const type = typeName(value);
    const common = { value, type, summary: summarizeValue(value) };
    const isBare = countChildren(value) === 0 || valueKind(value) === 'tensor';
    const root = { ...common, parent: -1, step: StepKind.inner, kind: 'root', label: '' } as const;
    const node = this.#builder.add({ ...root, children: isBare ? 1 : countChildren(value) });
    if (!isBare) return node;
    return this.#builder.add({ ...root, ...this.#describeValue(value, undefined), parent: node, label: BARE_VALUE });
  }

  #describe(visit: Visit, step: PathStep): NewNode {
    const place = this.#placeOf(visit, step);
    return { ...place, ...this.#describeValue(visit.value, visit.first) };
  }

  #describeValue(value: PyValue, first: Visit | undefined): Omit<NewNode, 'parent' | 'label' | 'step'> {
    const kind = valueKind(value);
    const type = typeName(value);
    const repeats = first && { repeats: this.#nodeOf.at(first.id) };
    if (typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray')) {
      const flags = value.kind === 'tensor' ? this.#tensorFlags(value) : 0;
      return { kind, value, type, flags, figures: tensorFigures(value), ...repeats };
    }
    const summary = summarizeValue(value);
    if (first) return { kind: kind === 'storage' ? kind : 'ref', value, type, summary, ...repeats };
    return { kind, value, type, summary, children: countChildren(value) };
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

  #placeOf(visit: Visit, step: PathStep): Pick<NewNode, 'parent' | 'label' | 'step'> {
    const parent = visit.parent ? this.#nodeOf.at(visit.parent.id) : 0;
    if (typeof step === 'number') {
      return { parent, label: String(step), step: visit.isArgument ? StepKind.argument : StepKind.index };
    }
    if (typeof step === 'object') return { parent, ...placeByName(step) };
    const modules = visit.parent && this.#modules.get(visit.parent.id);
    const prefix = prefixOf(step);
    if (!modules || prefix === undefined || !modules.has(prefix)) return { parent, label: step, step: StepKind.string };
    const module = this.#moduleNode(modules, prefix, parent);
    this.#builder.countChild(module);
    return { parent: module, label: lastPart(step), step: StepKind.string };
  }

  /** The node of a module, made where it is first needed, like those above it. */
  #moduleNode(modules: ModuleNodes, prefix: string, dict: number): number {
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
      node = this.#builder.add({
        parent: node,
        kind: 'module',
        step: StepKind.inner,
        label: lastPart(one),
        value: undefined,
        type: '',
      });
      modules.set(one, node);
    }
    return node;
  }
}

function placeByName(step: Exclude<PathStep, string | number>): Pick<NewNode, 'label' | 'step'> {
  if ('key' in step) return { label: step.key, step: StepKind.key };
  return 'attr' in step ? { label: step.attr, step: StepKind.attr } : { label: step.kwarg, step: StepKind.kwarg };
}
