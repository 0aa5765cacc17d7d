import type { PyDict, PyValue } from '../values/pyValue.ts';

/** The value under a key, or undefined where the value is no dict or has no such key. */
export function fieldOf(value: PyValue | undefined, key: string | number): PyValue | undefined {
  const dict = asDict(value);
  if (dict === undefined) return undefined;
  const position = dict.keys.indexOf(key);
  return position < 0 ? undefined : dict.values[position];
}

/** The value at the end of a path of str keys. */
export function fieldAt(value: PyValue | undefined, path: readonly string[]): PyValue | undefined {
  let at = value;
  for (const key of path) at = fieldOf(at, key);
  return at;
}

export function asDict(value: PyValue | undefined): PyDict | undefined {
  return typeof value === 'object' && value?.kind === 'dict' ? value : undefined;
}

/** Items of a list or tuple. */
export function itemsOf(value: PyValue | undefined): readonly PyValue[] | undefined {
  return typeof value === 'object' && (value?.kind === 'list' || value?.kind === 'tuple') ? value.items : undefined;
}

/** An int that JavaScript holds exactly; counters are no larger. */
export function asCount(value: PyValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** An int or a float, such as a learning rate. */
export function asReal(value: PyValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value?.kind === 'float' ? value.value : undefined;
}
