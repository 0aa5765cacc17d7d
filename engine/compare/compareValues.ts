import { isSameStep, type PathStep } from '../../shared/pathStep.ts';
import { LIMITS } from '../limits.ts';
import { finishSteps, STEPS_PER_LOOK, stepThrough, type Steps } from '../steps.ts';
import { callSections, type ChildSection, childSections, hasIdentity, stepOf } from '../values/childSections.ts';
import { isKind } from '../values/isKind.ts';
import type { ExactJson } from '../values/jsonText.ts';
import { leafJson } from '../values/leafJson.ts';
import type { PyBytes, PyValue } from '../values/pyValue.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import { fullTypeName } from '../values/typeName.ts';
import { valuesToJson } from '../values/valuesToJson.ts';
import { startWalk } from '../values/walkValues.ts';

/** A value that is no tensor and not the same on both sides. A side is absent where the path leads nowhere. */
export interface ValueChange {
  readonly path: readonly PathStep[];
  readonly before?: PyValue;
  readonly after?: PyValue;
  /** Whether only the types of two containers differ: their members are compared one by one. */
  readonly typeOnly?: boolean;
}

export interface ValueChanges {
  readonly changes: readonly ValueChange[];
  /** Changes beyond `LIMITS.listedValueChanges`. */
  readonly more: number;
  /** Whether sharing has more pairs of places than are visited. */
  readonly cut: boolean;
}

/** Two values at one path, either of which may be missing. */
interface Place {
  readonly step: PathStep | undefined;
  readonly parent: Place | undefined;
  readonly left: PyValue | undefined;
  readonly right: PyValue | undefined;
}

/**
 * Compares everything that is no tensor, member by member, down to values without members. A NaN is equal to a NaN, an int is no float; dictionaries and sets have no
 * order; tensors are left to those who compare tensors. What is shared is compared once for each pair of values. Nothing recurses.
 */
export function compareValues(left: PyValue, right: PyValue): ValueChanges {
  return finishSteps(compareValuesInSteps(left, right));
}

/** {@link compareValues} as interruptible work. */
export function* compareValuesInSteps(left: PyValue, right: PyValue): Steps<ValueChanges> {
  const seen = new Map<PyValue, Set<PyValue>>();
  const changes: ValueChange[] = [];
  let [more, visits, steps, cut] = [0, 0, 0, false];
  const waiting: Place[] = [{ step: undefined, parent: undefined, left, right }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (++visits > LIMITS.comparedPlaces) {
      cut = true;
      break;
    }
    if (visits % STEPS_PER_LOOK === 0) yield;
    const change = yield* compareOne(place);
    if (change !== undefined) {
      // Paths are made for what is listed only: those of deep values are long.
      const isListed = changes.length < LIMITS.listedValueChanges && steps <= LIMITS.changedPathSteps;
      const path = isListed ? pathOf(place) : [];
      steps += path.length;
      if (isListed) changes.push({ path, ...change });
      else more += 1;
    }
    const goesOn = change === undefined || change.typeOnly === true;
    if (!goesOn || wasSeen(seen, place.left ?? null, place.right ?? null)) continue;
    for (const child of yield* pairChildren(place)) waiting.push(child);
  }
  return { changes, more, cut };
}

function* compareOne({ left, right }: Place): Steps<Omit<ValueChange, 'path'> | undefined> {
  if (isTensor(left) && isTensor(right)) return undefined;
  // A tensor that has no partner is told among the tensors; what stands in its place is told here.
  const before = isTensor(left) ? undefined : left;
  const after = isTensor(right) ? undefined : right;
  if (before === undefined && after === undefined) return undefined;
  const sides = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  // What one side alone has is told member by member too.
  if (before === undefined || after === undefined) return hasMembers(before ?? after ?? null) ? undefined : sides;
  if (isContainer(before) && isContainer(after) && kindOf(before) === kindOf(after)) {
    return fullTypeName(before) === fullTypeName(after) ? undefined : { ...sides, typeOnly: true };
  }
  const isSame = isKind(before, 'bytes') && isKind(after, 'bytes') ? areSameBytes(before, after) : undefined;
  return (isSame === undefined ? isSameLeaf(before, after) : yield* isSame) ? undefined : sides;
}

/** Bytes between two looks at the clock. */
const BYTES_PER_LOOK: number = 1 << 20;

function* areSameBytes(a: PyBytes, b: PyBytes): Steps<boolean> {
  return a.mutable === b.mutable && (yield* areEqualBytes(a.bytes, b.bytes));
}

/** Whether two runs of bytes are the same, as interruptible work. */
export function* areEqualBytes(a: Uint8Array, b: Uint8Array): Steps<boolean> {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += BYTES_PER_LOOK) {
    const end = Math.min(a.length, at + BYTES_PER_LOOK);
    for (let byte = at; byte < end; byte++) if (a[byte] !== b[byte]) return false;
    yield;
  }
  return true;
}

function hasMembers(value: PyValue): boolean {
  return childSections(value) !== undefined || callSectionsOf(value) !== undefined;
}

function kindOf(value: PyValue): string {
  return typeof value === 'object' && value !== null ? value.kind : typeof value;
}

function isTensor(value: PyValue | undefined): boolean {
  return isKind(value, 'tensor') || (isKind(value, 'ndarray') && value.data !== undefined);
}

const CONTAINERS: ReadonlySet<string> = new Set(['dict', 'list', 'tuple', 'set', 'object', 'ndarray']);

function isContainer(value: PyValue): boolean {
  return CONTAINERS.has(kindOf(value));
}

function isSameLeaf(a: PyValue, b: PyValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (isContainer(a) || isContainer(b)) return false;
  if (a.kind === 'float' && b.kind === 'float') return Object.is(a.value, b.value);
  if (a.kind === 'complex' && b.kind === 'complex') return Object.is(a.re, b.re) && Object.is(a.im, b.im);
  if (a.kind === 'global' && b.kind === 'global') return a.module === b.module && a.name === b.name;
  if (a.kind === 'torch' && b.kind === 'torch') return a.what === b.what && a.text === b.text;
  // A key is where a storage lies in its file, not what it holds.
  if (a.kind === 'storage' && b.kind === 'storage') return a.type === b.type && a.bytes === b.bytes;
  return a.kind === b.kind && pythonRepr(a, LIMITS.repeatedTextLength) === pythonRepr(b, LIMITS.repeatedTextLength);
}

/** Whether two values have been compared before, at another path. */
function wasSeen(seen: Map<PyValue, Set<PyValue>>, left: PyValue, right: PyValue): boolean {
  if (!hasIdentity(left) && !hasIdentity(right)) return true;
  const partners = seen.get(left);
  if (partners?.has(right)) return true;
  if (partners === undefined) seen.set(left, new Set([right]));
  else partners.add(right);
  return false;
}

/** Members of both sides by their steps, the last first: in the order of the left, then what only the right has. */
function* pairChildren(parent: Place): Steps<Place[]> {
  const inOrder: Place[] = [];
  const places = (yield* pairInOrder(parent, inOrder)) ? inOrder : yield* pairByKey(parent);
  return places.toReversed();
}

/** Pairs members one by one where both sides have the same steps in the same order, as two epochs of a run do. False where they do not. */
function* pairInOrder(parent: Place, places: Place[]): Steps<boolean> {
  const { left = null, right = null } = parent;
  for (const sectionsOf of [childSections, callSectionsOf]) {
    let [ours, theirs] = [sectionsOf(left), sectionsOf(right)];
    for (; ours !== undefined && theirs !== undefined; ours = ours.next, theirs = theirs.next) {
      if (ours.form !== theirs.form || ours.values.length !== theirs.values.length) return false;
      for (let position = 0; position < ours.values.length; position++) {
        const step = stepOf(ours, position);
        if (!isSameStep(step, stepOf(theirs, position))) return false;
        places.push({ step, parent, left: ours.values[position], right: theirs.values[position] });
        if (places.length % STEPS_PER_LOOK === 0) yield;
      }
    }
    if (ours !== undefined || theirs !== undefined) return false;
  }
  return true;
}

function* pairByKey(parent: Place): Steps<Place[]> {
  const { left = null, right = null } = parent;
  const theirs = new Map<string, { readonly step: PathStep; readonly value: PyValue }>();
  yield* stepThrough(listMembers(right), ({ key, step, value }) => theirs.set(key, { step, value }));
  const places: Place[] = [];
  yield* stepThrough(listMembers(left), ({ key, step, value }) => {
    places.push({ step, parent, left: value, right: theirs.get(key)?.value });
    theirs.delete(key);
  });
  for (const { step, value } of theirs.values()) places.push({ step, parent, left: undefined, right: value });
  return places;
}

/** What an object was made from. */
function callSectionsOf(value: PyValue): ChildSection | undefined {
  return isKind(value, 'object') ? callSections(value) : undefined;
}

function* listMembers(
  value: PyValue,
): Generator<{ readonly key: string; readonly step: PathStep; readonly value: PyValue }> {
  yield* listSections('', childSections(value));
  // An argument by number is no item by number.
  yield* listSections('call', callSectionsOf(value));
}

function* listSections(
  prefix: string,
  first: ChildSection | undefined,
): Generator<{ readonly key: string; readonly step: PathStep; readonly value: PyValue }> {
  for (let section = first; section !== undefined; section = section.next) {
    for (const [position, value] of section.values.entries()) {
      const step = stepOf(section, position);
      yield { key: `${prefix}${section.form} ${JSON.stringify(step)}`, step, value };
    }
  }
}

function pathOf(place: Place): PathStep[] {
  const path: PathStep[] = [];
  for (let at: Place | undefined = place; at?.step !== undefined; at = at.parent) path.push(at.step);
  return path.toReversed();
}

/** `_metadata` of a state dict repeats the names of modules, with the wrappers' prefixes. */
export function isBookkeeping(path: readonly PathStep[]): boolean {
  return path.some((step) => typeof step === 'object' && 'attr' in step && step.attr === '_metadata');
}

/** A side of a change as the machine interface shows it: small containers whole, large ones as a shortened repr. */
export function changedJson(value: PyValue): ExactJson {
  if (!isContainer(value)) return shortLeaf(value);
  const isLarge = startWalk(value, { enter: () => undefined }).advance(LIMITS.shownPlaces);
  return isLarge ? { $repr: pythonRepr(value, LIMITS.repeatedTextLength) } : valuesToJson(value, []);
}

function shortLeaf(value: PyValue): ExactJson {
  const isLong = typeof value === 'string' && value.length > LIMITS.shownTextLength;
  const isMany = isKind(value, 'bytes') && value.bytes.length > LIMITS.shownTextLength;
  return isLong || isMany ? { $repr: pythonRepr(value, LIMITS.repeatedTextLength) } : leafJson(value);
}
