import type { NodeKind } from '../../shared/treeIndex.ts';
import type { PyObject, PyValue } from '../values/pyValue.ts';

/** What a value is in the tree. */
export function valueKind(value: PyValue): NodeKind {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'int';
  if (typeof value === 'string') return 'str';
  if (value.kind === 'complex') return 'float';
  return value.kind === 'persistent' ? 'object' : value.kind;
}

/** Direct children as the file counts them: entries of a dictionary, items of a list, attributes of an object. */
export function countChildren(value: PyValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (value.kind === 'dict') return value.keys.length;
  if (value.kind === 'object') return countObject(value);
  if (value.kind === 'tensor') return value.attrs?.names.length ?? 0;
  // The items of a torch.Size are part of its text.
  return 'items' in value && value.kind !== 'torch' ? (value.items?.length ?? 0) : 0;
}

function countObject({ items, keys, attrs, args, kwargs }: PyObject): number {
  const held = (items?.length ?? 0) + (keys?.length ?? 0) + (attrs?.names.length ?? 0);
  return held > 0 ? held : args.length + (kwargs?.names.length ?? 0);
}
