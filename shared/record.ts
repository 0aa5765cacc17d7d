/** An object from outside whose entries are still to be checked. */
export type UncheckedRecord = { readonly [key: string]: unknown };

export function isRecord(value: unknown): value is UncheckedRecord {
  return typeof value === 'object' && value !== null;
}
