import type { Attributes, PyValue } from './pyValue.ts';

/** Where the bytes of a storage lie. */
export interface StorageExtent {
  /** Zip entry, where the container has entries. */
  readonly entry?: string;
  /** Absolute offset in the file of the (possibly compressed) bytes; undefined until the local header was read. */
  readonly offset?: number;
  /** Bytes in the file. */
  readonly bytes: number;
  readonly compressed: boolean;
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
