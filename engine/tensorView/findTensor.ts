import { InspectError } from '../../shared/inspectError.ts';
import { formatPathName, type PathStep } from '../../shared/pathStep.ts';
import { listTensors, type TensorPlace } from '../report/listTensors.ts';
import type { PyValue } from '../values/pyValue.ts';

/** Names that an error lists. */
const MAX_NAMES = 10;

/**
 * The tensor that a person names: by its dotted name, or, where names are ambiguous, by its path as JSON (`["state_dict",
 * "a.weight"]`).
 *
 * @throws InspectError `usage` for a name that no tensor has, with those that end like it, and for one that several have, with
 * their paths.
 */
export function findTensor(root: PyValue, name: string): TensorPlace {
  const { places } = listTensors(root);
  const path = readPath(name);
  const found = places.filter((place) =>
    path === undefined ? formatPathName(place.path) === name : isSamePath(place.path, path),
  );
  const [first, ...others] = found;
  if (first === undefined) throw unknownName(places, name);
  // One tensor by several paths is no ambiguity.
  if (others.some(({ value }) => value !== first.value)) throw ambiguousName(found, name);
  return first;
}

/** A path in JSON; undefined for text that is none, which is a name then. */
function readPath(text: string): readonly unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const path: unknown = JSON.parse(text);
    return Array.isArray(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function isSamePath(path: readonly PathStep[], asked: readonly unknown[]): boolean {
  return JSON.stringify(path) === JSON.stringify(asked);
}

function unknownName(places: readonly TensorPlace[], name: string): InspectError {
  const last = name.split('.').at(-1) ?? name;
  const names = places.map(({ path }) => formatPathName(path));
  const alike = names.filter((one) => one.includes(name));
  const near = alike.length > 0 ? alike : names.filter((one) => one.endsWith(last));
  return new InspectError({
    code: 'usage',
    message: `The file has no tensor called ${JSON.stringify(name)}.`,
    found: `${places.length} tensors`,
    advice:
      near.length > 0
        ? `Names like it: ${listNames(near)}.`
        : 'epochscope inspect lists the names, with the paths under --json.',
  });
}

function ambiguousName(found: readonly TensorPlace[], name: string): InspectError {
  return new InspectError({
    code: 'usage',
    message: `${found.length} tensors are called ${JSON.stringify(name)}.`,
    advice: `Give the path as JSON instead: ${listNames(found.map(({ path }) => JSON.stringify(path)))}.`,
  });
}

function listNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
