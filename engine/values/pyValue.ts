import type { StorageValue, TensorValue, NdarrayValue } from './tensorValue.ts';

/**
 * A Python value as a pickle describes it, inert: nothing is looked up, called or imported. Identity is kept: what the
 * pickle shares is one object here, and cycles are cycles.
 *
 * `null` is None, a JavaScript number is an `int` within ±2^53, a bigint any other `int`; a `float` is boxed, so that 1 and
 * 1.0 stay apart. Strings may hold lone surrogates.
 */
export type PyValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PyFloat
  | PyComplex
  | PyBytes
  | PyDict
  | PyList
  | PyTuple
  | PySet
  | PyGlobal
  | PyObject
  | PyPersistent
  | TorchValue
  | TensorValue
  | StorageValue
  | NdarrayValue;

export interface PyFloat {
  readonly kind: 'float';
  readonly value: number;
}
export interface PyComplex {
  readonly kind: 'complex';
  readonly re: number;
  readonly im: number;
}
export interface PyBytes {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  readonly mutable: boolean;
}

/** A dict or one of its subclasses that the standard library defines (`collections.OrderedDict`, `…defaultdict`, `…Counter`). */
export interface PyDict {
  readonly kind: 'dict';
  /** The Python class in full: `builtins.dict`, `collections.OrderedDict`, … */
  readonly type: string;
  /** In insertion order; a key set twice keeps its first place and its last value, as in Python. */
  readonly keys: readonly PyValue[];
  readonly values: readonly PyValue[];
  /** Arguments of the call that made it, such as a defaultdict's factory. */
  readonly args?: readonly PyValue[];
  /** Instance attributes (an OrderedDict's `_metadata`). */
  readonly attrs?: Attributes;
}

export interface PyList {
  readonly kind: 'list';
  readonly type: string;
  readonly items: readonly PyValue[];
}
export interface PyTuple {
  readonly kind: 'tuple';
  readonly items: readonly PyValue[];
}
export interface PySet {
  readonly kind: 'set';
  readonly type: 'builtins.set' | 'builtins.frozenset';
  readonly items: readonly PyValue[];
}
/** A name that a plain load would import. */
export interface PyGlobal {
  readonly kind: 'global';
  readonly module: string;
  readonly name: string;
}

/** An object that a call would build. The call is never made; this is what it was given. */
export interface PyObject {
  readonly kind: 'object';
  /** What would be called: nearly always a global. */
  readonly callable: PyValue;
  readonly opcode: 'REDUCE' | 'NEWOBJ' | 'NEWOBJ_EX' | 'INST' | 'OBJ';
  readonly args: readonly PyValue[];
  readonly kwargs?: Attributes;
  /** The state that BUILD would hand to `__setstate__` or put into `__dict__`, when it is no plain set of attributes. */
  readonly state?: PyValue;
  /** Attributes from BUILD: the state's dict, then its slots. */
  readonly attrs?: Attributes;
  /** Items appended to it (APPEND, APPENDS). */
  readonly items?: readonly PyValue[];
  /** Items set on it (SETITEM, SETITEMS). */
  readonly keys?: readonly PyValue[];
  readonly values?: readonly PyValue[];
}

/** Names and values in order; names are foreign text, so this is no JavaScript object. */
export interface Attributes {
  readonly names: readonly string[];
  readonly values: readonly PyValue[];
}

/** A persistent id that no container understood. */
export interface PyPersistent {
  readonly kind: 'persistent';
  readonly id: PyValue;
}

/** A torch value that is data: `float32`, `cuda:0`, `[2, 3]`, `strided`. */
export interface TorchValue {
  readonly kind: 'torch';
  readonly what: 'dtype' | 'device' | 'Size' | 'layout' | 'memory_format' | 'qscheme';
  readonly text: string;
  /** A Size's items. */
  readonly items?: readonly PyValue[];
}
