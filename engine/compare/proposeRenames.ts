import { LIMITS } from '../limits.ts';
import type { Pacer } from '../pacer.ts';
import { editDistance } from '../tree/editDistance.ts';
import type { TensorPlace } from '../report/listTensors.ts';

/** A tensor without a partner, and its name without what wrappers and roots add. */
export interface Lonely {
  readonly place: TensorPlace;
  readonly name: string;
}

/** The content of a tensor as a text that is equal for equal content; undefined where it cannot be had. */
export type ContentKey = (place: TensorPlace, side: 'left' | 'right') => Promise<string | undefined>;

export interface RenameParameters {
  readonly left: readonly Lonely[];
  readonly right: readonly Lonely[];
  readonly contentOf: ContentKey;
  readonly pacer?: Pacer | undefined;
}

/** A tensor that may have been renamed. */
export interface Rename {
  readonly from: Lonely;
  readonly to: Lonely;
  readonly by: 'content' | 'name';
  readonly certainty: number;
}

/** Names that are less alike are no renames. */
const LEAST_SIMILARITY = 0.6;

/**
 * Proposes renames among tensors of the same shape: those whose content is equal, which is as sure as it is unique, then those
 * whose names are alike. Each tensor is proposed once, the likeliest first.
 */
export async function proposeRenames({ left, right, contentOf, pacer }: RenameParameters): Promise<readonly Rename[]> {
  const theirs = groupByShape(right);
  const renames: Rename[] = [];
  for (const [shape, ours] of groupByShape(left)) {
    const others = theirs.get(shape);
    if (others === undefined) continue;
    const froms = ours.slice(0, LIMITS.renameCandidates);
    const tos = others.slice(0, LIMITS.renameCandidates);
    const [fromKeys, toKeys] = [await readKeys(froms, 'left', contentOf), await readKeys(tos, 'right', contentOf)];
    const candidates: Rename[] = [];
    for (const from of froms) {
      for (const to of tos) candidates.push(...proposeOne({ from, keys: fromKeys }, { to, keys: toKeys }));
      if (pacer?.isDue() === true) await pacer.pause();
    }
    renames.push(...chooseBest(candidates));
  }
  return renames;
}

type Keys = ReadonlyMap<Lonely, string>;

function proposeOne(
  { from, keys: ours }: { readonly from: Lonely; readonly keys: Keys },
  { to, keys: theirs }: { readonly to: Lonely; readonly keys: Keys },
): readonly Rename[] {
  const similarity = compareNames(from.name, to.name);
  const key = ours.get(from);
  if (key !== undefined && key === theirs.get(to)) {
    const twins = Math.max(countKey(ours, key), countKey(theirs, key));
    return [{ from, to, by: 'content', certainty: (1 + similarity) / (1 + similarity + (twins - 1)) }];
  }
  return similarity < LEAST_SIMILARITY ? [] : [{ from, to, by: 'name', certainty: similarity * 0.9 }];
}

function groupByShape(lonely: readonly Lonely[]): ReadonlyMap<string, Lonely[]> {
  const groups = new Map<string, Lonely[]>();
  for (const one of lonely) {
    const { shape, dtype } = one.place.value;
    const key = `${dtype} ${shape.join('x')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

async function readKeys(lonely: readonly Lonely[], side: 'left' | 'right', contentOf: ContentKey): Promise<Keys> {
  const keys = new Map<Lonely, string>();
  for (const one of lonely) {
    const key = await contentOf(one.place, side);
    if (key !== undefined) keys.set(one, key);
  }
  return keys;
}

function countKey(keys: Keys, key: string): number {
  return [...keys.values()].filter((other) => other === key).length;
}

/** Content before names, then the surer first; each tensor once. */
function chooseBest(candidates: readonly Rename[]): readonly Rename[] {
  const taken = new Set<Lonely>();
  const sorted = candidates.toSorted(
    (a, b) => Number(b.by === 'content') - Number(a.by === 'content') || b.certainty - a.certainty,
  );
  return sorted.filter(({ from, to }) => {
    if (taken.has(from) || taken.has(to)) return false;
    taken.add(from).add(to);
    return true;
  });
}

/** 1 for equal names, 0 for names without a letter in common. */
export function compareNames(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  const most = Math.floor(longest * (1 - LEAST_SIMILARITY));
  return 1 - editDistance(a.slice(0, 1000), b.slice(0, 1000), most) / longest;
}
