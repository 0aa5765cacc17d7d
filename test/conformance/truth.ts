import type { Json } from './json.ts';

/**
 * What truth.py wrote about a file after real PyTorch had loaded it. Only the fields that are compared; corpus fields that
 * need running code (repr of objects, statistics) are left out.
 */
export interface Truth {
  readonly file: string;
  readonly format?: string;
  readonly load_error?: string;
  readonly top_keys?: readonly TruthKey[] | null;
  readonly tensors?: readonly TruthTensor[];
  readonly tensors_truncated?: boolean;
  /** A value, or an object whose first field, with a `$`, says what it is. */
  readonly tree?: Json;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

export type TruthStep = string | number | { readonly key: string } | { readonly attr: string };
export type TruthKey = string | { readonly repr: string; readonly str_len?: number; readonly str_escaped?: string };

export interface TruthTensor {
  readonly path: readonly TruthStep[];
  readonly name: string;
  readonly type: string;
  readonly dtype: string;
  readonly layout?: string;
  readonly device?: string;
  readonly shape?: readonly number[];
  readonly stride?: readonly number[];
  readonly storage_offset?: number;
  readonly storage_nbytes?: number;
  readonly storage_key?: string | null;
  readonly requires_grad?: boolean;
  readonly conj?: boolean;
  readonly neg?: boolean;
  readonly qscheme?: string;
  readonly q_scale?: number;
  readonly q_zero_point?: number;
  readonly q_axis?: number;
  readonly q_scales?: readonly number[];
  readonly parts?: Readonly<Record<string, Omit<TruthTensor, 'path' | 'name'>>>;
  readonly nested?: boolean;
  readonly component_shapes?: readonly (readonly number[])[];
  readonly uninitialized?: boolean;
}
