/** The views of a file, in the order of their tabs; the first one is Alt+1. */
export const VIEWS = [
  { id: 'overview', label: 'Overview' },
  { id: 'tree', label: 'Tree' },
  { id: 'tensor', label: 'Tensor' },
] as const;

export type ViewId = (typeof VIEWS)[number]['id'];

/** The view that a file is shown in at first. */
export const FIRST_VIEW: ViewId = 'overview';
