import { scaleByPower } from '../stats/summary.ts';

/** A sum of squares in units of 4^exponent: powers of two keep squares inside float64's range. */
export interface ScaledSquares {
  readonly squares: number;
  readonly exponent: number;
}

/**
 * What one pass over two runs of elements leaves. Summaries of parts merge into the summary of the whole: counts and extremes
 * exactly, sums within rounding.
 */
export interface DifferenceSummary extends ScaledSquares {
  /** Elements that are not the same: in their bits, or for different types in their values. */
  readonly changed: number;
  /** Pairs of finite values. Figures of the difference are over these. */
  readonly pairs: number;
  readonly leftNan: number;
  readonly rightNan: number;
  /** NaN on the right where the left is none. */
  readonly newNan: number;
  /** Sum of right − left, in units of 2^exponent. */
  readonly sum: number;
  /** Over the finite values of each side. */
  readonly left: ScaledSquares;
  readonly right: ScaledSquares;
  /** Sum of left · right, in units of 2^(left.exponent + right.exponent). */
  readonly products: number;
  /** Largest |right − left|; 0 while nothing differs. */
  readonly largest: number;
  /** Number of the first element that differs so much; −1 while none does. */
  readonly largestAt: number;
}

/** What is said of the difference of two tensors. */
export interface DifferenceFigures {
  readonly changed: number;
  readonly l2: number;
  /** ‖b − a‖ / ‖a‖: 0 when both are 0, Infinity when only ‖a‖ is. */
  readonly relL2: number;
  readonly maxAbs: number;
  /** Number of the element in the order of reading; −1 where nothing differs. */
  readonly maxAt: number;
  readonly meanDelta: number;
  /** Undefined when a norm is 0. */
  readonly cosine: number | undefined;
  readonly leftL2: number;
  readonly rightL2: number;
  readonly leftNan: number;
  readonly rightNan: number;
  readonly newNan: number;
}

const NO_SQUARES: ScaledSquares = { squares: 0, exponent: -700 };

/** The difference of nothing. */
export const NO_DIFFERENCE: DifferenceSummary = {
  ...NO_SQUARES,
  changed: 0,
  pairs: 0,
  leftNan: 0,
  rightNan: 0,
  newNan: 0,
  sum: 0,
  left: NO_SQUARES,
  right: NO_SQUARES,
  products: 0,
  largest: 0,
  largestAt: -1,
};

/** Joins the summaries of two parts. */
export function mergeDifferences(a: DifferenceSummary, b: DifferenceSummary): DifferenceSummary {
  const difference = mergeSquares(a, b);
  const left = mergeSquares(a.left, b.left);
  const right = mergeSquares(a.right, b.right);
  const productsOf = (part: DifferenceSummary): number =>
    part.products * power(part.left.exponent - left.exponent) * power(part.right.exponent - right.exponent);
  const sumOf = (part: DifferenceSummary): number => part.sum * power(part.exponent - difference.exponent);
  const further = b.largest > a.largest || (b.largest === a.largest && isEarlier(b.largestAt, a.largestAt));
  return {
    ...difference,
    changed: a.changed + b.changed,
    pairs: a.pairs + b.pairs,
    leftNan: a.leftNan + b.leftNan,
    rightNan: a.rightNan + b.rightNan,
    newNan: a.newNan + b.newNan,
    sum: sumOf(a) + sumOf(b),
    left,
    right,
    products: productsOf(a) + productsOf(b),
    largest: further ? b.largest : a.largest,
    largestAt: further ? b.largestAt : a.largestAt,
  };
}

function isEarlier(a: number, b: number): boolean {
  return a >= 0 && (b < 0 || a < b);
}

/** Adds sums of squares. */
export function mergeSquares(a: ScaledSquares, b: ScaledSquares): ScaledSquares {
  const exponent = Math.max(a.squares === 0 ? -700 : a.exponent, b.squares === 0 ? -700 : b.exponent);
  const scaled = ({ squares, exponent: own }: ScaledSquares): number =>
    squares === 0 ? 0 : squares * power(2 * (own - exponent));
  return { squares: scaled(a) + scaled(b), exponent };
}

/** 2^exponent. Mostly 1, for which the general case takes long. */
function power(exponent: number): number {
  return exponent === 0 ? 1 : 2 ** exponent;
}

/** The summary of the same elements seen `times` over. */
export function repeatDifference(summary: DifferenceSummary, times: number): DifferenceSummary {
  if (times === 1) return summary;
  const many = ({ squares, exponent }: ScaledSquares): ScaledSquares => ({ squares: squares * times, exponent });
  const { changed, pairs, leftNan, rightNan, newNan, sum, products, left, right } = summary;
  return {
    ...summary,
    ...many(summary),
    changed: changed * times,
    pairs: pairs * times,
    leftNan: leftNan * times,
    rightNan: rightNan * times,
    newNan: newNan * times,
    sum: sum * times,
    products: products * times,
    left: many(left),
    right: many(right),
  };
}

/** The norm that a sum of squares stands for. */
export function normOf({ squares, exponent }: ScaledSquares): number {
  return scaleByPower(Math.sqrt(squares), exponent);
}

/** ‖a‖ / ‖b‖ as the contract wants it: 0 when both are 0, Infinity when only ‖b‖ is. */
export function relativeNorm(a: ScaledSquares, b: ScaledSquares): number {
  if (a.squares === 0) return 0;
  if (b.squares === 0) return Infinity;
  return scaleByPower(Math.sqrt(a.squares) / Math.sqrt(b.squares), a.exponent - b.exponent);
}

/** Derives the figures of a finished summary. */
export function deriveDifference(summary: DifferenceSummary): DifferenceFigures {
  const { changed, pairs, sum, exponent, left, right, leftNan, rightNan, newNan, largest, largestAt } = summary;
  const norms = Math.sqrt(left.squares) * Math.sqrt(right.squares);
  // Rounding may take the quotient of equal vectors a little beyond 1.
  const cosine = norms === 0 ? undefined : Math.max(-1, Math.min(1, summary.products / norms));
  return {
    changed,
    l2: normOf(summary),
    relL2: relativeNorm(summary, left),
    maxAbs: largest,
    maxAt: largestAt,
    meanDelta: pairs === 0 ? 0 : scaleByPower(sum / pairs, exponent),
    cosine,
    leftL2: normOf(left),
    rightL2: normOf(right),
    leftNan,
    rightNan,
    newNan,
  };
}
