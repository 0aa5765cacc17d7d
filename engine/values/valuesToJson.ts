import { InspectError } from '../../shared/inspectError.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { LIMITS } from '../limits.ts';
import { isKind } from './isKind.ts';
import { JsonStream, stringifyJson } from './jsonText.ts';
import { leafJson } from './leafJson.ts';
import type { NdarrayValue, PyValue, TensorValue } from './pyValue.ts';
import { callableName } from './typeName.ts';
import { pathOf, type Visit, walkValues } from './walkValues.ts';

/** A tensor or array and where it is, in the order of the list that the JSON refers to. */
interface ListedTensor {
  readonly value: TensorValue | NdarrayValue;
  readonly path: readonly PathStep[];
}

/**
 * A whole value as the machine interface prints it (contract, `values`): `{"$dict": type, "items": [[step, value], …]}` and
 * so on, each container once and by `{"$ref": path}` where it is met again. Integers beyond 2^53 and floats are exact. It is
 * written while the value is walked. Errors, while it is written: `pickle/limit` beyond `LIMITS.valueTextLength`.
 *
 * Beyond the contract: `{"$complex": [re, im]}`, `{"$persistent": repr}`, `type` of a frozenset and a bytearray, `args` of a
 * defaultdict, and of an object the `state` that is no set of attributes, and the `callable` that a call made. An object
 * with both items and entries has pairs for both.
 */
export function valuesToJson(root: PyValue, tensors: readonly ListedTensor[]): JsonStream {
  return new JsonStream((write) => writeValues(root, tensors, write));
}

function writeValues(root: PyValue, tensors: readonly ListedTensor[], write: (piece: string) => void): void {
  let left = LIMITS.valueTextLength;
  const writing: Writing = {
    write(piece) {
      left -= piece.length;
      if (left < 0) throw tooMuchText();
      write(piece);
    },
    indexOf: indexTensors(tensors),
    open: [],
    texts: new Map(),
  };
  walkValues(root, {
    enter: (visit) => enterPlace(writing, visit),
    leave: () => leavePlace(writing),
    skipArgument(object, step, first) {
      const place = { value: first.value, step, parent: object, isArgument: true };
      writing.write(`${startChild(writing, place)}${referTo(first)}${writing.open.at(-1)?.childEnd ?? ''}`);
    },
  });
}

interface Writing {
  readonly write: (piece: string) => void;
  readonly indexOf: (visit: Visit) => number | null;
  readonly open: Level[];
  /** Where long texts and integers were written first. */
  readonly texts: Map<string | bigint, Visit>;
}

/** A place that has been begun. */
interface Level {
  /** The value whose children follow; undefined for a leaf, which is complete. */
  readonly value: PyValue | undefined;
  /** The field that the children are being written to. */
  field: string;
  /** What ends that field: `]` of a list. */
  fieldEnd: string;
  /** Children in the field so far. */
  count: number;
  /** What follows the child that is being written. */
  childEnd: string;
  /** What ends the place itself. */
  readonly end: string;
}

type Child = Pick<Visit, 'value' | 'step' | 'parent' | 'isArgument'>;

function enterPlace(writing: Writing, visit: Visit): void {
  const before = startChild(writing, visit);
  const container = visit.first === undefined || isTensor(visit.value) ? openContainer(writing, visit) : undefined;
  if (container === undefined) {
    writing.write(before + leafText(writing, visit));
    writing.open.push(LEAF);
    return;
  }
  writing.write(before + container.start);
  const { field, end } = container;
  writing.open.push({ value: visit.value, field, fieldEnd: field === '' ? '' : ']', count: 0, childEnd: '', end });
}

const LEAF: Level = { value: undefined, field: '', fieldEnd: '', count: 0, childEnd: '', end: '' };

function leavePlace(writing: Writing): void {
  const level = writing.open.pop();
  const after = writing.open.at(-1)?.childEnd ?? '';
  const text = `${level?.fieldEnd ?? ''}${level?.end ?? ''}${after}`;
  if (text !== '') writing.write(text);
}

/** How a container begins, the field that is then open, and how the container ends. Undefined for a leaf. */
function openContainer(
  writing: Writing,
  visit: Visit,
): { readonly start: string; readonly field: string; readonly end: string } | undefined {
  const { value } = visit;
  if (typeof value !== 'object' || value === null) return undefined;
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return { start: `{"$${value.kind}":[`, field: 'items', end: '}' };
    case 'set':
      return {
        start: '{"$set":[',
        field: 'items',
        end: value.type === 'builtins.set' ? '}' : `,"type":"${value.type}"}`,
      };
    case 'dict': {
      const args = value.args?.map((argument) => leafJson(argument));
      const start = stringifyJson({ $dict: value.type, args });
      return { start: `${start.slice(0, -1)},"items":[`, field: 'items', end: '}' };
    }
    case 'object':
      return { start: `{"$object":${JSON.stringify(callableName(value))}`, field: '', end: '}' };
    case 'tensor':
    case 'ndarray':
      return { start: `{"$${value.kind}":${writing.indexOf(visit)}`, field: '', end: '}' };
    case 'float':
    case 'complex':
    case 'bytes':
    case 'global':
    case 'torch':
    case 'storage':
    case 'persistent':
    default:
      return undefined;
  }
}

/** Opens the field that a child belongs to, and answers with what stands before the child. */
function startChild(writing: Writing, child: Child): string {
  const level = writing.open.at(-1);
  if (level === undefined) return '';
  const { field, name, single } = fieldOf(level, child);
  let before = level.count > 0 ? ',' : '';
  if (field !== level.field) {
    before = `${level.fieldEnd},"${field}":${single === true ? '' : '['}`;
    level.field = field;
    level.fieldEnd = single === true ? '' : ']';
    level.count = 0;
  }
  level.count += 1;
  level.childEnd = name === undefined ? '' : ']';
  return name === undefined ? before : `${before}[${JSON.stringify(name)},`;
}

/** Where the form of the parent wants a child: a field, its name or step if it is one of a pair, or the whole field. */
function fieldOf(
  { value: parent }: Level,
  { value, step, isArgument }: Child,
): { readonly field: string; readonly name?: PathStep; readonly single?: boolean } {
  if (isKind(parent, 'list') || isKind(parent, 'tuple') || isKind(parent, 'set') || step === undefined) {
    return { field: 'items' };
  }
  if (typeof step === 'object' && 'kwarg' in step) return { field: 'kwargs', name: step.kwarg };
  if (typeof step === 'object' && 'attr' in step) {
    if (isArgument) return { field: 'callable', single: true };
    const isState = step.attr === '__setstate__' && isKind(parent, 'object') && parent.state === value;
    return isState ? { field: 'state', single: true } : { field: 'attrs', name: step.attr };
  }
  if (isArgument && typeof step === 'number') return { field: 'args' };
  const isPlain = typeof step === 'number' && !(isKind(parent, 'object') && parent.keys !== undefined);
  return isPlain ? { field: 'items' } : { field: 'items', name: step };
}

/** A leaf, or a reference to where the same container or long text was written. */
function leafText(writing: Writing, visit: Visit): string {
  const { value, first } = visit;
  if (isKind(value, 'storage')) return stringifyJson(leafJson(value));
  if (first !== undefined) return referTo(first);
  if ((typeof value === 'string' || typeof value === 'bigint') && isLong(value)) {
    const known = writing.texts.get(value);
    if (known !== undefined) return referTo(known);
    writing.texts.set(value, visit);
  }
  return stringifyJson(leafJson(value));
}

function isLong(value: string | bigint): boolean {
  if (typeof value === 'string') return value.length > LIMITS.repeatedTextLength;
  return BigInt.asIntN(LIMITS.repeatedTextLength, value) !== value;
}

function referTo(first: Visit): string {
  return `{"$ref":${JSON.stringify(pathOf(first))}}`;
}

function tooMuchText(): InspectError {
  return new InspectError({
    code: 'pickle/limit',
    message: `The values of this file take more than ${LIMITS.valueTextLength} characters of JSON.`,
    expected: `at most ${LIMITS.valueTextLength} characters`,
    found: 'more',
    advice: 'Ask for the tensors only, without --values.',
  });
}

function isTensor(value: PyValue): boolean {
  return isKind(value, 'tensor') || isKind(value, 'ndarray');
}

/** Finds a tensor's record: by the tensor itself at its first place, by the path at others. */
function indexTensors(tensors: readonly ListedTensor[]): (visit: Visit) => number | null {
  const firsts = new Map<PyValue, number>();
  const others = new Map<string, number>();
  for (const [index, { value, path }] of tensors.entries()) {
    if (firsts.has(value)) others.set(JSON.stringify(path), index);
    else firsts.set(value, index);
  }
  return (visit) => {
    const other = visit.first === undefined ? undefined : others.get(JSON.stringify(pathOf(visit)));
    return other ?? firsts.get(visit.value) ?? null;
  };
}
