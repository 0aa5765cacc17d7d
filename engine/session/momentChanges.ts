import type { MatchStatus, MomentChange } from '../../shared/comparison.ts';
import { MATCH_STATUSES } from '../../shared/comparison.ts';
import { asReal } from '../checkpoint/dictFields.ts';
import { listParameterStates, type ParameterState } from '../checkpoint/parameterStates.ts';
import type { ComparisonRow, ComparisonRows } from '../compare/comparisonRows.ts';
import { isTensor } from '../values/isTensor.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import type { OpenCheckpoint } from './openCheckpoint.ts';
import { isReadableScalar, readScalar } from './readScalar.ts';
import type { HeldComparison } from './runComparison.ts';
import { tryReading } from './tryReading.ts';

type States = ReadonlyMap<TensorValue, ParameterState>;
/** Rows of the section `moments`, by the tensors of one side. */
type RowNodes = ReadonlyMap<PyValue, number>;

/** What is looked up for every parameter, made once for a comparison. */
interface MomentIndex {
  readonly states: readonly [left: States, right: States];
  readonly rows: readonly [left: RowNodes, right: RowNodes];
}

const indexes = new WeakMap<HeldComparison, MomentIndex>();

function indexMoments(held: HeldComparison): MomentIndex {
  const known = indexes.get(held);
  if (known !== undefined) return known;
  const { rows, named } = held.sections.moments;
  const nodesOf = (side: 'left' | 'right'): RowNodes =>
    new Map(
      rows.flatMap(({ match }, place) => {
        const value = match[side]?.value;
        return value === undefined ? [] : [[value, named.nodeOf[place] ?? 0] as const];
      }),
    );
  const made: MomentIndex = {
    states: [listParameterStates(held.left.facts), listParameterStates(held.right.facts)],
    rows: [nodesOf('left'), nodesOf('right')],
  };
  indexes.set(held, made);
  return made;
}

/**
 * What optimizers keep for the parameter that a row of the section `tensors` shows, on both sides: in the order of the left, then what
 * only the right has. Tensors of one element are read for their value.
 */
export async function describeMoments(
  held: HeldComparison,
  { match }: ComparisonRow,
  signal: AbortSignal,
): Promise<readonly MomentChange[]> {
  const { states } = indexMoments(held);
  const stateOf = (side: 0 | 1, value: PyValue | undefined): ParameterState | undefined =>
    isTensor(value) ? states[side].get(value) : undefined;
  const left = stateOf(0, match.left?.value);
  const right = stateOf(1, match.right?.value);
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  const changes: MomentChange[] = [];
  for (const name of names) {
    const change = await describeMoment(held, { name, left: left?.get(name), right: right?.get(name) }, signal);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

interface Moment {
  readonly name: string;
  readonly left: PyValue | undefined;
  readonly right: PyValue | undefined;
}

/** Undefined for state that is neither a tensor nor a number on either side. */
async function describeMoment(
  held: HeldComparison,
  moment: Moment,
  signal: AbortSignal,
): Promise<MomentChange | undefined> {
  const numbers = [
    await readNumber(held.left, moment.left, signal),
    await readNumber(held.right, moment.right, signal),
  ] as const;
  const sides = {
    ...(numbers[0] !== undefined && { left: numbers[0] }),
    ...(numbers[1] !== undefined && { right: numbers[1] }),
  };
  const tensors = describeTensors(held, moment);
  if (tensors !== undefined) return { name: moment.name, ...tensors, ...sides };
  if (numbers[0] === undefined && numbers[1] === undefined) return undefined;
  return { name: moment.name, status: statusOf(...numbers, Object.is(...numbers)), ...sides };
}

function statusOf(left: unknown, right: unknown, isSame: boolean): MatchStatus {
  if (left === undefined) return 'added';
  if (right === undefined) return 'removed';
  return isSame ? 'identical' : 'changed';
}

/** From the rows that show the tensors: one, or, where the optimizers count their parameters differently, one for each side. */
function describeTensors(held: HeldComparison, { left, right }: Moment): Omit<MomentChange, 'name'> | undefined {
  const { rows } = indexMoments(held);
  const { columns } = held.sections.moments;
  const [ours, theirs] = [
    isTensor(left) ? rows[0].get(left) : undefined,
    isTensor(right) ? rows[1].get(right) : undefined,
  ];
  const node = ours ?? theirs;
  if (node === undefined) return undefined;
  const isOne = ours === theirs;
  const known = (name: 'leftL2' | 'rightL2' | 'relL2', row: number | undefined) => {
    const figure = row === undefined ? Number.NaN : (columns[name][row] ?? Number.NaN);
    return Number.isNaN(figure) ? {} : { [name]: figure };
  };
  return {
    status: isOne ? readStatus(columns, node) : statusOf(ours, theirs, false),
    ...((isOne || ours === undefined || theirs === undefined) && { node }),
    ...known('leftL2', ours),
    ...known('rightL2', theirs),
    ...(isOne && known('relL2', node)),
  };
}

function readStatus({ status }: ComparisonRows['columns'], node: number): MatchStatus {
  return MATCH_STATUSES[status[node] ?? 0] ?? 'changed';
}

/** An int or a float, or the one element of a tensor. */
async function readNumber(
  { opened }: OpenCheckpoint,
  value: PyValue | undefined,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (!isTensor(value)) return asReal(value);
  if (!isReadableScalar(value)) return undefined;
  const text = await tryReading(readScalar(opened, value, signal));
  const number = Number(text?.replace('inf', 'Infinity') ?? Number.NaN);
  return Number.isNaN(number) ? undefined : number;
}
