import type { ByteSource } from '../bytes/byteSource.ts';
import { isLegacyHead, openLegacy } from '../torch/openLegacy.ts';
import { openPickle, startsLikePickle } from './openPickle.ts';
import type { OpenedFile } from './openedFile.ts';
import { isSafetensorsHead, openSafetensors } from './openSafetensors.ts';
import { openZip } from './openZip.ts';

/** A family of formats that is told by the first bytes. To read another one, add it here. */
export interface Format {
  readonly name: string;
  /** Whether the first bytes of a file of `size` bytes are of this kind. */
  matches(head: Uint8Array, size: number): boolean;
  open(source: ByteSource, signal?: AbortSignal): Promise<OpenedFile>;
}

/** In the order in which they are tried: the sure ones first. */
export const FORMATS: readonly Format[] = [
  { name: 'zip', matches: isZipHead, open: openZip },
  { name: 'torch-legacy', matches: isLegacyHead, open: openLegacy },
  { name: 'safetensors', matches: isSafetensorsHead, open: openSafetensors },
  { name: 'pickle', matches: startsLikePickle, open: openPickle },
];

/** `PK\3\4`, or `PK\5\6` of an archive without entries. A cut file has only the first of the bytes. */
function isZipHead(head: Uint8Array): boolean {
  const signature = head.subarray(0, 4).join(' ');
  return signature === '80 75 3 4' || signature === '80 75 5 6' || (head.length < 4 && '80 75 3'.startsWith(signature));
}
