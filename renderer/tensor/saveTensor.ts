import type { HostApi } from '../../shared/hostApi.ts';
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
}

/** Offers a tensor as a `.npy` file; it is read when a place has been chosen. Errors: `usage`, `source/*`. */
export async function saveTensor(
  host: HostApi,
  file: ReadyFile,
  { node, name, dtype }: TensorToSave,
): Promise<boolean> {
  const plan = planNpy(dtype);
  const params = { file: file.id, node, ...(plan.kind === 'converted' && { as: plan.as }) };
  const pieces = streamPieces<Uint8Array>((onUpdate) => file.engine.exportTensor(params, { onUpdate }));
  return host.saveBytes(`${fileNameOf(name)}.npy`, pieces);
}

/** A tensor's name as part of a file name: path separators and what Windows forbids become `_`. */
export function fileNameOf(name: string): string {
  const kept = Array.from(name, (character) => (character < ' ' || '<>:"/\\|?*'.includes(character) ? '_' : character));
  return kept.slice(-MAX_NAME).join('').replace(/^\.+/, '') || 'tensor';
}

/** Characters; file systems take 255 bytes. */
const MAX_NAME = 120;
