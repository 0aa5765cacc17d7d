import type { InspectDocument, JsonValue } from '../../shared/inspectDocument.ts';
import type { Truth, TruthNode } from './truth.ts';

type JsonFields = { readonly [field: string]: JsonValue };
type TruthFields = { readonly [field: string]: TruthNode | undefined };

/** Compares the tree of values with PyTorch's, node by node. Returns what differs, one line each. */
export function compareValues(document: InspectDocument, truth: Truth): string[] {
  if (truth.tree === undefined || truth.tree === null || document.values === undefined) return [];
  const comparison: Comparison = { document, truth, places: new Map(), lines: [] };
  indexPlaces(document.values, [], comparison.places);
  compareNode(comparison, truth.tree, document.values, []);
  return comparison.lines;
}

interface Comparison {
  readonly document: InspectDocument;
  readonly truth: Truth;
  /** Our JSON by path, to follow a `$ref`. */
  readonly places: Map<string, JsonValue>;
  readonly lines: string[];
}

type Path = readonly JsonValue[];

function compareNode(c: Comparison, wanted: TruthNode, written: JsonValue, path: Path): void {
  if (c.lines.length > 20) return;
  const differs = (what: string): void => {
    c.lines.push(`${JSON.stringify(path)}: ${what}`);
  };
  if (isFields(wanted) && '$cycle_to' in wanted) {
    const target = isJsonFields(written) ? written['$ref'] : undefined;
    if (JSON.stringify(target) !== JSON.stringify(wanted['$cycle_to'])) differs(`no cycle to ${JSON.stringify(wanted['$cycle_to'])}`);
    return;
  }
  const got = follow(c, written);
  if (!isFields(wanted)) {
    if (!equalScalars(wanted, got)) differs(`${JSON.stringify(got)}, PyTorch has ${JSON.stringify(wanted)}`);
    return;
  }
  const kind = Object.keys(wanted)[0] ?? '';
  const compare = COMPARISONS[kind];
  if (compare === undefined) differs(`no comparison for ${kind}`);
  else compare({ c, wanted, got, path, differs });
}

interface NodePair {
  readonly c: Comparison;
  readonly wanted: TruthFields;
  readonly got: JsonValue;
  readonly path: Path;
  readonly differs: (what: string) => void;
}

const COMPARISONS: Readonly<Record<string, (pair: NodePair) => void>> = {
  $tensor: compareTensorLink,
  $dict: compareDict,
  $list: compareSequence,
  $tuple: compareSequence,
  $deque: compareSequence,
  $set: compareSet,
  $ndarray: compareArray,
  $npscalar: ({ wanted, got, differs }) => {
    const name = isJsonFields(got) ? got['$object'] : undefined;
    if (name !== `numpy.${String(wanted['$npscalar'])}`) differs(`${JSON.stringify(got)} is no ${String(wanted['$npscalar'])}`);
  },
  $storage: ({ wanted, got, differs }) => {
    if (!isJsonFields(got) || got['$storage'] !== wanted['$storage']) differs(`${JSON.stringify(got)} is no storage`);
  },
  $torch: compareTorch,
  $object: compareObject,
  $deep: () => undefined,
  int: ({ wanted, got, differs }) => {
    if (!isJsonFields(got) || got['$int'] !== wanted['int']) differs(`${JSON.stringify(got)} is not ${String(wanted['int'])}`);
  },
  float: ({ wanted, got, differs }) => {
    if (!isJsonFields(got) || got['$float'] !== wanted['float']) differs(`${JSON.stringify(got)} is not ${String(wanted['float'])}`);
  },
  str_len: ({ wanted, got, differs }) => {
    const isSame = typeof got === 'string' && [...got].length === wanted['str_len'] && got.startsWith(String(wanted['str_start']));
    if (!isSame) differs('another text');
  },
  str_escaped: ({ wanted, got, differs }) => {
    if (typeof got !== 'string' || encodeSurrogates(got) !== wanted['str_escaped']) differs('another text');
  },
  bytes_len: ({ wanted, got, differs }) => {
    const bytes = isJsonFields(got) && typeof got['$bytes'] === 'string' ? Buffer.from(got['$bytes'], 'base64') : undefined;
    if (bytes?.length !== wanted['bytes_len'] || bytes?.subarray(0, 64).toString('hex') !== wanted['hex']) differs('other bytes');
  },
};

function compareTensorLink({ c, wanted, got, differs }: NodePair): void {
  const index = isJsonFields(got) ? got['$tensor'] : undefined;
  const ours = typeof index === 'number' ? c.document.tensors[index] : undefined;
  const theirs = c.truth.tensors?.[Number(wanted['$tensor'])];
  if (c.truth.tensors_truncated === true) return;
  if (ours === undefined || theirs === undefined) differs('no link to a tensor');
  else if (ours.dtype !== theirs.dtype || (ours.storageKey ?? null) !== (theirs.storage_key ?? ours.storageKey ?? null)) {
    differs(`linked to ${ours.name}, PyTorch has ${theirs.name} there`);
  }
}

function compareDict({ c, wanted, got, path, differs }: NodePair): void {
  const items = isJsonFields(got) ? got['items'] : undefined;
  if (!isJsonFields(got) || !isList(items) || (got['$dict'] !== wanted['$dict'] && got['$object'] !== wanted['$dict'])) {
    differs(`${JSON.stringify(got).slice(0, 100)} is no ${String(wanted['$dict'])}`);
    return;
  }
  if (items.length !== wanted['n']) differs(`${items.length} entries, PyTorch has ${String(wanted['n'])}`);
  for (const [position, entry] of listOf(wanted['items']).entries()) {
    const [key, value] = listOf(entry);
    const pair = items[position];
    const [step, child] = isList(pair) ? pair : [];
    if (step === undefined || child === undefined || !equalKeys(key ?? null, step)) {
      differs(`key ${JSON.stringify(step)}, PyTorch has ${JSON.stringify(key)}`);
    } else compareNode(c, value ?? null, child, [...path, step]);
  }
  compareAttributes({ c, wanted, got, path, differs });
}

/** Lists and tuples; a deque and a namedtuple are objects with items or arguments. */
function compareSequence({ c, wanted, got, path, differs }: NodePair): void {
  const items = isJsonFields(got) ? sequenceItems(got) : undefined;
  if (items === undefined) return differs(`${JSON.stringify(got).slice(0, 100)} is no sequence`);
  if (items.length !== wanted['n']) differs(`${items.length} items, PyTorch has ${String(wanted['n'])}`);
  for (const [index, item] of listOf(wanted['items']).entries()) {
    const child = items[index];
    if (child !== undefined) compareNode(c, item, child, [...path, index]);
  }
}

function sequenceItems(got: JsonFields): readonly JsonValue[] | undefined {
  if (got['$torch'] === 'Size' && typeof got['text'] === 'string') return JSON.parse(got['text']) as JsonValue[];
  for (const field of ['$list', '$tuple', 'items', 'args']) {
    const items = got[field];
    if (isList(items) && (items.length > 0 || field.startsWith('$'))) return items;
  }
  return '$object' in got ? [] : undefined;
}

function compareSet({ wanted, got, differs }: NodePair): void {
  const items = isJsonFields(got) ? got['$set'] : undefined;
  if (!isList(items) || items.length !== wanted['n']) differs(`${JSON.stringify(got).slice(0, 100)} is not the set`);
  else if (items.every((item) => typeof item === 'string')) {
    const texts = items.map((item) => `'${String(item)}'`).sort();
    if (JSON.stringify(texts) !== JSON.stringify(wanted['items_sorted'])) differs('another set');
  }
}

function compareArray({ c, wanted, got, differs }: NodePair): void {
  const index = isJsonFields(got) ? got['$ndarray'] : undefined;
  const array = typeof index === 'number' ? c.document.tensors[index] : undefined;
  // A masked array is built by running code: its call is shown.
  if (array === undefined && isJsonFields(got) && '$object' in got) return;
  if (array?.dtype !== wanted['$ndarray'] || JSON.stringify(array?.shape) !== JSON.stringify(wanted['shape'])) {
    differs(`${array?.dtype} ${JSON.stringify(array?.shape)}, numpy has ${String(wanted['$ndarray'])} ${JSON.stringify(wanted['shape'])}`);
  }
}

function compareTorch({ wanted, got, differs }: NodePair): void {
  const text = isJsonFields(got) ? String(got['text']) : '';
  const repr = String(wanted['repr']);
  if (![text, `torch.${text}`, `torch.Size(${text})`].includes(repr)) differs(`${text}, PyTorch has ${repr}`);
}

/** Objects: the class, and the attributes that the file itself holds. What an `__init__` would set is not in the file. */
function compareObject({ c, wanted, got, path, differs }: NodePair): void {
  if (!isJsonFields(got)) return compareReduced(wanted, got, differs);
  compareAttributes({ c, wanted, got, path, differs });
}

/** Values that only look like objects to PyTorch's walk: functions and classes are names, a complex number is a number. */
function compareReduced(wanted: TruthFields, got: JsonValue, differs: (what: string) => void): void {
  if (typeof got === 'object') differs(`${JSON.stringify(got)}, PyTorch has ${String(wanted['$object'])}`);
}

function compareAttributes({ c, wanted, got, path, differs }: NodePair): void {
  const theirs = new Map(listOf(wanted['attrs']).map((entry) => [String(listOf(entry)[0]), listOf(entry)[1] ?? null]));
  const attrs = isJsonFields(got) ? got['attrs'] : undefined;
  for (const entry of isList(attrs) ? attrs : []) {
    const [name, value] = isList(entry) ? entry : [];
    const expected = theirs.get(String(name));
    // A `__setstate__` may do anything with what the file holds (a UUID keeps its number elsewhere).
    if (expected !== undefined && value !== undefined) compareNode(c, expected, value, [...path, { attr: String(name) }]);
  }
}

/** Our JSON behind a reference, as PyTorch's walk shows shared values again. */
function follow(c: Comparison, written: JsonValue): JsonValue {
  if (!isJsonFields(written) || !('$ref' in written)) return written;
  return c.places.get(JSON.stringify(written['$ref'])) ?? written;
}

function indexPlaces(root: JsonValue, start: Path, places: Map<string, JsonValue>): void {
  const waiting: (readonly [JsonValue, Path])[] = [[root, start]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, path] = next;
    if (!isJsonFields(value) || '$ref' in value) continue;
    places.set(JSON.stringify(path), value);
    for (const [step, child] of childrenOf(value)) waiting.push([child, [...path, step]]);
  }
}

function* childrenOf(value: JsonFields): Generator<readonly [JsonValue, JsonValue]> {
  const isPairs = '$dict' in value;
  for (const field of ['$list', '$tuple', 'args', 'items'] as const) {
    const items = value[field];
    for (const [index, item] of (isList(items) ? items : []).entries()) {
      if (isPairs && isList(item) && item[0] !== undefined && item[1] !== undefined) yield [item[0], item[1]];
      else if (!isPairs) yield [index, item];
    }
  }
  const attrs = value['attrs'];
  for (const entry of isList(attrs) ? attrs : []) {
    if (isList(entry) && entry[1] !== undefined) yield [{ attr: entry[0] ?? '' }, entry[1]];
  }
}

function equalScalars(wanted: TruthNode, got: JsonValue): boolean {
  return wanted === got;
}

function equalKeys(key: TruthNode, step: JsonValue): boolean {
  if (typeof key === 'string') return step === key;
  if (isFields(key) && 'repr' in key) {
    // What an enumeration calls its members is known to its code only.
    const isNamed = String(key['repr']).startsWith('<');
    return isJsonFields(step) && (isNamed || step['key'] === key['repr']);
  }
  if (isFields(key) && 'bytes_len' in key) return isJsonFields(step) && String(step['key']).startsWith('b');
  if (isFields(key) && 'str_escaped' in key) return typeof step === 'string' && encodeSurrogates(step) === key['str_escaped'];
  if (isFields(key) && 'str_len' in key) return typeof step === 'string' && [...step].length === key['str_len'];
  const repr = isJsonFields(step) ? step['key'] : undefined;
  return repr === pythonScalar(key);
}

/** A scalar key as Python prints it; floats only as far as JSON keeps them. */
function pythonScalar(key: TruthNode): string | undefined {
  if (key === null) return 'None';
  if (typeof key === 'boolean') return key ? 'True' : 'False';
  if (typeof key === 'number') return String(key);
  if (!isFields(key)) return undefined;
  if ('int' in key) return String(key['int']);
  return 'float' in key ? String(key['float']) : undefined;
}

/** UTF-8 with surrogates, as Python's `surrogatepass` writes it, in hex. */
function encodeSurrogates(text: string): string {
  return [...text]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      if (point < 0xd800 || point > 0xdfff) return Buffer.from(character).toString('hex');
      return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)].map((byte) => byte.toString(16)).join('');
    })
    .join('');
}

function isFields(node: TruthNode | undefined): node is TruthFields {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function isJsonFields(value: JsonValue | undefined): value is JsonFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function listOf(node: TruthNode | undefined): readonly TruthNode[] {
  return Array.isArray(node) ? node : [];
}
