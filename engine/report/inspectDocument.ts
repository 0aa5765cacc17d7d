import type { Cost, FileFacts, InspectDocument, TensorEntry, Totals } from '../../shared/inspectDocument.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { type Extent, add } from '../torch/elementMath.ts';
import { tensorElements } from '../torch/tensorSize.ts';
import type { ExactJson } from '../values/jsonText.ts';
import { valuesToJson } from '../values/valuesToJson.ts';
import { listTensors, type TensorList, type TensorPlace } from './listTensors.ts';
import { describeTensorEntry } from './tensorEntry.ts';
import { describeTopLevel } from './topLevel.ts';

/** `InspectDocument` with the whole tree in a form that keeps every number exact; `stringifyJson` writes it. */
export type ExactInspectDocument = Omit<InspectDocument, 'values'> & { readonly values?: ExactJson };

export interface DocumentOptions {
  /** The file's name as the document shows it: without its folder. */
  readonly name: string;
  readonly cost: Cost;
  /** Whether to include the whole tree. */
  readonly values: boolean;
}

const NO_TENSORS: TensorList = { places: [], findings: [] };

/** Everything that `epochscope inspect` tells about a file: schema `epochscope.inspect/1`. */
export function createInspectDocument(
  opened: OpenedFile,
  facts: CheckpointFacts,
  options: DocumentOptions,
): ExactInspectDocument {
  const { source, format, container, root } = opened;
  // Most of what is deep or wide in a hostile pickle holds no tensor: then there is nothing to look for.
  const { places, findings } = opened.tensors.length === 0 ? NO_TENSORS : listTensors(root);
  return {
    schema: 'epochscope.inspect/1',
    file: describeFile(options.name, source),
    format,
    container,
    counters: facts.counters,
    topLevel: describeTopLevel(root, facts.sections),
    totals: countTotals(opened, places, facts),
    tensors: places.map((place) => describePlace(place, opened, facts)),
    ...(options.values && { values: valuesToJson(root, places) }),
    findings: [...opened.findings, ...findings, ...facts.findings],
    cost: options.cost,
  };
}

function describePlace({ value, path, sameAs }: TensorPlace, opened: OpenedFile, facts: CheckpointFacts): TensorEntry {
  const owner = value.kind === 'tensor' ? facts.owners.get(value) : undefined;
  const entry = describeTensorEntry(value, { path, sameAs, owner });
  // TorchScript's tensors are listed as `state_dict()` gives them, and that detaches them.
  return opened.format === 'torchscript' ? { ...entry, requiresGrad: false } : entry;
}

function describeFile(name: string, source: OpenedFile['source']): FileFacts {
  return { name, bytes: source.size, ...(source.modified !== undefined && { modified: source.modified }) };
}

/** Distinct tensors and storages. Arrays are listed but not counted, and neither are the parts of a tensor. */
function countTotals(opened: OpenedFile, places: readonly TensorPlace[], facts: CheckpointFacts): Totals {
  const distinct = places.filter(({ value, sameAs }) => sameAs === undefined && value.kind === 'tensor');
  let storageBytes: Extent = 0;
  for (const storage of opened.storages) storageBytes = add(storageBytes, storage.bytes);
  let elements: Extent = 0;
  for (const tensor of facts.stateDictTensors) elements = add(elements, tensorElements(tensor));
  return {
    tensors: distinct.length,
    storages: opened.storages.length,
    stateDictTensors: facts.stateDictTensors.size,
    stateDictElements: Number(elements),
    storageBytes: Number(storageBytes),
  };
}
