import type { InspectDocument } from '../../shared/inspectDocument.ts';
import { fieldOf, isFields, type JsonFields, textOf } from './json.ts';
import type { Truth, TruthTensor } from './truth.ts';

/** Fields of a truth record and of ours that mean the same (corpus/FIELDS.md). */
const FIELDS = [
  ['dtype', 'dtype'],
  ['layout', 'layout'],
  ['device', 'device'],
  ['shape', 'shape'],
  ['stride', 'stride'],
  ['storage_offset', 'storageOffset'],
  ['storage_nbytes', 'storageBytes'],
  ['storage_key', 'storageKey'],
  ['requires_grad', 'requiresGrad'],
  ['conj', 'conj'],
  ['neg', 'neg'],
  ['q_scale', 'scale'],
  ['q_zero_point', 'zeroPoint'],
  ['q_axis', 'axis'],
] as const;

/** What differs between our list of tensors and PyTorch's, one line each. */
export function compareTensors(document: InspectDocument, truth: Truth): string[] {
  if (truth.tensors === undefined) return [];
  const byPath = document.format === 'torchscript' ? indexByName(document) : indexByPath(document);
  const lines: string[] = [];
  let last = -1;
  const listed = new Set<number>();
  for (const expected of truth.tensors) {
    const key = document.format === 'torchscript' ? expected.name : JSON.stringify(expected.path);
    const index = byPath.get(key);
    const found = index === undefined ? undefined : document.tensors[index];
    if (index === undefined || found === undefined) {
      lines.push(`${expected.name}: not listed`);
      continue;
    }
    listed.add(index);
    if (index < last && document.format !== 'torchscript') lines.push(`${expected.name}: out of order`);
    last = index;
    lines.push(...compareTensor(expected, { ...found }).map((line) => `${expected.name}: ${line}`));
  }
  if (truth.tensors_truncated !== true) lines.push(...findExtra(document, truth, listed));
  return lines;
}

function compareTensor(expected: Omit<TruthTensor, 'path' | 'name'>, found: JsonFields): string[] {
  const lines: string[] = [];
  const expect = (field: string, wanted: unknown, got: unknown): void => {
    if (JSON.stringify(wanted) !== JSON.stringify(got)) {
      lines.push(`${field} is ${JSON.stringify(got)}, PyTorch says ${JSON.stringify(wanted)}`);
    }
  };
  const type = textOf(found['type']);
  expect('type', expected.type, expected.uninitialized === true ? type.split('.').at(-1) : type);
  for (const [theirs, ours] of FIELDS) {
    const wanted = expected[theirs];
    // A storage without a persistent id of its own (bytes within a pickle) has no key on either side.
    if (wanted !== undefined && isCompared(expected, theirs)) expect(ours, wanted ?? undefined, found[ours]);
  }
  if (expected.qscheme !== undefined) expect('qscheme', expected.qscheme.replace(/^torch\./u, ''), found['qscheme']);
  if (expected.nested === true) expect('parts', true, isFields(found['parts']));
  for (const [name, part] of Object.entries(expected.parts ?? {})) {
    const ours = fieldOf(found['parts'], name);
    if (!isFields(ours)) lines.push(`part ${name} is missing`);
    else lines.push(...compareTensor(part, ours).map((line) => `${name}: ${line}`));
  }
  return lines;
}

/** A meta tensor has a storage of the size that it would need, in PyTorch's memory and not in the file. */
function isCompared(expected: Omit<TruthTensor, 'path' | 'name'>, field: keyof TruthTensor): boolean {
  const isAbsent = expected.device === 'meta' || expected.uninitialized === true;
  return !(isAbsent && (field === 'storage_nbytes' || field === 'storage_key'));
}

/** Tensors that we list and PyTorch's walk does not know: only what hangs on a tensor or stands in a call's arguments. */
function findExtra(document: InspectDocument, truth: Truth, listed: ReadonlySet<number>): string[] {
  const known = new Set(truth.tensors?.map(({ path }) => JSON.stringify(path)));
  return document.tensors.flatMap((tensor, index) => {
    if (listed.has(index) || tensor.type.startsWith('numpy.')) return [];
    const prefixes = tensor.path.map((_, length) => JSON.stringify(tensor.path.slice(0, length)));
    if (prefixes.some((prefix) => known.has(prefix)) || document.format === 'torchscript') return [];
    return [`${tensor.name}: listed, and PyTorch does not have it`];
  });
}

function indexByPath({ tensors }: InspectDocument): ReadonlyMap<string, number> {
  return new Map(tensors.map(({ path }, index) => [JSON.stringify(path), index]));
}

function indexByName({ tensors }: InspectDocument): ReadonlyMap<string, number> {
  return new Map(tensors.map(({ name }, index) => [name, index]));
}
