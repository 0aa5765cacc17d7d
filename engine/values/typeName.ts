import type { PyObject, PyValue } from './pyValue.ts';

/**
 * The type of a value as a person reads it: `int`, `OrderedDict`, `torch.Size`, `my.module.Class`. Classes of `builtins` and
 * `collections` go by their bare name, as Python prints them.
 */
export function typeName(value: PyValue): string {
  return fullTypeName(value).replace(/^(?:builtins|collections)\./, '');
}

/** The type of a value with its module: `builtins.int`, `collections.OrderedDict`. */
export function fullTypeName(value: PyValue): string {
  if (value === null) return 'builtins.NoneType';
  if (typeof value === 'boolean') return 'builtins.bool';
  if (typeof value === 'number' || typeof value === 'bigint') return 'builtins.int';
  if (typeof value === 'string') return 'builtins.str';
  switch (value.kind) {
    case 'float':
    case 'complex':
    case 'tuple':
      return `builtins.${value.kind}`;
    case 'bytes':
      return value.mutable ? 'builtins.bytearray' : 'builtins.bytes';
    case 'dict':
    case 'list':
    case 'set':
    case 'tensor':
    case 'ndarray':
      return value.type;
    case 'storage':
      return `torch.${value.type}`;
    case 'global':
      return 'global';
    case 'persistent':
      return 'persistent id';
    case 'torch':
      return `torch.${value.what}`;
    case 'object':
    default:
      return callableName(value);
  }
}

/** The dotted name of what an object's call would call: `my.module.Class`; for a call that makes the callable, `Class(…)`. */
export function callableName(object: PyObject): string {
  let calls = '';
  let callable: PyValue = object.callable;
  for (let depth = 0; depth < 8; depth++) {
    if (typeof callable !== 'object' || callable === null) return `?${calls}`;
    if (callable.kind === 'global') return `${callable.module}.${callable.name}${calls}`;
    if (callable.kind !== 'object') return `${fullTypeName(callable)}${calls}`;
    calls = `(…)${calls}`;
    callable = callable.callable;
  }
  return `…${calls}`;
}
