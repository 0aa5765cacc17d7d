import type { Finding } from '../../shared/finding.ts';
import type { ContainerFacts, FormatName } from '../../shared/inspectDocument.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, StorageValue, TensorValue } from '../values/tensorValue.ts';

/** What a reader in engine/formats makes of a file: the value it holds, its storages, and where its bytes went. */
export interface OpenedFile {
  readonly source: ByteSource;
  readonly format: FormatName;
  readonly container: ContainerFacts;
  /** The whole value. TorchScript: the module tree (an object per module); safetensors: a dict of tensors by name. */
  readonly root: PyValue;
  /** In order of first use. */
  readonly storages: readonly StorageValue[];
  /** Tensors and arrays, each once, in the order in which the file describes them; not the parts of a sparse tensor. */
  readonly tensors: readonly (TensorValue | NdarrayValue)[];
  readonly findings: readonly Finding[];
  /** Only containers with entries have it. */
  readonly entries?: EntryReader;
  /** Bytes of the file that are no tensor payload, by name (`data.pkl`, `zip directory`, `headers, padding`, `header`). */
  readonly overhead: readonly { readonly title: string; readonly count: number; readonly bytes: number }[];
}

/** Reads entries of a container by name. Errors: `source/*`, `zip/*`. */
export interface EntryReader {
  /** Absolute offset of an entry's bytes, for a storage whose extent has none: the entry's local header is read. */
  locate(entry: string, signal?: AbortSignal): Promise<number>;
  /** Bytes of an entry, decompressed; more than `maxBytes` is `zip/limit`. */
  read(entry: string, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array>;
}
