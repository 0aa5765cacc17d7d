import { isKind } from '../values/isKind.ts';
import type { PyDict, PyObject, PySet, PyValue } from '../values/pyValue.ts';
import type { KeySpace } from './keySpace.ts';
import { createBytes, createDict, createList, mutableEntries, mutableItems } from './mutableValues.ts';
import type { PickleCall } from './pickleHooks.ts';

type KnownCall = (call: PickleCall, keys: KeySpace) => PyValue | undefined;

/** Constructors of plain Python that pickles call to make values for which they have no opcode. */
const KNOWN_CALLS: ReadonlyMap<string, KnownCall> = new Map<string, KnownCall>([
  ['builtins.set', (call, keys) => makeSet('builtins.set', call, keys)],
  ['builtins.frozenset', (call, keys) => makeSet('builtins.frozenset', call, keys)],
  ['builtins.bytes', makeBytes],
  ['builtins.bytearray', makeBytearray],
  ['builtins.complex', makeComplex],
  ['builtins.list', makeList],
  ['builtins.tuple', makeTuple],
  ['builtins.dict', (call, keys) => makeDict('builtins.dict', call, keys)],
  ['builtins.getattr', makeAttribute],
  ['collections.OrderedDict', (call, keys) => makeDict('collections.OrderedDict', call, keys)],
  ['collections.Counter', (call, keys) => makeDict('collections.Counter', call, keys)],
  ['collections.defaultdict', makeDefaultdict],
  ['_codecs.encode', makeEncoded],
  ['copyreg._reconstructor', reconstruct],
  ['copyreg.__newobj__', makeNewObject],
]);

/**
 * The value of a call to a constructor of plain Python, or undefined for a call that is not known or whose arguments are
 * not what a pickler writes; it then stays visible as the call that it is.
 */
export function resolveKnownCall(call: PickleCall, keys: KeySpace): PyValue | undefined {
  const { callable } = call;
  if (call.kwargs !== undefined) return undefined;
  if (isKind(callable, 'object')) return makeNewWithKeywords(callable, call);
  if (!isKind(callable, 'global')) return undefined;
  return KNOWN_CALLS.get(`${callable.module}.${callable.name}`)?.(call, keys);
}

function makeSet(type: PySet['type'], call: PickleCall, keys: KeySpace): PySet | undefined {
  const items = call.args.length === 0 ? [] : listItems(call.args[0]);
  if (call.args.length > 1 || items === undefined) return undefined;
  call.spend(items.length);
  if (items.some((item) => keys.identify(item) === undefined)) return undefined;
  const set: PySet = { kind: 'set', type, items: [] };
  const entries = { keys: mutableItems(set), values: [] };
  for (const item of items) keys.set(set, entries, item, null);
  return set;
}

function makeBytes({ args }: PickleCall): PyValue | undefined {
  if (args.length === 0) return createBytes(new Uint8Array(0), false);
  const [value] = args;
  return args.length === 1 && isKind(value, 'bytes') ? createBytes(value.bytes, false) : undefined;
}

/** `bytearray()`, `bytearray(bytes)`, and what protocols 0 to 2 write: `bytearray(text, 'latin-1')`. */
function makeBytearray(call: PickleCall): PyValue | undefined {
  const [value] = call.args;
  if (call.args.length === 0) return createBytes(new Uint8Array(0), true);
  if (call.args.length === 1) return isKind(value, 'bytes') ? createBytes(value.bytes, true) : undefined;
  const bytes = call.args.length === 2 ? encodeText(call) : undefined;
  return bytes && createBytes(bytes, true);
}

/** `_codecs.encode(text, 'latin1')`: how protocols 0 to 2 write bytes. */
function makeEncoded(call: PickleCall): PyValue | undefined {
  const bytes = call.args.length === 2 ? encodeText(call) : undefined;
  return bytes && createBytes(bytes, false);
}

function encodeText({ args, spend }: PickleCall): Uint8Array | undefined {
  const [text, encoding] = args;
  if (typeof text !== 'string' || typeof encoding !== 'string') return undefined;
  spend(text.length);
  if (/^utf[-_]?8$/i.test(encoding)) return new TextEncoder().encode(text);
  return /^(?:latin[-_]?1|iso[-_]?8859[-_]1)$/i.test(encoding) ? encodeLatin1(text) : undefined;
}

function encodeLatin1(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

function makeComplex({ args }: PickleCall): PyValue | undefined {
  const [re, im] = [asReal(args[0]), args.length === 1 ? 0 : asReal(args[1])];
  return args.length > 2 || re === undefined || im === undefined ? undefined : { kind: 'complex', re, im };
}

function asReal(value: PyValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return isKind(value, 'float') ? value.value : undefined;
}

function makeList(call: PickleCall): PyValue | undefined {
  const items = copyItems(call);
  return items && createList(items);
}

function makeTuple(call: PickleCall): PyValue | undefined {
  const items = copyItems(call);
  return items && { kind: 'tuple', items };
}

function copyItems({ args, spend }: PickleCall): PyValue[] | undefined {
  const items = args.length === 0 ? [] : listItems(args[0]);
  if (args.length > 1 || items === undefined) return undefined;
  spend(items.length);
  return [...items];
}

/** A mapping from nothing, from another dict, or from a list of pairs (Python 2's OrderedDict). */
function makeDict(type: string, call: PickleCall, keys: KeySpace): PyDict | undefined {
  const [origin] = call.args;
  call.spend(isKind(origin, 'dict') ? 2 * origin.keys.length : (listItems(origin)?.length ?? 0));
  const source = call.args.length === 0 ? [] : listEntries(origin);
  if (call.args.length > 1 || source === undefined) return undefined;
  if (source.some(([key]) => keys.identify(key) === undefined)) return undefined;
  const dict = createDict(type);
  const entries = mutableEntries(dict);
  for (const [key, value] of source) keys.set(dict, entries, key, value);
  return dict;
}

function makeDefaultdict(call: PickleCall, keys: KeySpace): PyDict | undefined {
  const [factory = null] = call.args;
  if (factory !== null && !isKind(factory, 'global')) return undefined;
  const dict = makeDict('collections.defaultdict', { ...call, args: call.args.slice(1) }, keys);
  return dict && { ...dict, args: call.args.slice(0, 1) };
}

/**
 * `getattr(Outer, 'Inner')`: how protocols below 4 write a class within a class. The name stays as inert as any global.
 */
function makeAttribute({ args }: PickleCall): PyValue | undefined {
  const [owner, name] = args;
  if (args.length !== 2 || !isKind(owner, 'global') || typeof name !== 'string') return undefined;
  return { kind: 'global', module: owner.module, name: `${owner.name}.${name}` };
}

/**
 * `copyreg._reconstructor(cls, base, state)`: how protocols 0 and 1 write any object. The state is that of a base class
 * that is a list, a dict or a number, whose content it is.
 */
function reconstruct({ args, spend }: PickleCall): PyValue | undefined {
  const [callable, base, state] = args;
  if (args.length !== 3 || callable === undefined || state === undefined || !isKind(base, 'global')) return undefined;
  const object: PyObject = { kind: 'object', callable, opcode: 'REDUCE', args: [] };
  if (state === null) return object;
  if (isKind(state, 'dict')) {
    spend(2 * state.keys.length);
    return { ...object, keys: [...state.keys], values: [...state.values] };
  }
  if (isKind(state, 'list')) {
    spend(state.items.length);
    return { ...object, items: [...state.items] };
  }
  return { ...object, args: [state] };
}

/** `copyreg.__newobj__(cls, *args)`: NEWOBJ as a call, for protocols that lack it. */
function makeNewObject({ args, spend }: PickleCall): PyValue | undefined {
  spend(args.length);
  const [callable, ...rest] = args;
  return callable === undefined ? undefined : { kind: 'object', callable, opcode: 'REDUCE', args: rest };
}

/**
 * `functools.partial(cls.__new__, cls, *args, **kwargs)()`: how protocols 2 and 3 write NEWOBJ_EX. A partial is written as
 * a call with the state (function, args, kwargs, attributes).
 */
function makeNewWithKeywords(partial: PyObject, { args, spend }: PickleCall): PyObject | undefined {
  const { callable, state } = partial;
  if (args.length > 0 || !isKind(callable, 'global') || !isKind(state, 'tuple')) return undefined;
  const [constructor, given, keywords] = state.items;
  if (`${callable.module}.${callable.name}` !== 'functools.partial' || !isKind(constructor, 'global')) return undefined;
  if (!constructor.name.endsWith('.__new__') || !isKind(given, 'tuple') || !isKind(keywords, 'dict')) return undefined;
  spend(given.items.length + keywords.keys.length);
  const [instanceOf, ...rest] = given.items;
  const names = keywords.keys.filter((key) => typeof key === 'string');
  if (instanceOf === undefined || names.length < keywords.keys.length) return undefined;
  const kwargs = { names, values: [...keywords.values] };
  return { kind: 'object', callable: instanceOf, opcode: 'REDUCE', args: rest, kwargs };
}

function listItems(value: PyValue | undefined): readonly PyValue[] | undefined {
  return isKind(value, 'list') || isKind(value, 'tuple') || isKind(value, 'set') ? value.items : undefined;
}

function listEntries(value: PyValue | undefined): (readonly [key: PyValue, value: PyValue])[] | undefined {
  if (isKind(value, 'dict')) return value.keys.map((key, position) => [key, value.values[position] ?? null]);
  const pairs: (readonly [PyValue, PyValue])[] = [];
  for (const item of listItems(value) ?? [undefined]) {
    const pair = listItems(item);
    const [key, entry] = pair ?? [];
    if (pair?.length !== 2 || key === undefined || entry === undefined) return undefined;
    pairs.push([key, entry]);
  }
  return pairs;
}
