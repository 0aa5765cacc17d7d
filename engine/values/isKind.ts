import type { PyValue } from './pyValue.ts';

/** A value that is an object here: everything but None, bool, int and str. */
export type BoxedValue = Exclude<PyValue, null | boolean | number | bigint | string>;

/** Whether a value is there and of this kind. */
export function isKind<Kind extends BoxedValue['kind']>(
  value: PyValue | undefined,
  kind: Kind,
): value is Extract<BoxedValue, { readonly kind: Kind }> {
  return typeof value === 'object' && value !== null && value.kind === kind;
}
