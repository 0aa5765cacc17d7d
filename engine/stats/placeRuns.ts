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
 * The bytes of a plain run in the file, where they are known or can be computed as torch aligns them: then the local header is
 * read along to check the place (`lead`), and 3,000 storages cost no read of their own. Undefined where it must be looked up.
 */
export function computeRun(tensor: number, part: TensorPart, opened: OpenedFile): Run | undefined {
  const { extent } = part.storage;
  const { within, bytes, width } = measureRun(part);
  if (extent?.offset !== undefined) return { tensor, start: extent.offset + within, bytes, width };
  const computed = within > 0 || extent === undefined ? undefined : computeStart(extent, opened);
  return computed && { tensor, start: computed.start, bytes, width, lead: computed.lead };
}

/** The bytes of a plain run in the file: computed, or else (and always where it must be `exact`) looked up in the local header. */
export async function placeRun(
  tensor: number,
  part: TensorPart,
  opened: OpenedFile,
  options: { readonly exact: boolean; readonly signal?: AbortSignal },
): Promise<Run> {
  const computed = options.exact ? undefined : computeRun(tensor, part, opened);
  if (computed !== undefined) return computed;
  const { key, extent } = part.storage;
  if (extent === undefined) throw new RangeError(`a storage with bytes, not ${key}`);
  const { within, bytes, width } = measureRun(part);
  return { tensor, start: (await locateExtent(extent, opened, options.signal)) + within, bytes, width };
}

function measureRun({ reader, set }: TensorPart): Omit<Run, 'tensor' | 'start'> & { readonly within: number } {
  const width = reader.bits / 8;
  return { within: set.view.offset * width, bytes: countView(set.view) * width, width };
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
