import type { Finding } from './finding.ts';
import type { PathStep } from './pathStep.ts';

/** JSON that contract.md prints: integers beyond 2^53 and non-finite numbers are strings. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Formats that this version opens. Others are recognised and answered with `format/unsupported`. */
export type FormatName = 'torch-zip' | 'torch-legacy' | 'torchscript' | 'pickle' | 'safetensors';

/** One tensor as contract.md describes it. Offsets and strides count elements, sizes count bytes. */
export interface TensorEntry {
  readonly path: readonly PathStep[];
  readonly name: string;
  /** The Python class: `torch.Tensor`, `torch.nn.parameter.Parameter`, a subclass, `numpy.ndarray`. */
  readonly type: string;
  /** As torch names it: strided, sparse_coo, sparse_csr, …, jagged. */
  readonly layout: string;
  readonly dtype: string;
  readonly shape: readonly (number | string)[];
  readonly stride?: readonly (number | string)[];
  readonly storageOffset?: number | string;
  readonly storageKey?: string;
  readonly storageBytes?: number | string;
  /** Elements × item size; for sparse tensors the sum of the parts. */
  readonly bytes: number | string;
  readonly device: string;
  readonly requiresGrad: boolean;
  readonly conj?: boolean;
  readonly neg?: boolean;
  readonly qscheme?: string;
  /** Per tensor: figures that stand in the pickle. */
  readonly scale?: JsonValue;
  readonly zeroPoint?: JsonValue;
  /** Per channel: component tensors, whose figures stand in storages; numbers before torch 1.3. */
  readonly scales?: JsonValue;
  readonly zeroPoints?: JsonValue;
  readonly axis?: number;
  readonly parts?: { readonly [name: string]: JsonValue };
  readonly nnz?: number;
  /** An optimizer moment: the parameter that it belongs to, and whether that is certain. */
  readonly parameter?: string;
  readonly certain?: boolean;
  /** Index of the first record of the same tensor. */
  readonly sameAs?: number;
}

/** What an entry at the top of a checkpoint is for. */
export type SectionRole =
  'weights' | 'optimizer' | 'scheduler' | 'loss-scaler' | 'loops' | 'callbacks' | 'hyper-parameters' | 'counter';

export interface TopLevelEntry {
  /** Absent when the root is no mapping. */
  readonly key?: string | { readonly key: string };
  readonly kind: string;
  /** Absent where the file does not tell. */
  readonly role?: SectionRole;
  readonly summary?: string;
  readonly items?: number;
}

export interface Counters {
  readonly epoch?: number | string;
  readonly globalStep?: number | string;
  readonly lightning?: string;
}

export interface ContainerFacts {
  readonly entries?: number;
  readonly byteOrder?: 'little' | 'big';
  readonly formatVersion?: string;
  readonly alignment?: number;
  readonly version?: string;
  readonly protocol?: number;
  /** safetensors' `__metadata__`. */
  readonly metadata?: { readonly [key: string]: string };
}

export interface Totals {
  readonly tensors: number;
  readonly storages: number;
  readonly stateDictTensors: number;
  readonly stateDictElements: number;
  readonly storageBytes: number;
}

export interface Cost {
  readonly bytesRead: number;
  readonly reads: number;
  readonly ms: number;
}

export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601, UTC; absent where the source has no time. */
  readonly modified?: string;
}

/** `epochscope inspect --json` prints this: schema `epochscope.inspect/1`. */
export interface InspectDocument {
  readonly schema: 'epochscope.inspect/1';
  readonly file: FileFacts;
  readonly format: FormatName;
  readonly container: ContainerFacts;
  readonly counters: Counters;
  readonly topLevel: readonly TopLevelEntry[];
  readonly totals: Totals;
  readonly tensors: readonly TensorEntry[];
  readonly values?: JsonValue;
  readonly findings: readonly Finding[];
  readonly cost: Cost;
}
