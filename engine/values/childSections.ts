import type { PathStep } from '../../shared/pathStep.ts';
import { type BoxedValue, isKind } from './isKind.ts';
import type { Attributes, PyObject, PyValue } from './pyValue.ts';
import { keyRepr } from './pythonRepr.ts';

/** How the members of a section are reached, in the terms of a path. */
type StepForm = 'index' | 'key' | 'member' | 'attr' | 'kwarg';

/**
 * One run of a value's direct children: a dict's entries, an object's attributes, … Sections are linked in walking order, so
 * that a value with a single one (nearly all) costs one object.
 */
export interface ChildSection {
  readonly form: StepForm;
  readonly values: readonly PyValue[];
  /** Dictionary keys or names, beside `values`; unused for indexes and members. */
  readonly labels: readonly PyValue[];
  readonly next: ChildSection | undefined;
}

/** The step that leads to child number `position` of a section. */
export function stepOf({ form, values, labels }: ChildSection, position: number): PathStep {
  if (form === 'index') return position;
  const label = (form === 'member' ? values : labels)[position] ?? null;
  if (typeof label !== 'string' || form === 'member') return { key: keyRepr(label) };
  if (form === 'key') return label;
  return form === 'attr' ? { attr: label } : { kwarg: label };
}

/**
 * The direct children of a value, in walking order; undefined for a leaf. An object's call is not among them: see
 * {@link callSections}.
 */
export function childSections(value: PyValue): ChildSection | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind } = value;
  if (kind === 'dict') return section('key', value.values, value.keys, attributeSection(value.attrs));
  if (kind === 'list' || kind === 'tuple' || kind === 'ndarray') return section('index', value.items);
  if (kind === 'set') return section('member', value.items);
  if (kind === 'tensor') return attributeSection(value.attrs);
  return kind === 'object' ? objectSections(value) : undefined;
}

/**
 * What an object's call was given: positional arguments by number, keyword arguments by name, and the callable where it is
 * itself the result of a call.
 */
export function callSections(object: PyObject): ChildSection | undefined {
  const { callable } = object;
  const inner = isKind(callable, 'object') ? section('attr', [callable], ['__call__']) : undefined;
  const kwargs = section('kwarg', object.kwargs?.values, object.kwargs?.names, inner);
  return section('index', object.args, [], kwargs);
}

/** Items appended, entries set, then the state: the order in which a pickler writes them. */
function objectSections(object: PyObject): ChildSection | undefined {
  const state = object.state === undefined ? undefined : section('attr', [object.state], ['__setstate__']);
  const attrs = attributeSection(object.attrs, state);
  return section('index', object.items, [], section('key', object.values, object.keys, attrs));
}

function attributeSection(attrs: Attributes | undefined, next?: ChildSection): ChildSection | undefined {
  return section('attr', attrs?.values, attrs?.names, next);
}

function section(
  form: StepForm,
  values: readonly PyValue[] | undefined,
  labels: readonly PyValue[] = [],
  next?: ChildSection,
): ChildSection | undefined {
  return values === undefined || values.length === 0 ? next : { form, values, labels, next };
}

const KINDS_WITH_IDENTITY: ReadonlySet<BoxedValue['kind']> = new Set([
  'dict',
  'list',
  'tuple',
  'set',
  'object',
  'tensor',
  'storage',
  'ndarray',
] as const);

/** Whether two places can hold one and the same value: containers, tensors and storages, but no scalars and no `()`. */
export function hasIdentity(value: PyValue): value is BoxedValue {
  if (typeof value !== 'object' || value === null) return false;
  return KINDS_WITH_IDENTITY.has(value.kind) && !(isKind(value, 'tuple') && value.items.length === 0);
}
