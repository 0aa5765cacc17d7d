import type { PathStep } from '../../shared/pathStep.ts';
import { stepsTo } from './nodePath.ts';
import { StepKind, type Tree } from './tree.ts';

/** The variable that holds what `torch.load` gave, as the expressions write it. */
export const ROOT = 'ck';

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const KEYWORDS = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
/** Python literals that a `repr` can be: whole numbers, finite floats, True, False, None, str and bytes. */
const LITERAL = String.raw`(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|True|False|None|b?'(?:[^'\\]|\\.)*'|b?"(?:[^"\\]|\\.)*")`;
const LITERAL_KEY = new RegExp(`^(?:${LITERAL}|\\((?:${LITERAL}, )*${LITERAL},?\\)|\\(\\))$`, 's');
/** Characters that a terminal or an editor would act on instead of showing: controls and bidirectional marks. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A Python expression that reaches a node's value after loading: `ck["state_dict"]["a.weight"]`. Undefined where there is
 * none: a module, a member of a set, an argument of a call, a key that is no literal. `root` stands for what was loaded.
 */
export function pythonExpression(tree: Tree, node: number, root: string = ROOT): string | undefined {
  if (tree.values[node] === undefined) return undefined;
  let expression = root;
  for (const { step, last } of stepsTo(tree, node)) {
    const next = writeStep(expression, step, tree, last);
    if (next === undefined) return undefined;
    expression = next;
  }
  return expression;
}

function writeStep(expression: string, step: PathStep, tree: Tree, node: number): string | undefined {
  if (typeof step === 'string') return `${expression}[${quotePython(step)}]`;
  if (typeof step === 'number') return tree.steps[node] === StepKind.index ? `${expression}[${step}]` : undefined;
  if ('attr' in step) return writeAttribute(expression, step.attr);
  const holder = tree.values[tree.index.parent[node] ?? 0];
  const isMember = typeof holder === 'object' && holder?.kind === 'set';
  return 'key' in step && !isMember && LITERAL_KEY.test(step.key) ? `${expression}[${step.key}]` : undefined;
}

function writeAttribute(expression: string, name: string): string {
  if (IDENTIFIER.test(name) && !KEYWORDS.has(name)) return `${expression}.${name}`;
  return `getattr(${expression}, ${quotePython(name)})`;
}

/** A Python string literal. JSON's escapes are Python's too; what cannot be seen is escaped as well. */
export function quotePython(text: string): string {
  return JSON.stringify(text).replaceAll(UNSEEN, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
