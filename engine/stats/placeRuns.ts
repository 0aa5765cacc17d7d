import type { OpenedFile } from '../formats/openedFile.ts';
import type { StorageExtent } from '../values/pyValue.ts';
import { LOCAL_BYTES } from '../zip/localHeader.ts';
import type { TensorPart } from './planTensor.ts';
import type { Run } from './planChunks.ts';
import { countView, isRun } from './stridedView.ts';

/** torch aligns payloads to this many bytes unless told otherwise (`.storage_alignment`). */
const DEFAULT_ALIGNMENT = 64;
/** Bytes of an extra field's head: an id and a length. torch pads with such a field. */
const EXTRA_HEAD = 4;

/** Whether a kernel can read a part as it lies in the file, one element after another. */
export function isPlainRun({ reader, storage, set }: TensorPart): boolean {
  const { extent } = storage;
  if (extent === undefined || extent.compressed || extent.held !== undefined) return false;
  return reader.decode === undefined && reader.bits >= 8 && set.repeat === 1 && isRun(set.view);
}

/**
 * The bytes of a plain run in the file. Where only the central directory is known, the place is computed as torch aligns it, and
 * the local header is read along to check it (`lead`): 3,000 storages cost no read of their own.
 */
export async function placeRun(
  tensor: number,
  part: TensorPart,
  opened: OpenedFile,
  options: { readonly exact: boolean; readonly signal?: AbortSignal },
): Promise<Run> {
  const { reader, storage, set } = part;
  const { extent } = storage;
  if (extent === undefined) throw new RangeError(`a storage with bytes, not ${storage.key}`);
  const width = reader.bits / 8;
  const within = set.view.offset * width;
  const bytes = countView(set.view) * width;
  const computed = options.exact || within > 0 ? undefined : computeStart(extent, opened);
  if (computed !== undefined) {
    return { tensor, start: computed.start, bytes, width, lead: computed.lead };
  }
  return { tensor, start: (await locateExtent(extent, opened, options.signal)) + within, bytes, width };
}

/** Where a storage's bytes start in the file. Costs a read of a local header in a zip. */
export async function locateExtent(extent: StorageExtent, opened: OpenedFile, signal?: AbortSignal): Promise<number> {
  if (extent.offset !== undefined) return extent.offset;
  const start = extent.entry === undefined ? undefined : await opened.entries?.locate(extent.entry, signal);
  if (start === undefined) throw new RangeError('an extent with an offset or an entry');
  return start;
}

/** torch's own arithmetic (caffe2/serialize/inline_container.cc, getPadding), without the fields of files beyond 4 GiB. */
function computeStart(
  { offset, header }: StorageExtent,
  { container }: OpenedFile,
): { readonly start: number; readonly lead: number } | undefined {
  if (offset !== undefined || header === undefined) return undefined;
  const alignment = container.alignment ?? DEFAULT_ALIGNMENT;
  const earliest = header.offset + LOCAL_BYTES + header.nameLength + EXTRA_HEAD;
  const start = Math.ceil(earliest / alignment) * alignment;
  return { start, lead: start - header.offset };
}
