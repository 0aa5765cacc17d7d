import { writeJson } from '../values/jsonText.ts';
import type { ExactInspectDocument } from './inspectDocument.ts';

/**
 * Writes a document as JSON, piece by piece. All but the tree of values is plain data, which the language's own writer turns
 * into text some ten times faster. Errors, while it is written: `pickle/limit`, as `valuesToJson`.
 */
export function writeDocument(document: ExactInspectDocument, write: (piece: string) => void): void {
  const { tensors, values } = document;
  let separator = '{';
  for (const [name, value] of Object.entries(document)) {
    write(`${separator}${JSON.stringify(name)}:`);
    separator = ',';
    if (value === tensors) writeList(tensors, write);
    else if (value === values) writeJson(values, write);
    else write(JSON.stringify(value));
  }
  write('}');
}

/** A million records make a text that no string can hold. */
function writeList(items: readonly object[], write: (piece: string) => void): void {
  write('[');
  for (const [index, item] of items.entries()) write(index === 0 ? JSON.stringify(item) : `,${JSON.stringify(item)}`);
  write(']');
}
