import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  analyzeCheckpoint,
  type ByteSource,
  CountingSource,
  createInspectDocument,
  MemorySource,
  openFile,
  writeDocument,
} from '../../engine/index.ts';
import type { InspectDocument, TopLevelEntry } from '../../shared/inspectDocument.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { compareTensors } from './compareTensors.ts';
import { compareValues } from './compareValues.ts';
import type { Truth, TruthKey } from './truth.ts';

export interface FileComparison {
  /** Why there is nothing to compare; undefined where the file was compared. */
  readonly skipped?: string;
  /** What differs from PyTorch, one line each. */
  readonly differences: readonly string[];
}

/** Our names of the formats that truth.py names otherwise. */
const FORMATS: Readonly<Record<string, string>> = { 'legacy-stream': 'torch-legacy', 'legacy-tar': 'torch-tar' };

/**
 * Inspects a file and compares the document, as it is printed, with what PyTorch says. PyTorch cannot load some of the
 * legacy files that it writes: those are compared with what it says about their zip twins.
 */
export async function compareFile(path: string, open: OpenSource = openInMemory): Promise<FileComparison> {
  const truth = await readTruth(path);
  const isAccount = truth.format !== undefined && (truth.tensors !== undefined || truth.load_error !== undefined);
  if (!isAccount) return { skipped: 'PyTorch says nothing about it', differences: [] };
  const source = await open(path);
  let document: InspectDocument;
  try {
    document = await inspectSource(source, basename(path));
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    const isExpected = error.code === 'format/unsupported' || truth.load_error !== undefined;
    return isExpected
      ? { skipped: `${error.code}: ${error.message}`, differences: [] }
      : { differences: [`does not open: ${error.code} ${error.message}`] };
  } finally {
    await source.close?.();
  }
  if (truth.load_error !== undefined) return compareWithTwin(path, document);
  return {
    differences: [
      ...compareTop(document, truth),
      ...compareTensors(document, truth),
      ...compareValues(document, truth),
    ],
  };
}

/** How a file becomes a source: from memory, from disk, as a Blob. */
export type OpenSource = (path: string) => Promise<ByteSource & { close?(): Promise<void> }>;

export async function openInMemory(path: string): Promise<ByteSource> {
  return new MemorySource(await readFile(path), basename(path));
}

/** The tensors of the same values in a zip; storages have other keys there. */
async function compareWithTwin(path: string, document: InspectDocument): Promise<FileComparison> {
  const twin = path.replace('.legacy.pt', '.pt');
  const truth = twin === path ? undefined : await readTruth(twin).catch(() => undefined);
  if (truth?.tensors === undefined) return { skipped: 'PyTorch cannot load it', differences: [] };
  const tensors: Truth['tensors'] = JSON.parse(
    JSON.stringify(truth.tensors, (field, value: unknown) => (field === 'storage_key' ? undefined : value)),
  );
  return { differences: compareTensors(document, { ...truth, ...(tensors && { tensors }) }) };
}

/** The document of `inspect --values --json`, parsed from its text. */
export async function inspectSource(inner: ByteSource, name: string): Promise<InspectDocument> {
  const source = new CountingSource(inner);
  const opened = await openFile(source);
  const cost = { bytesRead: source.bytesRead, reads: source.reads, ms: 0 };
  const document = createInspectDocument(opened, analyzeCheckpoint(opened), { name, cost, values: true });
  const pieces: string[] = [];
  writeDocument(document, (piece) => pieces.push(piece));
  const printed: InspectDocument = JSON.parse(pieces.join(''));
  return printed;
}

function compareTop(document: InspectDocument, truth: Truth): string[] {
  const lines: string[] = [];
  const format = FORMATS[truth.format ?? ''] ?? truth.format;
  if (document.format !== format) lines.push(`format is ${document.format}, not ${format}`);
  const ours = document.topLevel.map(({ key }) => key);
  const keys = truth.top_keys?.map((key, position) => expectKey(key, ours[position]));
  const isModule = document.format === 'torchscript';
  if (keys !== undefined && !isModule && JSON.stringify(keys) !== JSON.stringify(ours)) {
    lines.push(`top-level keys ${JSON.stringify(ours).slice(0, 300)}, not ${JSON.stringify(keys).slice(0, 300)}`);
  }
  if (truth.metadata !== undefined) {
    const metadata = document.container.metadata;
    if (JSON.stringify(sorted(metadata)) !== JSON.stringify(sorted(truth.metadata ?? undefined)))
      lines.push('other metadata');
  }
  return lines;
}

/** truth.py shortens a long text and escapes a surrogate; the tree has them in full, and is compared too. */
function expectKey(key: TruthKey, ours: TopLevelEntry['key']): TopLevelEntry['key'] {
  if (typeof key === 'string') return key;
  const isText = 'str_len' in key || 'str_escaped' in key;
  // What an enumeration calls its members is known to its code only.
  return isText || key.repr.startsWith('<') ? ours : { key: key.repr };
}

async function readTruth(path: string): Promise<Truth> {
  const text = await readFile(`${path}.truth.json`, 'utf8');
  // Python's json writes infinities as JavaScript does, which JSON does not have.
  const truth: Truth = JSON.parse(text.replace(/: (?:-?Infinity|NaN)/gu, ': null'));
  return truth;
}

function sorted(record: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  return Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
