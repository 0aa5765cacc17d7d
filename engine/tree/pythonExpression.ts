import type { PathStep } from '../../shared/pathStep.ts';

/** The variable that holds what `torch.load` gave, as the expressions write it. */
const ROOT = 'ck';

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

/** A step with what Python needs to know about the value that it leaves: only these can be indexed by numbers. */
export interface PythonStep {
  readonly step: PathStep;
  readonly from: 'mapping' | 'sequence' | 'object' | 'set';
}

/**
 * A Python expression that reaches a value after loading: `ck["state_dict"]["a.weight"]`. Undefined where there is none: a
 * set's member, an argument of a call, a key that is no literal.
 */
export function writePython(steps: readonly PythonStep[]): string | undefined {
  let expression = ROOT;
  for (const { step, from } of steps) {
    if (typeof step === 'string') expression += `[${quotePython(step)}]`;
    else if (typeof step === 'number') {
      if (from !== 'sequence') return undefined;
      expression += `[${step}]`;
    } else if ('attr' in step) expression = writeAttribute(expression, step.attr);
    else if ('key' in step && from !== 'set' && LITERAL_KEY.test(step.key)) expression += `[${step.key}]`;
    else return undefined;
  }
  return expression;
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
