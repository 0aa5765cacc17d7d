/** How the elements of a tensor stand in lines: a line never crosses the end of the last axis. */
export interface ElementLines {
  readonly shape: readonly number[];
  /** Elements of a full line. */
  readonly perLine: number;
  readonly lines: number;
  /** Lines that one run of the last axis takes. */
  readonly linesPerRun: number;
}

/** Lays elements out in lines of at most `most`. */
export function layOutLines(shape: readonly number[], most: number): ElementLines {
  const last = shape.at(-1) ?? 1;
  const elements = countElements(shape);
  const linesPerRun = Math.max(1, Math.ceil(last / Math.max(1, most)));
  // Lines of a run are as even as they can be: two of four rather than six and two.
  const perLine = Math.max(1, Math.ceil(last / linesPerRun));
  return { shape, perLine, linesPerRun, lines: elements === 0 ? 0 : (elements / last) * linesPerRun };
}

/** Elements of a line, in C order. */
export function lineRange(
  { shape, perLine, linesPerRun }: ElementLines,
  line: number,
): { start: number; count: number } {
  const last = shape.at(-1) ?? 1;
  const within = (line % linesPerRun) * perLine;
  return { start: Math.floor(line / linesPerRun) * last + within, count: Math.min(perLine, last - within) };
}

/** The line that holds an element. */
export function lineOf({ shape, perLine, linesPerRun }: ElementLines, element: number): number {
  const last = shape.at(-1) ?? 1;
  return Math.floor(element / last) * linesPerRun + Math.floor((element % last) / perLine);
}

export function countElements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The index of an element by its number in C order. */
export function indexOf(shape: readonly number[], element: number): readonly number[] {
  const index: number[] = [];
  let rest = element;
  for (const size of shape.toReversed()) {
    index.push(rest % size);
    rest = Math.floor(rest / size);
  }
  return index.toReversed();
}

/** The number in C order of the element with an index. */
export function elementOf(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((number, size, axis) => number * size + (index[axis] ?? 0), 0);
}

/**
 * The element that a person asks for: its index (`2, 1, 0`, brackets allowed; negative counts from the end) or its number.
 * Undefined where the text is neither or the tensor has no such element.
 */
export function findElement(shape: readonly number[], text: string): number | undefined {
  const parts = text
    .replaceAll(/[[\]()\s]/g, ' ')
    .trim()
    .split(/[ ,]+/);
  const numbers = parts.map((part) => (/^-?\d+$/.test(part) ? Number(part) : Number.NaN));
  if (numbers.some(Number.isNaN)) return undefined;
  const [first = 0] = numbers;
  if (numbers.length === 1 && shape.length !== 1) {
    return first >= 0 && first < countElements(shape) ? first : undefined;
  }
  const index = numbers.map((at, axis) => (at < 0 ? at + (shape[axis] ?? 0) : at));
  const fits = index.length === shape.length && index.every((at, axis) => at >= 0 && at < (shape[axis] ?? 0));
  return fits ? elementOf(shape, index) : undefined;
}

/** An index as Python writes it: `[2, 1, 3, 5]`. */
export function formatIndex(index: readonly (number | string)[]): string {
  return `[${index.join(', ')}]`;
}
