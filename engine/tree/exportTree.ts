import { formatPathName } from '../../shared/pathStep.ts';
import { describeTensorEntry } from '../report/tensorEntry.ts';
import { guardFormula, quoteCsv } from '../values/csvCell.ts';
import { stringifyJson } from '../values/jsonText.ts';
import { hasShape, kindOf } from './kindCodes.ts';
import { nameOf, pathOf } from './nodePath.ts';
import { readString } from './stringTable.ts';
import type { Tree } from './tree.ts';

/** How an export is written: its beginning, one piece of text for each row, what stands between rows, and its end. */
export interface ExportSyntax {
  readonly before: string;
  readonly between: string;
  readonly after: string;
  writeRow(tree: Tree, node: number): string;
}

const COLUMNS = ['name', 'type', 'dtype', 'shape', 'elements', 'bytes', 'storage', 'value'] as const;

export const EXPORTS: { readonly [syntax in 'tsv' | 'csv' | 'json']: ExportSyntax } = {
  tsv: tableSyntax('\t', '\n', quoteTsv),
  csv: tableSyntax(',', '\r\n', quoteCsv),
  json: {
    before: '[\n',
    between: ',\n',
    after: '\n]\n',
    writeRow: (tree, node) => stringifyJson(describeRow(tree, node)),
  },
};

function tableSyntax(separator: string, lineEnd: string, quote: (cell: string) => string): ExportSyntax {
  return {
    before: COLUMNS.join(separator) + lineEnd,
    between: lineEnd,
    after: lineEnd,
    writeRow: (tree, node) => listCells(tree, node).map(quote).join(separator),
  };
}

/** The rows of a whole export: everything that holds no rows of its own, and tensors whatever they hold. */
export function isExported({ index }: Tree, node: number): boolean {
  return index.end[node] === node + 1 || hasShape(index, node);
}

function listCells(tree: Tree, node: number): string[] {
  const { index } = tree;
  const read = (column: Uint32Array): string => readString(index.strings, column[node] ?? 0);
  const type = read(index.type) || kindOf(index.kind[node]);
  const counted = (index.tensors[node] ?? 0) > 0 || hasShape(index, node);
  const dtype = index.dtypes[index.dtype[node] ?? 0] ?? (counted ? 'mixed' : '');
  const shape = index.dims.subarray(index.shapeStart[node], index.shapeStart[node + 1]);
  const storage = index.storage[node] ?? -1;
  return [
    nameOf(tree, node),
    type,
    dtype,
    hasShape(index, node) ? `[${shape.join(', ')}]` : '',
    counted ? String(index.elements[node] ?? 0) : '',
    counted ? String(index.bytes[node] ?? 0) : '',
    storage < 0 ? '' : String(storage),
    read(index.summary),
  ];
}

/** A tab or a line break in a cell would be a new cell or row where it is pasted. */
function quoteTsv(cell: string): string {
  return guardFormula(cell.replace(/[\t\r\n]+/g, ' '));
}

/** A tensor as the inspect document has it; any other row with its type and short text. */
function describeRow(tree: Tree, node: number): object {
  const { index } = tree;
  const value = tree.values[node];
  const path = pathOf(tree, node);
  if (typeof value === 'object' && (value?.kind === 'tensor' || value?.kind === 'ndarray')) {
    return describeTensorEntry(value, { path });
  }
  return {
    path,
    name: value === undefined ? nameOf(tree, node) : formatPathName(path),
    type: readString(index.strings, index.type[node] ?? 0) || kindOf(index.kind[node]),
    value: readString(index.strings, index.summary[node] ?? 0),
  };
}
