const MANTISSAS = [1, 2, 5, 10] as const;

/** Round places from `first` to `last`, both included where they are round, in at most about `count` steps. */
export function listRoundSteps(first: number, last: number, count: number, whole: boolean): readonly number[] {
  if (!(last > first)) return [first];
  const least = (last - first) / count;
  const power = 10 ** Math.floor(Math.log10(least));
  const rounded = (MANTISSAS.find((mantissa) => mantissa * power >= least) ?? 10) * power;
  const step = whole ? Math.max(1, rounded) : rounded;
  const places: number[] = [];
  for (let n = Math.ceil(first / step); n * step <= last; n++) places.push(n * step);
  return places;
}
