import type { PyValue } from '../values/pyValue.ts';
import type { MutableEntries } from './mutableValues.ts';

/**
 * Stands for all keys that Python holds equal: two keys are one exactly if a JavaScript Map takes their identities for one.
 * A str is itself, numbers are numbers (1, 1.0 and True are one), composites are interned objects.
 */
export type KeyIdentity = string | number | bigint | null | object;

/** Dictionaries of up to this many entries with str keys are searched one by one: an index would cost more. */
const SMALL = 8;

/**
 * Key equality within one pickle. Composite keys are interned bottom-up, each once, so that a tuple that names shared tuples
 * costs its own length and not its expansion.
 */
export class KeySpace {
  /** Identities of boxed keys; undefined for those that cannot be hashed. A file can use one long key a million times. */
  readonly #known = new Map<object, KeyIdentity | undefined>();
  readonly #interned = new Map<string, object>();
  readonly #numbers = new Map<KeyIdentity, number>();
  readonly #indexes = new Map<object, Map<KeyIdentity, number>>();

  /** The identity of a key, or undefined for a value that Python cannot hash. */
  identify(key: PyValue): KeyIdentity | undefined {
    if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' || key === null) return key;
    if (typeof key === 'boolean') return key ? 1 : 0;
    if (this.#known.has(key)) return this.#known.get(key);
    if (!isComposite(key)) return this.#identifyLeaf(key);
    const pending: PyValue[] = [key];
    for (let value = pending.at(-1); value !== undefined; value = pending.at(-1)) {
      if (!isComposite(value) || this.#known.has(value) || !this.#pushUnknownItems(value, pending)) pending.pop();
    }
    return this.#known.get(key);
  }

  /** Position of a key among the entries of `owner`, or −1. The key must be hashable. */
  find(owner: object, entries: MutableEntries, key: PyValue): number {
    const index = this.#indexes.get(owner);
    if (index === undefined && typeof key === 'string' && entries.keys.length <= SMALL)
      return entries.keys.indexOf(key);
    const identity = this.identify(key);
    if (identity === undefined) return -1;
    return (index ?? this.#createIndex(owner, entries)).get(identity) ?? -1;
  }

  /** Sets an entry as Python does: a key set twice keeps its first place and takes the last value. */
  set(owner: object, entries: MutableEntries, key: PyValue, value: PyValue): void {
    const position = this.find(owner, entries, key);
    if (position >= 0) {
      entries.values[position] = value;
      return;
    }
    const identity = this.identify(key);
    if (identity !== undefined) this.#indexes.get(owner)?.set(identity, entries.keys.length);
    entries.keys.push(key);
    entries.values.push(value);
  }

  /** Interns `value` if all its items are known; otherwise pushes those that are not and answers true. */
  #pushUnknownItems(value: Composite, pending: PyValue[]): boolean {
    const before = pending.length;
    const numbers: number[] = [];
    let hashable = true;
    for (const item of value.items) {
      if (isComposite(item) && !this.#known.has(item)) {
        pending.push(item);
        continue;
      }
      const identity = isComposite(item) ? this.#known.get(item) : this.identify(item);
      if (identity === undefined) hashable = false;
      else numbers.push(this.#number(identity));
    }
    if (pending.length > before) return true;
    if (hashable) this.#intern(value, describeItems(value, numbers));
    else this.#known.set(value, undefined);
    return false;
  }

  #identifyLeaf(key: Exclude<PyValue, Primitive>): KeyIdentity | undefined {
    switch (key.kind) {
      case 'float':
        return Number.isNaN(key.value) ? key : identifyFloat(key.value);
      case 'complex':
        return key.im === 0 ? identifyFloat(key.re) : this.#intern(key, `complex ${key.re} ${key.im}`);
      case 'bytes':
        return key.mutable ? undefined : this.#intern(key, `bytes ${key.bytes.join()}`);
      case 'global':
        return this.#intern(key, `global ${key.module} ${key.name}`);
      case 'torch':
        return this.#intern(key, `${key.what} ${key.text}`);
      case 'dict':
      case 'list':
      case 'set':
      case 'ndarray':
        return undefined;
      case 'tuple':
      case 'object':
      case 'persistent':
      case 'storage':
      case 'tensor':
      default:
        return key;
    }
  }

  #intern(key: object, description: string): object {
    const identity = this.#interned.get(description) ?? {};
    this.#interned.set(description, identity);
    this.#known.set(key, identity);
    return identity;
  }

  #number(identity: KeyIdentity): number {
    const known = this.#numbers.get(identity);
    if (known !== undefined) return known;
    this.#numbers.set(identity, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #createIndex(owner: object, entries: MutableEntries): Map<KeyIdentity, number> {
    const index = new Map<KeyIdentity, number>();
    for (const [position, key] of entries.keys.entries()) {
      const identity = this.identify(key);
      if (identity !== undefined) index.set(identity, position);
    }
    this.#indexes.set(owner, index);
    return index;
  }
}

type Primitive = null | boolean | number | bigint | string;

/** A hashable value that is compared by its items: a tuple, a frozenset, or a torch.Size, which is a tuple too. */
type Composite = Extract<PyValue, { readonly items?: readonly PyValue[] }> & { readonly items: readonly PyValue[] };

function isComposite(value: PyValue): value is Composite {
  if (typeof value !== 'object' || value === null) return false;
  if (value.kind === 'tuple') return true;
  if (value.kind === 'set') return value.type === 'builtins.frozenset';
  return value.kind === 'torch' && value.items !== undefined;
}

function describeItems(value: Composite, numbers: readonly number[]): string {
  if (value.kind !== 'set') return `tuple ${numbers.join()}`;
  return `frozenset ${[...new Set(numbers)].sort((a, b) => a - b).join()}`;
}

/** An integral float equals the int of its value, however large. */
function identifyFloat(value: number): number | bigint {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}
