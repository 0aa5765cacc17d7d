import type { Attributes } from './pyValue.ts';

/** Where the bytes of a storage lie. */
export interface StorageExtent {
  /** Zip entry, where the container has entries. */
  readonly entry?: string;
  /** Absolute offset in the file of the (possibly compressed) bytes; undefined until the local header was read. */
  readonly offset?: number;
  /** Bytes in the file. */
  readonly bytes: number;
  readonly compressed: boolean;
}

/** A storage: a flat run of bytes that tensors look into. One object per key, so identity is sharing. */
export interface StorageValue {
  readonly kind: 'storage';
  readonly key: string;
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
      readonly scales: TensorValue;
      readonly zeroPoints: TensorValue;
      readonly axis: number;
    };

/** A numpy array or scalar. Its bytes stand in the pickle, not in a storage. */
export interface NdarrayValue {
  readonly kind: 'ndarray';
  /** `numpy.ndarray`, or `numpy.float64` and so on for a scalar. */
  readonly type: string;
  /** numpy's name (`float32`, `object`, `<U5`). */
  readonly dtype: string;
  readonly byteOrder: 'little' | 'big' | 'none';
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Raw bytes; undefined for object arrays, whose items are in `items`. */
  readonly data?: Uint8Array;
  readonly items?: readonly unknown[];
}
