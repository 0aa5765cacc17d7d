import { isTensorOrArray } from '../values/isTensor.ts';
import type { PyDict } from '../values/pyValue.ts';

/** Names with more parts are no modules' names; the limit keeps a key of a million dots from becoming a million nodes. */
const MAX_PARTS = 64;

/** The module nodes of one dictionary, by their dotted prefix; those that have no node yet are `undefined`. */
export type ModuleNodes = Map<string, number | undefined>;

/**
 * The prefixes of a dictionary's dotted keys that lead to tensors: each becomes a module. A key is split where its prefix
 * is among them, so that a module's extra state stands beside its tensors. Undefined where no key leads to a tensor.
 */
export function listModules(dict: PyDict): ModuleNodes | undefined {
  const modules: ModuleNodes = new Map();
  let last = '';
  for (const [place, key] of dict.keys.entries()) {
    const value = dict.values[place];
    if (!isTensorOrArray(value) || typeof key !== 'string') continue;
    const prefix = prefixOf(key);
    // Keys of one module mostly follow each other, and whoever has a prefix has all shorter ones.
    if (prefix === undefined || prefix === last || !isSplittable(key)) continue;
    last = prefix;
    for (let one: string | undefined = prefix; one !== undefined && !modules.has(one); one = prefixOf(one)) {
      modules.set(one, undefined);
    }
  }
  return modules.size > 0 ? modules : undefined;
}

/** What stands before the last dot: the module of a key, or a module's own module. */
export function prefixOf(name: string): string | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : name.slice(0, dot);
}

/** What stands after the last dot. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function isSplittable(key: string): boolean {
  return !/^\.|\.\.|\.$/.test(key) && key.split('.', MAX_PARTS + 1).length <= MAX_PARTS;
}

/** The modules that a key lies in, the outermost first: `a`, `b` for `a.b.weight`. */
export function modulesOf(key: string): readonly string[] {
  return isSplittable(key) ? key.split('.').slice(0, -1) : [];
}
