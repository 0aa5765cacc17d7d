/** time = intercept + bytes / rate, as it fits a row of measurements best. */
export interface FittedLine {
  /** Seconds that any file costs, whatever its size. */
  readonly intercept: number;
  /** Bytes a second beyond that. */
  readonly rate: number;
  /** The largest share by which a measurement lies off the line. */
  readonly deviation: number;
}

/** Least squares of relative deviations: a file of 10 MB weighs as much as one of 4 GB. Needs two sizes at least. */
export function fitLine(points: readonly { readonly bytes: number; readonly seconds: number }[]): FittedLine {
  const sum = (term: (bytes: number, weight: number, seconds: number) => number) =>
    points.reduce((total, { bytes, seconds }) => total + term(bytes, 1 / seconds ** 2, seconds), 0);
  const weights = sum((_, weight) => weight);
  const meanBytes = sum((bytes, weight) => weight * bytes) / weights;
  const meanSeconds = sum((_, weight, seconds) => weight * seconds) / weights;
  const slope =
    sum((bytes, weight, seconds) => weight * (bytes - meanBytes) * (seconds - meanSeconds)) /
    sum((bytes, weight) => weight * (bytes - meanBytes) ** 2);
  const intercept = meanSeconds - slope * meanBytes;
  const deviations = points.map(({ bytes, seconds }) => Math.abs(seconds / (intercept + slope * bytes) - 1));
  return { intercept, rate: 1 / slope, deviation: Math.max(...deviations) };
}
