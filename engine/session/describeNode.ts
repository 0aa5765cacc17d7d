import type { NodeDetail } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { formatPathName } from '../../shared/pathStep.ts';
import type { MomentOwner } from '../checkpoint/checkpointFacts.ts';
import { nameOptimizer } from '../checkpoint/nameOptimizer.ts';
import { describeTensorEntry } from '../report/tensorEntry.ts';
import { isContiguous } from '../torch/tensorSize.ts';
import { kindOf } from '../tree/kindCodes.ts';
import { nameOf, pathOf } from '../tree/nodePath.ts';
import { pythonExpression } from '../tree/pythonExpression.ts';
import { writePythonLine } from '../tree/pythonLine.ts';
import { readString } from '../tree/stringTable.ts';
import { isTensor, isTensorOrArray } from '../values/isTensor.ts';
import { pythonRepr } from '../values/pythonRepr.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { NdarrayValue, TensorValue } from '../values/tensorValue.ts';
import { fullTypeName } from '../values/typeName.ts';
import { describeCall } from './describeCall.ts';
import { formatValue } from './formatValue.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import { findPayloadStart } from './payloadStart.ts';
import { findMoments, findOwner, findSharing } from './relatedNodes.ts';
import { tryReading } from './tryReading.ts';

/** Characters of a value that the details show. */
const MAX_TEXT = 4000;

/**
 * Everything known about one row. Reads at most a local header and a few numbers of the optimizer's state; where the file
 * cannot be read any more, what they would tell is left out.
 *
 * @throws InspectError `usage` for a number that is no row.
 */
export async function describeNode(checkpoint: OpenCheckpoint, node: number, signal: AbortSignal): Promise<NodeDetail> {
  const { tree, overview } = checkpoint;
  const { index } = tree;
  checkNode(checkpoint, node);
  const value = tree.values[node];
  const path = pathOf(tree, node);
  const python = pythonExpression(tree, node);
  return {
    node,
    kind: kindOf(index.kind[node]),
    path,
    name: value === undefined ? nameOf(tree, node) : formatPathName(path),
    type: value === undefined ? '' : fullTypeName(value),
    summary: readString(index.strings, index.summary[node] ?? 0),
    ...(holdsItems(checkpoint, node) && { items: index.children[node] ?? 0 }),
    tensors: index.tensors[node] ?? 0,
    elements: index.elements[node] ?? 0,
    bytes: index.bytes[node] ?? 0,
    ...(isTensorOrArray(value) && (await describeTensor(checkpoint, value, path, signal))),
    sharing: value === undefined ? [] : findSharing(tree, node),
    ...(await describeRelations(checkpoint, node, signal)),
    ...(typeof value === 'object' && value?.kind === 'object' && { call: describeCall(value) }),
    ...(value !== undefined && !isTensorOrArray(value) && describeText(value)),
    ...(python !== undefined && { python }),
    ...(isTensor(value) && writeLine(checkpoint, node)),
    findings: overview.findings.filter((finding) => finding.node === node),
  };
}

/** @throws InspectError `usage` for a number that is no row. */
export function checkNode({ tree }: OpenCheckpoint, node: number): void {
  if (node < tree.index.nodes) return;
  throw new InspectError({
    code: 'usage',
    message: 'The tree has no such row.',
    expected: `a number below ${tree.index.nodes}`,
    found: String(node),
  });
}

function holdsItems({ tree }: OpenCheckpoint, node: number): boolean {
  const { index } = tree;
  return (index.children[node] ?? 0) > 0 || ['dict', 'list', 'tuple', 'set'].includes(kindOf(index.kind[node]));
}

async function describeTensor(
  checkpoint: OpenCheckpoint,
  value: TensorValue | NdarrayValue,
  path: NodeDetail['path'],
  signal: AbortSignal,
): Promise<Pick<NodeDetail, 'tensor' | 'contiguous' | 'stored'>> {
  if (value.kind === 'ndarray')
    return { tensor: describeTensorEntry(value, { path }), contiguous: !value.fortranOrder };
  const stored = await describeStored(checkpoint, value, signal);
  return {
    tensor: describeTensorEntry(value, { path, owner: checkpoint.facts.owners.get(value) }),
    ...(value.stride && { contiguous: isContiguous(value) }),
    ...(stored && { stored }),
  };
}

function writeLine({ tree, opened }: OpenCheckpoint, node: number): Pick<NodeDetail, 'pythonLine'> {
  const canMap = !opened.storages.some(({ extent }) => extent?.compressed === true);
  const pythonLine = writePythonLine(tree, node, { format: opened.format, canMap });
  return pythonLine === undefined ? {} : { pythonLine };
}

async function describeStored(
  { opened }: OpenCheckpoint,
  { storage }: TensorValue,
  signal: AbortSignal,
): Promise<NodeDetail['stored']> {
  const extent = storage?.extent;
  const start = extent && (await tryReading(findPayloadStart(opened, extent, signal)));
  if (!extent || start === undefined) return undefined;
  const { entry, bytes, compressed } = extent;
  return { ...(entry !== undefined && { entry }), start, end: start + bytes, compressed };
}

async function describeRelations(
  checkpoint: OpenCheckpoint,
  node: number,
  signal: AbortSignal,
): Promise<Pick<NodeDetail, 'moments' | 'owner' | 'certain' | 'optimizer'>> {
  const { tree, facts } = checkpoint;
  const moments = await findMoments(checkpoint, node, signal);
  const owner = findOwner(checkpoint, node);
  const tensors = [node, ...moments.map((moment) => moment.node)].map((row) => tree.values[row]);
  const owners = tensors.flatMap((value) => (isTensor(value) ? (facts.owners.get(value) ?? []) : []));
  return {
    moments,
    ...(owner && { owner }),
    ...(owners.length > 0 && { certain: owners.every(({ certain }) => certain) }),
    ...describeOptimizer(checkpoint, owner ? node : moments[0]?.node, owners[0]),
  };
}

/** `kept`: the row of something that the optimizer keeps. */
function describeOptimizer(
  { tree, facts, opened }: OpenCheckpoint,
  kept: number | undefined,
  owner: MomentOwner | undefined,
): Pick<NodeDetail, 'optimizer'> {
  if (kept === undefined || owner === undefined) return {};
  const { index } = tree;
  const key = readString(index.strings, index.label[index.parent[kept] ?? 0] ?? 0);
  const title = nameOptimizer(opened.root, owner.optimizer, facts.optimizers);
  return { optimizer: { key, ...(title && { title }) } };
}

/** Text as it is; a container in YAML, which reads better than its repr; anything else as Python prints it. */
function describeText(value: PyValue): Pick<NodeDetail, 'text' | 'textCut'> {
  if (typeof value === 'string') return { text: value.slice(0, MAX_TEXT), textCut: value.length > MAX_TEXT };
  if (
    typeof value === 'object' &&
    value !== null &&
    ('items' in value || value.kind === 'dict') &&
    value.kind !== 'torch'
  ) {
    const { text, cut } = formatValue(value, 'yaml', MAX_TEXT);
    return { text, textCut: cut };
  }
  const text = pythonRepr(value, MAX_TEXT);
  return { text, textCut: text.endsWith('…') };
}
