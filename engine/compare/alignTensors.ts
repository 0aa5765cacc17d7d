import { formatPathName } from '../../shared/pathStep.ts';
import { findStateDict } from '../checkpoint/stateDict.ts';
import type { Pacer } from '../pacer.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import { paceSteps, stepThrough, type Steps } from '../steps.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { PairedBy, TensorMatch } from './pairTensors.ts';
import { proposeRenames, type ContentKey, type Lonely } from './proposeRenames.ts';

/** Segments that wrappers put into names: DataParallel and DDP, `torch.compile`. */
const WRAPPERS: ReadonlySet<string> = new Set(['module', '_orig_mod']);
/** Partners that a name of the same ending is tried with. */
const CANDIDATES = 8;

export interface AlignParameters {
  readonly matches: readonly TensorMatch[];
  readonly left: PyValue;
  readonly right: PyValue;
  /** The content of a tensor as a text that is equal for equal content. */
  readonly contentOf: ContentKey;
  readonly pacer?: Pacer | undefined;
}

/**
 * Finds partners for tensors that have none: sees through `module.`, `_orig_mod.` and a renamed root, then proposes renames by equal
 * shape and content, or similar names.
 */
export async function alignTensors(parameters: AlignParameters): Promise<TensorMatch[]> {
  const { matches, contentOf, pacer } = parameters;
  const aligner = await paceSteps(seeThrough(parameters), pacer);
  const { left, right } = aligner.rest();
  for (const { from, to, by, certainty } of await proposeRenames({ left, right, contentOf, pacer })) {
    aligner.pair(from, to, by, certainty);
  }
  return paceSteps(aligner.apply(matches), pacer);
}

/** How many tensors see-through names alone would pair; cheap. */
export async function countAlignable(parameters: Omit<AlignParameters, 'contentOf'>): Promise<number> {
  return (await paceSteps(seeThrough(parameters), parameters.pacer)).size;
}

function* seeThrough({ matches, left, right }: Omit<AlignParameters, 'contentOf'>): Steps<Aligner> {
  const [ours, theirs]: [TensorPlace[], TensorPlace[]] = [[], []];
  for (const match of matches) {
    if (match.right === undefined && match.left !== undefined) ours.push(match.left);
    if (match.left === undefined && match.right !== undefined) theirs.push(match.right);
  }
  const aligner = new Aligner(yield* nameAll(ours, left), yield* nameAll(theirs, right));
  yield* aligner.pairEqualNames();
  yield* aligner.pairRenamedPrefix();
  return aligner;
}

function* nameAll(places: readonly TensorPlace[], root: PyValue): Steps<readonly Lonely[]> {
  const inner = findStateDict(root)?.path ?? [];
  const lonely: Lonely[] = [];
  yield* stepThrough(places, (place) => {
    const isInside = inner.every((step, at) => place.path[at] === step) && place.path.length > inner.length;
    const steps = isInside ? place.path.slice(inner.length) : place.path;
    const name = formatPathName(steps)
      .split('.')
      .filter((segment) => !WRAPPERS.has(segment))
      .join('.');
    lonely.push({ place, name });
  });
  return lonely;
}

interface Partner {
  readonly to: Lonely;
  readonly by: PairedBy;
  readonly certainty: number;
}

class Aligner {
  readonly #left: readonly Lonely[];
  readonly #right: readonly Lonely[];
  readonly #partners = new Map<TensorPlace, Partner>();
  readonly #taken = new Set<TensorPlace>();
  #prefix: Prefixes | undefined;

  constructor(left: readonly Lonely[], right: readonly Lonely[]) {
    this.#left = left;
    this.#right = right;
  }

  get size(): number {
    return this.#partners.size;
  }

  pair(from: Lonely, to: Lonely, by: PairedBy, certainty: number): void {
    this.#partners.set(from.place, { to, by, certainty });
    this.#taken.add(to.place);
  }

  /** What has no partner yet; names on the left with the prefix that they have on the right. */
  rest(): { readonly left: readonly Lonely[]; readonly right: readonly Lonely[] } {
    return {
      left: this.#left.flatMap((one) => {
        if (this.#partners.has(one.place)) return [];
        return this.#prefix === undefined ? one : { ...one, name: replacePrefix(one.name, this.#prefix) };
      }),
      right: this.#right.filter(({ place }) => !this.#taken.has(place)),
    };
  }

  /** Names that are the same without wrappers, where they name one tensor on each side. */
  *pairEqualNames(): Steps<undefined> {
    const { left, right } = this.rest();
    const ours = yield* indexNames(left);
    const theirs = yield* indexNames(right);
    yield* stepThrough(ours, ([name, [from, ...others]]) => {
      const [to, ...further] = theirs.get(name) ?? [];
      if (from !== undefined && to !== undefined && others.length + further.length === 0)
        this.pair(from, to, 'prefix', 1);
    });
  }

  /** The one prefix in whose place the other side has another one, as most names with a common ending say. */
  *pairRenamedPrefix(): Steps<undefined> {
    const { left, right } = this.rest();
    const best = yield* voteForPrefix(left, right);
    if (best === undefined) return;
    const theirs = yield* indexNames(right);
    const begins = left.filter(({ name }) => startsWith(name, best.from));
    this.#prefix = best;
    const found: { readonly from: Lonely; readonly to: Lonely }[] = [];
    yield* stepThrough(begins, (from) => {
      const [to, ...others] = theirs.get(replacePrefix(from.name, best)) ?? [];
      if (to !== undefined && others.length === 0) found.push({ from, to });
    });
    for (const { from, to } of found) this.pair(from, to, 'prefix', found.length / begins.length);
  }

  /** The matches with partners put together; what was added and has a partner now stands beside that. */
  *apply(matches: readonly TensorMatch[]): Steps<TensorMatch[]> {
    const aligned: TensorMatch[] = [];
    yield* stepThrough(matches, (match) => {
      const { left, right } = match;
      const partner = left !== undefined && right === undefined ? this.#partners.get(left) : undefined;
      if (partner !== undefined) {
        aligned.push({ left, right: partner.to.place, by: partner.by, certainty: partner.certainty });
      } else if (left !== undefined || right === undefined || !this.#taken.has(right)) aligned.push(match);
    });
    return aligned;
  }
}

function* indexNames(lonely: readonly Lonely[]): Steps<Map<string, Lonely[]>> {
  const index = new Map<string, Lonely[]>();
  yield* stepThrough(lonely, (one) => {
    const same = index.get(one.name);
    if (same === undefined) index.set(one.name, [one]);
    else same.push(one);
  });
  return index;
}

function startsWith(name: string, prefix: string): boolean {
  return prefix === '' || name.startsWith(`${prefix}.`);
}

interface Prefixes {
  readonly from: string;
  readonly to: string;
}

function replacePrefix(name: string, { from, to }: Prefixes): string {
  if (!startsWith(name, from)) return name;
  const tail = from === '' ? name : name.slice(from.length + 1);
  return to === '' ? tail : `${to}.${tail}`;
}

function* voteForPrefix(left: readonly Lonely[], right: readonly Lonely[]): Steps<Prefixes | undefined> {
  const endings = new Map<string, Lonely[]>();
  yield* stepThrough(right, (one) => {
    const key = endingOf(one);
    endings.set(key, [...(endings.get(key) ?? []).slice(0, CANDIDATES - 1), one]);
  });
  const votes = new Map<string, Prefixes & { count: number }>();
  yield* stepThrough(left, (one) => {
    for (const other of endings.get(endingOf(one)) ?? []) {
      const prefixes = splitPrefixes(one.name, other.name);
      const key = JSON.stringify([prefixes.from, prefixes.to]);
      const vote = votes.get(key) ?? { ...prefixes, count: 0 };
      vote.count += 1;
      votes.set(key, vote);
    }
  });
  const best = [...votes.values()].toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count >= Math.min(2, left.length) && best.from !== best.to ? best : undefined;
}

/** The last two parts of a name, and the shape. */
function endingOf({ place, name }: Lonely): string {
  return `${name.split('.').slice(-2).join('.')} ${place.value.shape.join('x')}`;
}

/** What two names begin with before their longest common ending. */
function splitPrefixes(from: string, to: string): Prefixes {
  const [ours, theirs] = [from.split('.'), to.split('.')];
  while (ours.length > 0 && theirs.length > 0 && ours.at(-1) === theirs.at(-1)) {
    ours.pop();
    theirs.pop();
  }
  return { from: ours.join('.'), to: theirs.join('.') };
}
