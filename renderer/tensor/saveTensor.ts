import type { HostApi } from '../../shared/hostApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import { streamPieces } from '../tree/streamPieces.ts';

/** How elements of a type go into a `.npy` file. */
export type NpyPlan =
  | { readonly kind: 'same' }
  /** numpy does not have the type; float32 holds its values. */
  | { readonly kind: 'converted'; readonly as: 'float32' }
  | { readonly kind: 'refused' };

/** Known before a place for the file is asked for, so that nobody chooses one in vain. */
export function planNpy(dtype: string): NpyPlan {
  if (/^(?:bfloat16|float8|q)/.test(dtype)) return { kind: 'converted', as: 'float32' };
  return NUMPY_TYPES.test(dtype) ? { kind: 'same' } : { kind: 'refused' };
}

const NUMPY_TYPES = /^(?:float(?:16|32|64)|complex(?:64|128)|u?int(?:8|16|32|64)|bool)$/;

export interface TensorToSave {
  readonly node: number;
  readonly name: string;
  readonly dtype: string;
  readonly elements: number;
  /** Bytes of the elements, as the file stores them. */
  readonly bytes: number;
}

/** Bytes of the `.npy` file, its short header apart. */
export function sizeOfNpy({ dtype, elements, bytes }: Pick<TensorToSave, 'dtype' | 'elements' | 'bytes'>): number {
  return planNpy(dtype).kind === 'converted' ? elements * Float32Array.BYTES_PER_ELEMENT : bytes;
}

/** Who watches a save, and can give it up. */
export interface SaveContext {
  readonly signal: AbortSignal;
  /** Told how many bytes have been handed to the shell. */
  readonly onBytes: (done: number) => void;
}

/**
 * Offers a tensor as a `.npy` file; it is read when a place has been chosen, no faster than it is written. Answers false when no place
 * was chosen. Errors: `usage`, `source/*`, `cancelled`.
 */
export async function saveTensor(
  host: Pick<HostApi, 'saveBytes'>,
  file: Pick<ReadyFile, 'id' | 'engine'>,
  tensor: TensorToSave,
  context: SaveContext,
): Promise<boolean> {
  const plan = planNpy(tensor.dtype);
  const params = { file: file.id, node: tensor.node, ...(plan.kind === 'converted' && { as: plan.as }) };
  const pieces = streamPieces<Uint8Array>((asked) => file.engine.exportTensor(params, asked));
  return host.saveBytes(`${fileNameOf(tensor.name)}.npy`, watchPieces(pieces, context), sizeOfNpy(tensor));
}

async function* watchPieces(
  pieces: AsyncIterable<Uint8Array>,
  { signal, onBytes }: SaveContext,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const piece of pieces) {
    if (signal.aborted) throw new InspectError({ code: 'cancelled', message: 'Saving was given up.' });
    yield piece;
    done += piece.length;
    onBytes(done);
  }
}

/** A tensor's name as part of a file name: path separators and what Windows forbids become `_`. */
export function fileNameOf(name: string): string {
  const kept = Array.from(name, (character) => (character < ' ' || '<>:"/\\|?*'.includes(character) ? '_' : character));
  return kept.slice(-MAX_NAME).join('').replace(/^\.+/, '') || 'tensor';
}

/** Characters; file systems take 255 bytes. */
const MAX_NAME = 120;
