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
  /** Items appended or added to it (APPEND, APPENDS, ADDITEMS). */
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

/** Where the bytes of a storage lie. */
export interface StorageExtent {
  /** Zip entry, where the container has entries. */
  readonly entry?: string;
  /** Absolute offset in the file of the (possibly compressed) bytes; undefined until the local header was read. */
  readonly offset?: number;
  /** The entry's local header: absolute offset, and the length of the entry's name in bytes. */
  readonly header?: { readonly offset: number; readonly nameLength: number };
  /** Bytes in the file. */
  readonly bytes: number;
  readonly compressed: boolean;
  /** CRC-32 of the bytes once decompressed, as the container records it; undefined where it records none. */
  readonly crc32?: number;
  /** Bytes once decompressed; the same as `bytes` where nothing is compressed. */
  readonly size: number;
  /** The bytes themselves, where they stand inside a pickle (`torch.storage._load_from_bytes`) and have no place of their own. */
  readonly held?: Uint8Array;
}

/** A storage: a flat run of bytes that tensors look into. One object per key, so identity is sharing. */
export interface StorageValue {
  readonly kind: 'storage';
  readonly key: string;
  /** The key means nothing in this file, as its format has none (safetensors, a storage inside a pickle): it is not shown. */
  readonly keyless?: boolean;
  /** Element type by name (`float32`), or undefined for an untyped storage. */
  readonly dtype: string | undefined;
  /** As the pickle writes it: `FloatStorage`, `UntypedStorage`. */
  readonly type: string;
  readonly device: string;
  /** As declared. */
  readonly elements: number | bigint;
  /** As declared: elements × item size. */
  readonly bytes: number | bigint;
  /** Undefined where the file does not hold it. */
  readonly extent: StorageExtent | undefined;
  /** Order of first use, from 0. */
  readonly index: number;
}

/** A tensor as its rebuild call describes it. Sizes are numbers unless the file claims more than 2^53. */
export interface TensorValue {
  readonly kind: 'tensor';
  /** `torch.Tensor`, `torch.nn.parameter.Parameter`, a subclass's global. */
  readonly type: string;
  readonly layout: string;
  readonly dtype: string;
  /** −1 for a ragged dimension of a nested tensor, whose extents stand in a payload. */
  readonly shape: readonly (number | bigint)[];
  /** Elements; absent where the layout has none (sparse). */
  readonly stride?: readonly (number | bigint)[];
  /** Elements; absent without a storage. */
  readonly storageOffset?: number | bigint;
  readonly storage?: StorageValue;
  /** As written in the file; `meta` has no storage. */
  readonly device: string;
  readonly requiresGrad: boolean;
  readonly conj?: boolean;
  readonly neg?: boolean;
  readonly quantization?: Quantization;
  /** Components of sparse and nested tensors, in the field's names (`indices`, `values`, `crow_indices`, …). */
  readonly parts?: readonly { readonly name: string; readonly tensor: TensorValue }[];
  readonly nnz?: number;
  readonly coalesced?: boolean;
  /** Attributes of a Parameter or subclass. */
  readonly attrs?: Attributes;
}

export type Quantization =
  | {
      readonly scheme: 'per_tensor_affine' | 'per_tensor_symmetric';
      readonly scale: number;
      readonly zeroPoint: number;
    }
  | {
      readonly scheme: 'per_channel_affine' | 'per_channel_symmetric' | 'per_channel_affine_float_qparams';
      /** One figure for each slice along `axis`: tensors, or lists before torch 1.3. */
      readonly scales: TensorValue | readonly number[];
      readonly zeroPoints: TensorValue | readonly number[];
      readonly axis: number;
    };

/**
 * A numpy array. Its bytes stand in the pickle, not in a storage. A numpy scalar is a `PyObject` that calls its class
 * (`numpy.float64`) with the value.
 */
export interface NdarrayValue {
  readonly kind: 'ndarray';
  /** `numpy.ndarray` or a subclass. */
  readonly type: string;
  /** numpy's name (`float32`, `object`, `<U5`). */
  readonly dtype: string;
  readonly byteOrder: 'little' | 'big' | 'none';
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Raw bytes; undefined for object arrays, whose items are in `items`. */
  readonly data?: Uint8Array;
  readonly items?: readonly PyValue[];
}
