import { InspectError } from '../../shared/inspectError.ts';

/** One entry per dimension: a size, or undefined for any. */
export type ShapePattern = readonly (number | undefined)[];

/**
 * Reads a shape such as `8×*×3`, `8x3`, `[8, *, 3]` or `[]`; `*` stands for any size of one dimension.
 *
 * @throws InspectError `usage`, with the position.
 */
export function parseShapePattern(text: string): ShapePattern {
  const [, opening = '', inner = ''] = /^\s*([[(]?)(.*?)[\])]?\s*$/s.exec(text) ?? [];
  if (inner.trim() === '') return [];
  const offset = text.indexOf(inner, opening === '' ? 0 : text.indexOf(opening) + 1);
  const pattern: (number | undefined)[] = [];
  for (const match of inner.matchAll(/[^\s×xX,]+/g)) {
    const [part] = match;
    if (part === '*') pattern.push(undefined);
    else if (/^\d+$/.test(part)) pattern.push(Number(part));
    else throw shapeError(part, offset + match.index);
  }
  return pattern;
}

/** Whether sizes fit a pattern. */
export function matchesShape(pattern: ShapePattern, sizes: Float64Array): boolean {
  return (
    sizes.length === pattern.length &&
    pattern.every((size, dimension) => size === undefined || size === sizes[dimension])
  );
}

function shapeError(part: string, position: number): InspectError {
  return new InspectError({
    code: 'usage',
    message: `The shape cannot be read: "${part}" at character ${position + 1} is neither a size nor *.`,
    expected: 'sizes and * for any, such as 8×*×3',
    found: part,
  });
}
