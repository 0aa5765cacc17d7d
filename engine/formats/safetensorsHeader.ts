import { InspectError } from '../../shared/inspectError.ts';
import type { FindingList } from '../findingList.ts';
import { type JsonObject, type OrderedJson, parseOrderedJson } from './jsonEntries.ts';

/** One tensor as a safetensors header describes it. */
export interface SafetensorsTensor {
  readonly name: string;
  /** As written: `F32`, `BF16`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes, from the end of the header; `end` exclusive. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of the header. */
  readonly tensors: readonly SafetensorsTensor[];
  readonly metadata?: { readonly [key: string]: string };
}

/** Reads a header. Names that occur twice and descriptions that make no sense are findings. Errors: `format/header`. */
export function parseHeader(bytes: Uint8Array, findings: FindingList): SafetensorsHeader {
  const root = parseOrderedJson(new TextDecoder().decode(bytes));
  if (!isObject(root)) throw notJson(bytes);
  const tensors = new Map<string, SafetensorsTensor>();
  let metadata: Record<string, string> | undefined;
  for (const [name, value] of root.entries) {
    if (name === '__metadata__') {
      metadata = readMetadata(value, findings);
      continue;
    }
    const tensor = readTensor(name, value);
    if (tensor === undefined) reportMalformed(name, findings);
    else {
      if (tensors.has(name)) reportDuplicate(name, findings);
      tensors.set(name, tensor);
    }
  }
  return { tensors: [...tensors.values()], ...(metadata && { metadata }) };
}

function readTensor(name: string, value: OrderedJson): SafetensorsTensor | undefined {
  if (!isObject(value)) return undefined;
  const fields = new Map(value.entries);
  const [dtype, shape, offsets] = [fields.get('dtype'), fields.get('shape'), fields.get('data_offsets')];
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets)) return undefined;
  const [begin, end] = offsets;
  if (offsets.length !== 2 || begin === undefined || end === undefined || end < begin) return undefined;
  return { name, dtype, shape, begin, end };
}

function readMetadata(value: OrderedJson, findings: FindingList): Record<string, string> | undefined {
  const entries = isObject(value) ? value.entries : [];
  const texts = entries.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
  if (!isObject(value) || texts.length < entries.length) reportMalformed('__metadata__', findings);
  // fromEntries defines own properties, whatever their names.
  return isObject(value) ? Object.fromEntries(texts) : undefined;
}

function isObject(value: OrderedJson | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && 'entries' in value && !Array.isArray(value);
}

function isCounts(value: OrderedJson | undefined): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && Number(item) >= 0);
}

function reportMalformed(name: string, findings: FindingList): void {
  findings.add({
    code: 'format/header',
    severity: 'error',
    message: `The header's description of a tensor cannot be read; it is left out.`,
    at: { path: [name] },
    expected: 'dtype, shape and data_offsets',
    found: name.slice(0, 100),
  });
}

function reportDuplicate(name: string, findings: FindingList): void {
  findings.add({
    code: 'format/header',
    severity: 'error',
    message: 'The header names a tensor twice; the last description is shown, as most readers take that one.',
    at: { path: [name] },
    expected: 'each name once',
    found: name.slice(0, 100),
  });
}

function notJson(bytes: Uint8Array): InspectError {
  return new InspectError({
    code: 'format/header',
    message: 'The safetensors header is not a JSON object.',
    at: { offset: 8 },
    expected: 'a JSON object that names the tensors',
    found: JSON.stringify(new TextDecoder().decode(bytes.subarray(0, 40))),
    advice: 'The file is damaged: copy it again.',
  });
}
