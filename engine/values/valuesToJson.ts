import { InspectError } from '../../shared/inspectError.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { LIMITS } from '../limits.ts';
import { encodeBase64 } from './base64.ts';
import { isKind } from './isKind.ts';
import { type ExactJson, JsonNumber } from './jsonText.ts';
import type { PyObject, PyValue } from './pyValue.ts';
import { floatRepr, pythonRepr } from './pythonRepr.ts';
import type { NdarrayValue, TensorValue } from './tensorValue.ts';
import { callableName } from './typeName.ts';
import { pathOf, type Visit, walkValues } from './walkValues.ts';

/** A tensor or array and where it is, in the order of the list that the JSON refers to. */
interface ListedTensor {
  readonly value: TensorValue | NdarrayValue;
  readonly path: readonly PathStep[];
}

/**
 * A whole value as the machine interface prints it (contract, `values`): `{"$dict": type, "items": [[step, value], …]}` and
 * so on, each container once and by `{"$ref": path}` where it is met again. Integers beyond 2^53 and floats are exact:
 * write it with `writeJson`. Errors: `pickle/limit` for values whose texts would fill more than `LIMITS.valueTextLength`.
 *
 * Beyond the contract: `{"$complex": [re, im]}`, `{"$persistent": repr}`, `type` of a frozenset and a bytearray, `args` of a
 * defaultdict, and of an object the `state` that is no set of attributes, and the `callable` that a call made.
 */
export function valuesToJson(root: PyValue, tensors: readonly ListedTensor[]): ExactJson {
  const writing: Writing = {
    indexOf: indexTensors(tensors),
    open: [],
    texts: new Map(),
    textLeft: LIMITS.valueTextLength,
  };
  let document: ExactJson = null;
  walkValues(root, {
    enter(visit) {
      const node = describe(writing, visit);
      const parent = writing.open.at(-1);
      if (parent === undefined) document = node.json;
      else attach(parent, visit, node.json);
      writing.open.push(node);
    },
    leave() {
      writing.open.pop();
    },
    skipArgument(object, step, first) {
      const node = writing.open.at(-1);
      if (node !== undefined) attach(node, { ...object, step, isArgument: true }, refer(writing, first));
    },
  });
  return document;
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

interface Writing {
  readonly indexOf: (visit: Visit) => number | null;
  readonly open: Node[];
  /** Where long texts and integers were written first. */
  readonly texts: Map<string | bigint, Visit>;
  textLeft: number;
}

type MutableJson = { [key: string]: ExactJson };

/** The JSON of one place, and where that of its children goes. */
interface Node {
  readonly json: ExactJson;
  readonly object?: PyObject;
  /** Plain values, in order: of a list, tuple or set, or appended to an object. */
  readonly items?: ExactJson[];
  /** Fields that are made when the first child needs them. */
  readonly fields?: MutableJson;
}

function describe(writing: Writing, visit: Visit): Node {
  const { value, first } = visit;
  if (typeof value === 'string' || typeof value === 'bigint') return { json: describeText(writing, visit, value) };
  if (typeof value !== 'object' || value === null) return { json: value };
  if (value.kind === 'storage') return { json: { $storage: value.key } };
  if (value.kind === 'tensor' || value.kind === 'ndarray') {
    const index = writing.indexOf(visit);
    const fields: MutableJson = value.kind === 'tensor' ? { $tensor: index } : { $ndarray: index };
    return { json: fields, fields };
  }
  if (first !== undefined) return { json: refer(writing, first) };
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set') {
    const items: ExactJson[] = [];
    const isFrozen = value.kind === 'set' && value.type === 'builtins.frozenset';
    return { json: { [`$${value.kind}`]: items, ...(isFrozen && { type: value.type }) }, items };
  }
  if (value.kind === 'dict') {
    const args = value.args?.map((argument) => describeLeaf(writing, argument));
    const fields: MutableJson = { $dict: value.type, items: [], ...(args !== undefined && { args }) };
    return { json: fields, fields };
  }
  if (value.kind !== 'object') return { json: describeLeaf(writing, value) };
  const fields: MutableJson = { $object: callableName(value) };
  return { json: fields, fields, object: value };
}

type Child = Pick<Visit, 'step' | 'isArgument' | 'parent' | 'value'>;

/** Puts the JSON of a child where the form of its parent wants it. */
function attach({ items, fields, object }: Node, visit: Child, json: ExactJson): void {
  const { step } = visit;
  if (fields === undefined) items?.push(json);
  else if (typeof step === 'object' && 'attr' in step) attachAttribute(fields, visit, step.attr, json);
  else if (typeof step === 'object' && 'kwarg' in step) listOf(fields, 'kwargs').push([step.kwarg, json]);
  else if (visit.isArgument && typeof step === 'number') listOf(fields, 'args')[step] = json;
  else if (typeof step === 'number' && object?.keys === undefined) listOf(fields, 'items').push(json);
  else listOf(fields, 'items').push([step, json]);
}

function attachAttribute(fields: MutableJson, visit: Child, name: string, json: ExactJson): void {
  if (visit.isArgument) fields['callable'] = json;
  else if (name === '__setstate__' && isState(visit)) fields['state'] = json;
  else listOf(fields, 'attrs').push([name, json]);
}

function isState({ parent, value }: Child): boolean {
  const object = parent?.value;
  return isKind(object, 'object') && object.state === value;
}

function listOf(fields: MutableJson, name: string): ExactJson[] {
  const known = fields[name];
  if (isList(known)) return known;
  const list: ExactJson[] = [];
  fields[name] = list;
  return list;
}

function isList(json: ExactJson): json is ExactJson[] {
  return Array.isArray(json);
}

function refer(writing: Writing, first: Visit): ExactJson {
  spendText(writing, 8 * first.depth);
  const path: readonly PathStep[] = pathOf(first);
  return { $ref: path };
}

/** Text or a big integer; a long one that comes again is referred to, as one opcode can repeat it. */
function describeText(writing: Writing, visit: Visit, value: string | bigint): ExactJson {
  if (!isLong(value)) return describeLeaf(writing, value);
  const first = writing.texts.get(value);
  if (first !== undefined) return refer(writing, first);
  writing.texts.set(value, visit);
  return describeLeaf(writing, value);
}

function isLong(value: string | bigint): boolean {
  if (typeof value === 'string') return value.length > LIMITS.repeatedTextLength;
  return BigInt.asIntN(LIMITS.repeatedTextLength, value) !== value;
}

/** The JSON of a value without children. */
function describeLeaf(writing: Writing, value: PyValue): ExactJson {
  if (typeof value === 'string') return spendText(writing, value.length) ?? value;
  if (typeof value === 'bigint') {
    const digits = value.toString();
    return spendText(writing, digits.length) ?? { $int: digits };
  }
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'float':
      return describeFloat(value.value);
    case 'complex':
      return { $complex: [describeFloat(value.re), describeFloat(value.im)] };
    case 'bytes':
      spendText(writing, 2 * value.bytes.length);
      return { $bytes: encodeBase64(value.bytes), ...(value.mutable && { type: 'builtins.bytearray' }) };
    case 'global':
      return { $global: `${value.module}.${value.name}` };
    case 'torch':
      return { $torch: value.what, text: value.text };
    case 'persistent':
      return { $persistent: pythonRepr(value.id, LIMITS.repeatedTextLength) };
    case 'tuple':
    case 'list':
    case 'set':
    case 'dict':
    case 'object':
    case 'tensor':
    case 'storage':
    case 'ndarray':
    default:
      return { $repr: pythonRepr(value, LIMITS.repeatedTextLength) };
  }
}

function describeFloat(value: number): ExactJson {
  if (Number.isFinite(value) && !Object.is(value, -0)) return new JsonNumber(floatRepr(value));
  return { $float: Object.is(value, -0) ? '-0' : floatRepr(value) };
}

function spendText(writing: Writing, length: number): undefined {
  writing.textLeft -= length;
  if (writing.textLeft >= 0) return undefined;
  throw new InspectError({
    code: 'pickle/limit',
    message: `The values of this file hold or repeat more than ${LIMITS.valueTextLength} characters of text.`,
    expected: `at most ${LIMITS.valueTextLength} characters`,
    found: 'more',
    advice: 'Ask for the tensors only, without --values.',
  });
}
