import { alignEarly, alignLate, indexShapes } from './alignShapes.ts';
import { parameterShape, shapeKey } from './momentShape.ts';
import type { GroupMember, ParameterGroup } from './optimizers.ts';
import { keepsModuleOrder, orderByModule, selectParameters } from './parameterOrder.ts';
import type { StateDictEntry } from './stateDict.ts';

/** The parameter that a member of an optimizer's group stands for. */
export interface ParameterMatch {
  readonly parameter: string;
  /** Undefined where the state dict does not hold a parameter of that name. */
  readonly entry: StateDictEntry | undefined;
  /** Whether no other assignment fits the shapes and an order that torch writes. */
  readonly certain: boolean;
}

/** Members whose place becomes certain free others; this often it is tried again. */
const ROUNDS = 4;
/** Beyond so many groups, each is placed without regard to the others: trying again costs groups × parameters. */
const MANY_GROUPS = 64;

/**
 * Says which parameters the numbers in an optimizer's groups stand for. An optimizer only knows the order in which it was
 * given them: that of `named_parameters()`, or the state dict's own. Each group keeps that order; shapes tell which
 * parameters it has. Where shapes allow more than one assignment, the likeliest is given as uncertain.
 *
 * Where no order fits, only members whose shape tells them apart are given. Returns undefined where nothing fits. The groups are those of one optimizer, or of several that share no parameter.
 */
export function matchParameters(
  groups: readonly ParameterGroup[],
  entries: readonly StateDictEntry[],
): ReadonlyMap<GroupMember, ParameterMatch> | undefined {
  const named = matchByName(groups, entries);
  if (named !== undefined) return named;
  for (const strict of [true, false]) {
    const parameters = selectParameters(entries, strict);
    const byModule = orderByModule(parameters);
    const areSame = byModule.every((entry, place) => entry === parameters[place]);
    const orders = areSame ? [parameters] : [byModule, parameters];
    const fits = orders.flatMap((order) => matchInOrder(groups, order) ?? []);
    const [best] = fits;
    if (best !== undefined)
      return confirm(best, fits, keepsModuleOrder(entries) ? undefined : uniqueShapes(parameters));
  }
  return matchUnique(groups, selectParameters(entries, true));
}

/** Pairs of one member and one parameter that alone have their shape. */
function matchUnique(groups: readonly ParameterGroup[], parameters: readonly StateDictEntry[]): Matches | undefined {
  const members = groups.flatMap((group) => group.members);
  const shapes = members.map((member) => parameterShape(member.state) ?? 'unknown');
  const { byShape } = indexShapes(shapes, () => true);
  const matches = new Map<GroupMember, ParameterMatch>();
  for (const entry of uniqueShapes(parameters)) {
    const [first, ...more] = byShape.get(shapeKey(entry.tensor)) ?? [];
    const member = first === undefined || more.length > 0 ? undefined : members[first];
    if (member !== undefined) matches.set(member, { parameter: entry.name, entry, certain: true });
  }
  return matches.size === 0 ? undefined : matches;
}

type Matches = ReadonlyMap<GroupMember, ParameterMatch>;

/** `param_names`, or keys that are names: the writer says it. Names may lack the prefix of a module around the model. */
function matchByName(groups: readonly ParameterGroup[], entries: readonly StateDictEntry[]): Matches | undefined {
  const members = groups.flatMap((group) => group.members);
  const first = members[0]?.name;
  if (first === undefined || members.some((member) => member.name === undefined)) return undefined;
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const outer = entries.find(({ name }) => name === first || name.endsWith(`.${first}`))?.name;
  const prefix = outer === undefined ? '' : outer.slice(0, outer.length - first.length);
  return new Map(
    members.map((member) => {
      const name = member.name ?? '';
      const entry = byName.get(prefix + name) ?? byName.get(name);
      return [member, { parameter: entry?.name ?? name, entry, certain: true }];
    }),
  );
}

function matchInOrder(groups: readonly ParameterGroup[], order: readonly StateDictEntry[]): Matches | undefined {
  const shapes = order.map(({ tensor }) => shapeKey(tensor));
  const sequences = groups.map((group) => group.members.map((member) => parameterShape(member.state)));
  const ranges = narrow(sequences, shapes);
  if (ranges === undefined) return undefined;
  const likely = guess(sequences, shapes, ranges);
  const matches = new Map<GroupMember, ParameterMatch>();
  for (const [at, group] of groups.entries()) {
    for (const [position, member] of group.members.entries()) {
      const { early, late } = ranges[at] ?? { early: [], late: [] };
      const place = likely[at]?.[position] ?? early[position];
      const entry = place === undefined ? undefined : order[place];
      if (entry === undefined) return undefined;
      const certain = early[position] === late[position];
      matches.set(member, { parameter: entry.name, entry, certain });
    }
  }
  return matches;
}

interface Range {
  readonly early: readonly number[];
  readonly late: readonly number[];
}

/** The earliest and latest places of each group; what only one group can have is taken from the others. */
function narrow(sequences: readonly (string | undefined)[][], shapes: readonly string[]): Range[] | undefined {
  const owners = new Map<number, number>();
  const whole = indexShapes(shapes, () => true);
  let ranges: Range[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = owners.size;
    ranges = [];
    for (const [group, sequence] of sequences.entries()) {
      const isShared = before === 0 || sequences.length > MANY_GROUPS;
      const index = isShared ? whole : indexShapes(shapes, (position) => (owners.get(position) ?? group) === group);
      const [early, late] = [alignEarly(sequence, index), alignLate(sequence, index)];
      if (early === undefined || late === undefined) return undefined;
      ranges.push({ early, late });
      for (const [at, position] of early.entries()) if (late[at] === position) owners.set(position, group);
    }
    if (owners.size === before) break;
  }
  return ranges;
}

/** The likeliest places: all groups one after the other where that fits, else each as early as the ones before leave it. */
function guess(
  sequences: readonly (string | undefined)[][],
  shapes: readonly string[],
  ranges: readonly Range[],
): readonly (readonly number[])[] {
  const joined = alignEarly(
    sequences.flat(),
    indexShapes(shapes, () => true),
  );
  if (joined !== undefined) {
    let start = 0;
    return sequences.map(({ length }) => joined.slice(start, (start += length)));
  }
  if (sequences.length > MANY_GROUPS) return ranges.map(({ early }) => early);
  const taken = new Set<number>();
  return sequences.map((sequence, group) => {
    const free = alignEarly(
      sequence,
      indexShapes(shapes, (position) => !taken.has(position)),
    );
    const places = free ?? ranges[group]?.early ?? [];
    for (const place of places) taken.add(place);
    return places;
  });
}

/**
 * A match is certain if every order that fits says the same, and says it for certain. Where the state dict's own order was
 * changed, any order may fit by chance: then only shapes that one parameter alone has are certain.
 */
function confirm(best: Matches, fits: readonly Matches[], unique: ReadonlySet<StateDictEntry> | undefined): Matches {
  return new Map(
    [...best].map(([member, match]) => {
      const certain = fits.every((fit) => {
        const other = fit.get(member);
        return other?.certain === true && other.parameter === match.parameter;
      });
      const isUnique = unique === undefined || (match.entry !== undefined && unique.has(match.entry));
      return [member, { ...match, certain: certain && isUnique }];
    }),
  );
}

/** Parameters whose shape no other one has. */
function uniqueShapes(parameters: readonly StateDictEntry[]): ReadonlySet<StateDictEntry> {
  const { byShape } = indexShapes(
    parameters.map(({ tensor }) => shapeKey(tensor)),
    () => true,
  );
  return new Set(
    [...byShape.values()].flatMap(([first = 0, ...more]) => (more.length === 0 ? (parameters[first] ?? []) : [])),
  );
}
