import { stringifyJson } from '../values/jsonText.ts';

/**
 * A document as JSON, piece by piece: what stands in its lists item by item, anything else field by field. Joined, the pieces are what
 * `stringifyJson` makes; whoever writes them can pause between two.
 */
export function* listDocumentPieces(document: object): Generator<string, undefined> {
  let separator = '{';
  for (const [name, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (Array.isArray(value)) yield* listItems(value);
    else yield stringifyJson({ value }).slice('{"value":'.length, -1);
  }
  yield separator === '{' ? '{}' : '}';
}

function* listItems(items: readonly unknown[]): Generator<string, undefined> {
  yield '[';
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}${stringifyJson([item]).slice(1, -1)}`;
  }
  yield ']';
}
