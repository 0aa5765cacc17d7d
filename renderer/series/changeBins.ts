/** The six named bins of a relative change, smallest first; cells and legend are coloured by them. `below` is exclusive. */
export const CHANGE_BINS: readonly { readonly label: string; readonly below: number }[] = [
  { label: '= same', below: 0 },
  { label: '< 1e−5', below: 1e-5 },
  { label: '< 3e−5', below: 3e-5 },
  { label: '< 1e−4', below: 1e-4 },
  { label: '< 1e−3', below: 1e-3 },
  { label: '≥ 1e−3', below: Infinity },
];

/** The bin of a relative change, as its position in {@link CHANGE_BINS}; undefined where the change is not known. */
export function findChangeBin(change: number): number | undefined {
  if (Number.isNaN(change)) return undefined;
  if (change === 0) return 0;
  const size = Math.abs(change);
  const bin = CHANGE_BINS.findIndex(({ below }) => size < below);
  return bin < 0 ? CHANGE_BINS.length - 1 : bin;
}
