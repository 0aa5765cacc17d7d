import type { PathStep } from '../../shared/pathStep.ts';
import { callSections, type ChildSection, childSections, hasIdentity, stepOf } from './childSections.ts';
import { isKind } from './isKind.ts';
import type { PyValue } from './pyValue.ts';

/** A value at one place. */
export interface Visit {
  readonly value: PyValue;
  /** The step from the parent; undefined for the root. */
  readonly step: PathStep | undefined;
  readonly parent: Visit | undefined;
  /** Steps from the root. */
  readonly depth: number;
  /** Number in walking order, from 0 for the root. */
  readonly id: number;
  /** Where the same container, tensor or storage was met first; undefined if that is here. */
  readonly first: Visit | undefined;
  /** Whether the value contains itself: `first` is an ancestor. */
  readonly cycle: boolean;
  /** Whether this is an argument of the call that builds the parent; arguments have numbers, and so have appended items. */
  readonly isArgument: boolean;
}

export interface Visitor {
  /** Called for every place in walking order. Answering false leaves out what lies below. */
  enter(visit: Visit): boolean | undefined | void;
  /** Called once everything below a place has been walked, also where there was nothing. */
  leave?(visit: Visit): void;
  /** Called instead of `enter` for an argument of the call of `object` that the object's state holds already, at `first`. */
  skipArgument?(object: Visit, step: PathStep, first: Visit): void;
}

/**
 * Walks a value in the order of its pickle, every value once: what lies below a place that repeats an earlier one
 * (`visit.first`) is not walked again. Nothing recurses, so any depth is fine.
 *
 * The order and the steps are those of the machine interface: dict entries, then the dict's attributes; items appended to an
 * object, entries set on it, its attributes (a state that is no set of attributes: `{"attr": "__setstate__"}`), then
 * those arguments of its call that its state does not hold already.
 */
export function walkValues(root: PyValue, visitor: Visitor): void {
  startWalk(root, visitor).advance(Infinity);
}

/** A walk that its caller interrupts at will: a value of a million tensors takes longer than a cancel may. */
export interface PausedWalk {
  /** Goes on for about so many places; answers whether anything is left. */
  advance(places: number): boolean;
}

/** Begins the walk of {@link walkValues}; the root is visited at once. */
export function startWalk(root: PyValue, visitor: Visitor): PausedWalk {
  const walk: Walk = { visitor, firsts: new Map(), stack: [], visits: 0 };
  enter(walk, root, undefined, undefined);
  return {
    advance(places) {
      const last = walk.visits + places;
      let frame = walk.stack.at(-1);
      for (; frame !== undefined && walk.visits < last; frame = walk.stack.at(-1)) advance(walk, frame);
      return frame !== undefined;
    },
  };
}

function advance(walk: Walk, frame: Frame): void {
  const { section } = frame;
  if (section === undefined) {
    walk.stack.pop();
    frame.visit.isOpen = false;
    walk.visitor.leave?.(frame.visit);
  } else if (frame.position >= section.values.length) {
    frame.position = 0;
    frame.section = section.next ?? startCall(walk, frame);
  } else {
    const position = frame.position++;
    const child = section.values[position] ?? null;
    const reached = frame.callStart === undefined ? undefined : findReached(walk, frame, child);
    if (reached === undefined) enter(walk, child, stepOf(section, position), frame);
    else walk.visitor.skipArgument?.(frame.visit, stepOf(section, position), reached);
  }
}

/** The steps from the root to a place. */
export function pathOf(visit: Visit): PathStep[] {
  const path: PathStep[] = [];
  for (let at: Visit | undefined = visit; at?.step !== undefined; at = at.parent) path.push(at.step);
  return path.toReversed();
}

interface Walk {
  readonly visitor: Visitor;
  /** Where each value with an identity was met first. */
  readonly firsts: Map<PyValue, OpenVisit>;
  readonly stack: Frame[];
  visits: number;
}

interface OpenVisit extends Visit {
  /** Whether what lies below is still being walked. */
  isOpen: boolean;
}

interface Frame {
  readonly visit: OpenVisit;
  section: ChildSection | undefined;
  /** Position in the section. */
  position: number;
  /** Visits before the arguments of an object's call; undefined while its state is walked. */
  callStart: number | undefined;
  /** Values that the object's state holds directly; made when an argument asks for it. */
  held: ReadonlySet<PyValue> | undefined;
}

function enter(walk: Walk, value: PyValue, step: PathStep | undefined, frame: Frame | undefined): void {
  const known = hasIdentity(value);
  const first = known ? walk.firsts.get(value) : undefined;
  const parent = frame?.visit;
  const visit: OpenVisit = {
    value,
    step,
    parent,
    depth: parent === undefined ? 0 : parent.depth + 1,
    id: walk.visits++,
    first,
    cycle: first?.isOpen === true,
    isArgument: frame?.callStart !== undefined,
    isOpen: known && first === undefined,
  };
  if (visit.isOpen) walk.firsts.set(value, visit);
  if (walk.visitor.enter(visit) !== false && visit.isOpen) {
    const next: Frame = { visit, section: childSections(value), position: 0, callStart: undefined, held: undefined };
    next.section ??= startCall(walk, next);
    walk.stack.push(next);
  } else {
    visit.isOpen = false;
    walk.visitor.leave?.(visit);
  }
}

/** Moves on from an object's state to the arguments of its call, once. */
function startCall(walk: Walk, frame: Frame): ChildSection | undefined {
  const { value } = frame.visit;
  if (frame.callStart !== undefined || !isKind(value, 'object')) return undefined;
  frame.callStart = walk.visits;
  return callSections(value);
}

/** Where an argument of an object's call was shown as part of the object's state, if it was. */
function findReached(walk: Walk, frame: Frame, argument: PyValue): Visit | undefined {
  const { callStart = 0, visit } = frame;
  const first = hasIdentity(argument) ? walk.firsts.get(argument) : undefined;
  if (first === undefined || first.id >= callStart) return undefined;
  if (first.id > visit.id) return first;
  frame.held ??= new Set(listHeld(visit.value));
  return frame.held.has(argument) ? first : undefined;
}

function* listHeld(object: PyValue): Generator<PyValue> {
  for (let section = childSections(object); section !== undefined; section = section.next) yield* section.values;
}
