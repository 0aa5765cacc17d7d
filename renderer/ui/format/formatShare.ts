/** A share in percent with one decimal. `100 %` and `0 %` stand only for all and none. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  if (part === whole) return '100 %';
  const percent = (part / whole) * 100;
  if (percent < 0.1) return '< 0.1 %';
  return percent >= 99.95 ? '> 99.9 %' : `${percent.toFixed(1)} %`;
}
