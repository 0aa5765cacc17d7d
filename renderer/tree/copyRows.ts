import type { EngineApi, FileId } from '../../shared/engineApi.ts';
import type { HostApi } from '../../shared/hostApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { joinPieces, streamPieces } from './streamPieces.ts';
import { nameOf, type TreeModel } from '../grid/treeModel.ts';

/** The part of an open file that rows are copied from. */
export interface RowSource {
  readonly id: FileId;
  readonly name: string;
  readonly engine: Pick<EngineApi, 'describeNode' | 'exportTree' | 'formatValue'>;
}

/** Characters of one value that go to the clipboard at most. */
const VALUE_LIMIT = 1_000_000;

/** Rows as text for the clipboard: the name of one row, or several rows as tab-separated values. */
export async function copyRows(file: RowSource, model: TreeModel, nodes: Uint32Array): Promise<string> {
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) return nameOf(model, only);
  return joinPieces((onUpdate) => file.engine.exportTree({ file: file.id, nodes, syntax: 'tsv' }, { onUpdate }));
}

/**
 * What one row holds, as text for the clipboard: a Python expression for what holds tensors, the text of a scalar, JSON for
 * the rest.
 */
export async function copyValue(file: RowSource, model: TreeModel, node: number): Promise<string> {
  const detail = await file.engine.describeNode({ file: file.id, node });
  if (detail.tensors > 0 || detail.tensor) return detail.python ?? nameOf(model, node);
  if (detail.items === undefined && detail.text !== undefined && detail.textCut !== true) return detail.text;
  const value = await file.engine.formatValue({ file: file.id, node, syntax: 'json', limit: VALUE_LIMIT });
  return value.text;
}

/**
 * The expression by which Python reaches what one row shows, after `torch.load`.
 *
 * @throws InspectError `usage` where there is none.
 */
export async function copyPath(file: RowSource, node: number): Promise<string> {
  const { python, name } = await file.engine.describeNode({ file: file.id, node });
  if (python !== undefined) return python;
  throw new InspectError({
    code: 'usage',
    message: `No Python expression reaches ${name}`,
    expected: 'keys, indices and attributes all the way',
    advice: 'Copy the name instead.',
  });
}

/** Offers rows as a file to save; undefined nodes stand for the whole tree. */
export async function exportRows(
  host: Pick<HostApi, 'saveText'>,
  file: RowSource,
  syntax: 'csv' | 'json',
  nodes: Uint32Array | undefined,
): Promise<boolean> {
  const name = `${file.name.replace(/\.[^.]*$/u, '')}.tree.${syntax}`;
  const params = { file: file.id, syntax, ...(nodes && { nodes }) };
  return host.saveText(
    name,
    streamPieces((context) => file.engine.exportTree(params, context)),
  );
}
