import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';
import { LIMITS } from '../limits.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { type Visit, startWalk } from '../values/walkValues.ts';
import { finishSteps, STEPS_PER_LOOK, type Steps } from '../steps.ts';

/** A tensor or array at one of its places. */
export interface TensorPlace {
  readonly value: TensorValue | NdarrayValue;
  readonly path: readonly PathStep[];
  /** Position in the list of the first place of the same tensor; undefined for that place itself. */
  readonly sameAs: number | undefined;
}

export interface TensorList {
  /** In walking order: one place per path, or only first places where sharing has too many paths. */
  readonly places: readonly TensorPlace[];
  /** `pickle/expansion`, where places were left out. */
  readonly findings: readonly Finding[];
}

/**
 * All tensors and arrays of a value by all their paths: what is shared is listed wherever it can be reached. Paths are
 * counted before any is made, so that sharing cannot expand without bound: beyond
 * max(10,000, 16 × distinct tensors) only the first place of each is listed.
 */
export function listTensors(root: PyValue): TensorList {
  return finishSteps(listTensorsInSteps(root));
}

/** {@link listTensors} as interruptible work. */
export function* listTensorsInSteps(root: PyValue): Steps<TensorList> {
  const routes = yield* findRoutes(root);
  const allowed = Math.max(LIMITS.expandedTensors, LIMITS.expandedTensorsFactor * routes.distinct);
  const expand = routes.paths <= allowed;
  const places = yield* expandRoutes(routes.root, expand);
  const missing = routes.paths - places.length;
  return { places, findings: missing === 0 ? [] : [describeExpansion(routes, places.length)] };
}

/** A place on the way to tensors: the tensor that stands there, if one does, and the ways on from there. */
interface Route {
  tensor: TensorValue | NdarrayValue | undefined;
  readonly ways: Way[];
  /** Paths from here to a tensor. */
  paths: number;
  /** Whether its children have all been seen; before that, a way to it is a cycle. */
  done: boolean;
}

interface Way {
  readonly step: PathStep;
  readonly route: Route;
  /** Whether this is where the walk met it first. */
  readonly first: boolean;
}

interface Routes {
  readonly root: Route;
  readonly distinct: number;
  readonly paths: number;
}

/** Walks a value once and keeps the steps that lead to tensors. */
function* findRoutes(value: PyValue): Steps<Routes> {
  const routes = new Map<PyValue, Route>();
  const open: Route[] = [];
  let root: Route | undefined;
  let distinct = 0;
  const walk = startWalk(value, {
    enter(visit) {
      const known = visit.first === undefined ? undefined : routes.get(visit.value);
      const route = known ?? { tensor: asTensor(visit.value), ways: [], paths: 0, done: false };
      if (known === undefined) {
        if (visit.first === undefined) routes.set(visit.value, route);
        if (route.tensor !== undefined) [distinct, route.paths] = [distinct + 1, 1];
      }
      root ??= route;
      open.push(route);
    },
    leave(visit) {
      const route = open.pop();
      if (route !== undefined) addWay(visit, route, open.at(-1));
    },
  });
  while (walk.advance(STEPS_PER_LOOK)) yield;
  root ??= { tensor: undefined, ways: [], paths: 0, done: true };
  return { root, distinct, paths: root.paths };
}

function addWay(visit: Visit, route: Route, parent: Route | undefined): void {
  if (visit.first === undefined) route.done = true;
  if (parent === undefined || visit.step === undefined || !route.done || route.paths === 0) return;
  parent.ways.push({ step: visit.step, route, first: visit.first === undefined });
  parent.paths += route.paths;
}

function asTensor(value: PyValue): TensorValue | NdarrayValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return value.kind === 'tensor' || value.kind === 'ndarray' ? value : undefined;
}

/** Follows all ways, or only first ones, depth first. */
function* expandRoutes(root: Route, expand: boolean): Steps<TensorPlace[]> {
  const places: TensorPlace[] = [];
  const firsts = new Map<object, number>();
  const path: PathStep[] = [];
  const stack: { readonly route: Route; next: number }[] = [];
  let [steps, turns] = [0, 0];
  const enter = (route: Route): void => {
    stack.push({ route, next: 0 });
    const { tensor } = route;
    if (tensor === undefined) return;
    steps += path.length;
    if (steps > LIMITS.pathSteps) return;
    const sameAs = firsts.get(tensor);
    if (sameAs === undefined) firsts.set(tensor, places.length);
    places.push({ value: tensor, path: [...path], sameAs });
  };
  enter(root);
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    if (++turns % STEPS_PER_LOOK === 0) yield;
    const way = frame.route.ways[frame.next++];
    if (way === undefined) {
      stack.pop();
      path.pop();
    } else if (way.first || expand) {
      path.push(way.step);
      enter(way.route);
    }
  }
  return places;
}

function describeExpansion({ distinct, paths }: Routes, listed: number): Finding {
  return {
    code: 'pickle/expansion',
    severity: 'warning',
    message: `Sharing gives ${distinct} tensors more places than are listed; the first place of each comes first.`,
    expected: `at most ${Math.max(LIMITS.expandedTensors, LIMITS.expandedTensorsFactor * distinct)} places`,
    found: `${paths} places, ${listed} of them listed`,
  };
}
