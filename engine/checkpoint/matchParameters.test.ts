import { describe, expect, it } from 'vitest';
import type { PyDict, PyValue } from '../values/pyValue.ts';
import type { TensorValue } from '../values/tensorValue.ts';
import { matchParameters } from './matchParameters.ts';
import type { ParameterGroup } from './optimizers.ts';
import type { StateDictEntry } from './stateDict.ts';

type Shapes = readonly (readonly [name: string, ...shape: number[]])[];

function tensor(shape: readonly number[], dtype = 'float32'): TensorValue {
  return { kind: 'tensor', type: 'torch.Tensor', layout: 'strided', dtype, shape, device: 'cpu', requiresGrad: false };
}

function stateDict(shapes: Shapes): StateDictEntry[] {
  return shapes.map(([name, ...shape]) => ({
    name,
    tensor: tensor(shape, name.endsWith('tracked') ? 'int64' : 'float32'),
  }));
}

function dict(fields: Readonly<Record<string, PyValue>>): PyDict {
  return { kind: 'dict', type: 'builtins.dict', keys: Object.keys(fields), values: Object.values(fields) };
}

/** A group whose members have a moment of these shapes; undefined: no state yet. */
function group(...shapes: readonly (readonly number[] | undefined)[]): ParameterGroup {
  return {
    options: dict({}),
    members: shapes.map((shape, id) => ({
      id,
      name: undefined,
      state: shape && dict({ step: tensor([]), exp_avg: tensor(shape) }),
    })),
  };
}

/** Names by number, with a question mark where they are not certain. */
function namesOf(groups: readonly ParameterGroup[], entries: readonly StateDictEntry[]): string[] | undefined {
  const matches = matchParameters(groups, entries);
  if (matches === undefined) return undefined;
  return groups.flatMap(({ members }) =>
    members.map((member) => {
      const match = matches.get(member);
      return `${match?.parameter}${match?.certain === true ? '' : '?'}`;
    }),
  );
}

const LAYER: Shapes = [
  ['norm.weight', 8],
  ['norm.bias', 8],
  ['norm.running_mean', 8],
  ['norm.num_batches_tracked'],
  ['fc.weight', 4, 8],
  ['fc.bias', 4],
];

describe('matchParameters', () => {
  it('leaves out buffers, whose shapes are those of parameters', () => {
    expect(namesOf([group([8], [8], [4, 8], [4])], stateDict(LAYER))).toEqual([
      'norm.weight',
      'norm.bias',
      'fc.weight',
      'fc.bias',
    ]);
  });

  it("puts a module's own parameters before its children's when that is what fits", () => {
    const entries = stateDict([
      ['stem.weight', 3, 3],
      ['scale', 1],
      ['head.weight', 3, 3],
      ['shift', 2],
    ]);
    expect(namesOf([group([1], [2], [3, 3], [3, 3])], entries)).toEqual([
      'scale',
      'shift',
      'stem.weight?',
      'head.weight?',
    ]);
  });

  it("takes the state dict's own order where only that fits", () => {
    const entries = stateDict([
      ['stem.weight', 3],
      ['scale', 3],
      ['last', 5],
    ]);
    expect(namesOf([group([3], [3], [5])], entries)).toEqual(['stem.weight?', 'scale?', 'last']);
  });

  it('is not certain where both orders fit and disagree', () => {
    const entries = stateDict([
      ['stem.weight', 3],
      ['scale', 3],
    ]);
    expect(namesOf([group([3], [3])], entries)).toEqual(['scale?', 'stem.weight?']);
  });

  it('finds the only buffer that no name gives away by its shape', () => {
    const entries = stateDict([
      ['head.vocabulary', 100, 2],
      ['head.weight', 3, 3],
    ]);
    expect(namesOf([group([3, 3])], entries)).toEqual(['head.weight']);
  });

  it('says which numbers frozen parameters of equal shape leave open', () => {
    const entries = stateDict([
      ['first.weight', 9, 9],
      ['layers.0.weight', 3, 3],
      ['layers.1.weight', 3, 3],
      ['layers.2.weight', 3, 3],
      ['last.weight', 7, 7],
    ]);
    expect(namesOf([group([9, 9], [3, 3], [3, 3], [7, 7])], entries)).toEqual([
      'first.weight',
      'layers.0.weight?',
      'layers.1.weight?',
      'last.weight',
    ]);
  });

  it('follows groups that take parameters by their rank', () => {
    const groups = [group([4, 8], [2, 4]), group([4], [2])];
    const entries = stateDict([
      ['0.weight', 4, 8],
      ['0.bias', 4],
      ['1.weight', 2, 4],
      ['1.bias', 2],
    ]);
    expect(namesOf(groups, entries)).toEqual(['0.weight', '1.weight', '0.bias', '1.bias']);
  });

  it('gives what only one group can have to that group', () => {
    const groups = [group([5], [3]), group([3], [6])];
    const entries = stateDict([
      ['a', 5],
      ['b', 3],
      ['c', 3],
      ['d', 6],
    ]);
    expect(namesOf(groups, entries)?.map((name) => name.replace('?', ''))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('names a tied weight once', () => {
    const entries = stateDict([
      ['embed.weight', 9, 4],
      ['head.weight', 9, 4],
      ['head.bias', 9],
    ]);
    const storage = {
      kind: 'storage' as const,
      key: '0',
      dtype: 'float32',
      type: 'FloatStorage',
      device: 'cpu',
      elements: 36,
      bytes: 144,
      extent: undefined,
      index: 0,
    };
    const tied = entries.map((entry) =>
      entry.name.endsWith('weight') ? { ...entry, tensor: { ...entry.tensor, storage, storageOffset: 0 } } : entry,
    );
    expect(namesOf([group([9, 4], [9])], tied)).toEqual(['embed.weight', 'head.bias']);
  });

  it('believes the names that an optimizer keeps, and finds the module around them', () => {
    const named: ParameterGroup = {
      options: dict({}),
      members: [
        { id: 0, name: 'fc.weight', state: undefined },
        { id: 1, name: 'fc.bias', state: undefined },
      ],
    };
    const entries = stateDict([
      ['model.fc.weight', 2, 2],
      ['model.fc.bias', 2],
    ]);
    expect(namesOf([named], entries)).toEqual(['model.fc.weight', 'model.fc.bias']);
  });

  it('places members without state by their neighbours', () => {
    const entries = stateDict([
      ['a', 2],
      ['b', 3],
      ['c', 4],
    ]);
    expect(namesOf([group([2], undefined, [4])], entries)).toEqual(['a', 'b', 'c']);
  });

  it('is certain of the order of modules though a hook moved a few of many entries', () => {
    const layers = Array.from({ length: 40 }, (_, index): readonly [string, ...number[]] => [
      `layers.${index}.weight`,
      3,
      3,
    ]);
    const entries = stateDict([['stem.weight', 5], ['scale', 2], ...layers]);
    const moments = [[2], [5], ...layers.map(() => [3, 3])];
    expect(namesOf([group(...moments)], entries)).toEqual(['scale', 'stem.weight', ...layers.map(([name]) => name)]);
  });

  it('gives those that a shape tells apart where no order fits', () => {
    const entries = stateDict([
      ['a', 8],
      ['b', 4],
      ['c', 3],
      ['d', 3],
    ]);
    expect(namesOf([group([3], [3], [4], [8])], entries)).toEqual(['undefined?', 'undefined?', 'b', 'a']);
  });

  it('gives nothing where no shape fits', () => {
    expect(namesOf([group([1, 2, 3])], stateDict(LAYER))).toBeUndefined();
  });
});
