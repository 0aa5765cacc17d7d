import type { PathStep } from '../../shared/pathStep.ts';
import { KIND_CODE } from './kindCodes.ts';
import { readString } from './stringTable.ts';
import { StepKind, type Tree } from './tree.ts';

type Line = Pick<Tree, 'index' | 'steps' | 'exactLabels'>;

/** A node's label, exactly as the file has it. */
export function labelOf(tree: Line, node: number): string {
  return tree.exactLabels.get(node) ?? readString(tree.index.strings, tree.index.label[node] ?? 0);
}

/** The nodes from the root's child down to `node`. */
function lineTo(tree: Line, node: number): number[] {
  const line: number[] = [];
  for (let above = node; above > 0; above = tree.index.parent[above] ?? 0) line.push(above);
  return line.toReversed();
}

/** The path of the value that a node shows; for a module, of the dictionary whose keys it groups. */
export function pathOf(tree: Line, node: number): readonly PathStep[] {
  return stepsTo(tree, node).map(({ step }) => step);
}

/** The steps to a node, each with the node that it leads to. */
export function stepsTo(tree: Line, node: number): readonly { readonly step: PathStep; readonly last: number }[] {
  const steps: { step: PathStep; last: number }[] = [];
  let prefix = '';
  for (const last of lineTo(tree, node)) {
    const label = labelOf(tree, last);
    if (tree.steps[last] === StepKind.inner) {
      prefix += `${label}.`;
      continue;
    }
    steps.push({ step: makeStep(tree.steps[last], prefix + label), last });
    prefix = '';
  }
  return steps;
}

function makeStep(kind: number | undefined, label: string): PathStep {
  if (kind === StepKind.index || kind === StepKind.argument) return Number(label);
  if (kind === StepKind.key) return { key: label };
  if (kind === StepKind.attr) return { attr: label };
  return kind === StepKind.kwarg ? { kwarg: label } : label;
}

/** The dotted name of a node, modules included. The row of a file that is one bare value has none. */
export function nameOf(tree: Line, node: number): string {
  const named = lineTo(tree, node).filter((one) => tree.steps[one] !== StepKind.inner || isModule(tree, one));
  return named.map((one) => labelOf(tree, one)).join('.');
}

function isModule(tree: Line, node: number): boolean {
  return tree.index.kind[node] === KIND_CODE.module;
}
