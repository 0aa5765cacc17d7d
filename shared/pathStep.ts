/**
 * One step from the root of a checkpoint towards a value (contract.md, "Common pieces"): a `str` dictionary key, a list
 * or tuple index, any other dictionary key or set member by its Python `repr`, an attribute of an object's state, or a
 * keyword argument of the call that builds an object.
 */
export type PathStep =
  string | number | { readonly key: string } | { readonly attr: string } | { readonly kwarg: string };

/** Joins a path with dots, for display only. The root's name is the empty string. */
export function formatPathName(path: readonly PathStep[]): string {
  return path.map(formatStep).join('.');
}

/** Whether two steps lead to the same place. */
export function isSameStep(a: PathStep | undefined, b: PathStep | undefined): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function formatStep(step: PathStep): string {
  if (typeof step === 'string') return step;
  if (typeof step === 'number') return String(step);
  if ('key' in step) return step.key;
  return 'attr' in step ? step.attr : step.kwarg;
}
