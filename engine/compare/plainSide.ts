import type { OpenedFile } from '../formats/openedFile.ts';
import { computeRun, isPlainRun, placeRun } from '../stats/placeRuns.ts';
import type { TensorPart } from '../stats/planTensor.ts';
import { isAlignedRun, sideView, type AlignedView } from './alignedView.ts';
import type { StrandSide } from './strand.ts';
import type { TensorSide } from './tensorSide.ts';

/** A side whose elements lie in its file one after another, as a kernel reads them. */
export interface PlainSide {
  readonly opened: OpenedFile;
  readonly part: TensorPart;
}

/** All sides of a view, where each is such a run. */
export function findPlainSides(sides: readonly TensorSide[], view: AlignedView): readonly PlainSide[] | undefined {
  if (!isAlignedRun(view)) return undefined;
  const plain: PlainSide[] = [];
  for (const [at, { opened, storage, readerAt, complex, channelAxis }] of sides.entries()) {
    if (complex !== undefined || channelAxis !== undefined) return undefined;
    const part = { reader: readerAt(0), storage, set: { repeat: 1, view: sideView(view, at) } };
    if (part.reader.swapped || !isPlainRun(part)) return undefined;
    plain.push({ opened, part });
  }
  return plain;
}

/** Where a side's elements lie in its file. No promise where that can be computed: thousands of them would cost more than the places. */
export function placeSide(
  tensor: number,
  { opened, part }: PlainSide,
  options: { readonly exact: boolean; readonly signal?: AbortSignal },
): StrandSide | Promise<StrandSide> {
  const { format } = part.reader;
  const computed = options.exact ? undefined : computeRun(tensor, part, opened);
  if (computed !== undefined) return toSide(computed, format);
  return placeRun(tensor, part, opened, options).then((run) => toSide(run, format));
}

function toSide(
  { start, lead }: { readonly start: number; readonly lead?: number },
  format: StrandSide['format'],
): StrandSide {
  return lead === undefined ? { start, format } : { start, lead, format };
}
