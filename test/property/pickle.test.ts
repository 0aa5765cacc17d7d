import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeOpcodes } from '../../engine/pickle/decodeOpcodes.ts';
import { findMemoReads } from '../../engine/pickle/findMemoReads.ts';
import { runPickle } from '../../engine/pickle/runPickle.ts';
import { writeJson } from '../../engine/values/jsonText.ts';
import { pythonRepr } from '../../engine/values/pythonRepr.ts';
import type { PyValue } from '../../engine/values/pyValue.ts';
import { summarizeValue } from '../../engine/values/summarizeValue.ts';
import { valuesToJson } from '../../engine/values/valuesToJson.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { assemblePickle, type Instruction, repeatPickle } from '../support/assemblePickle.ts';
import { writePickle } from '../support/writePickle.ts';

const text = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));
const integer = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.bigInt().map(normalize));
const scalar: fc.Arbitrary<PyValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  integer,
  text,
  fc.double().map((value) => ({ kind: 'float', value }) as const),
);

const { value: anyValue } = fc.letrec<{ value: PyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 5 }).map((items) => ({ kind: 'list', type: 'builtins.list', items }) as const),
    fc.array(tie('value'), { maxLength: 5 }).map((items) => ({ kind: 'tuple', items }) as const),
    fc.uniqueArray(fc.tuple(text, tie('value')), { maxLength: 5, selector: ([key]) => key }).map(makeDict),
    fc.uniqueArray(fc.tuple(fc.integer(), tie('value')), { maxLength: 12, selector: ([key]) => key }).map(makeDict),
    // One value at two places.
    tie('value').map((shared) => ({ kind: 'tuple', items: [shared, shared] }) as const),
  ),
}));

function makeDict(entries: readonly (readonly [PyValue, PyValue])[]): PyValue {
  const [keys, values] = [entries.map(([key]) => key), entries.map(([, value]) => value)];
  return { kind: 'dict', type: 'builtins.dict', keys, values };
}

function normalize(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

describe('a pickle of any value', () => {
  it.each([0, 2, 4] as const)('of protocol %i gives the value back', (protocol) => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const { root, findings } = runPickle(writePickle(value, protocol));
        expect(root).toEqual(value);
        expect(findings).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same JSON however it is written', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const texts = ([0, 2, 4] as const).map((protocol) => toText(runPickle(writePickle(value, protocol)).root));
        expect(new Set(texts).size).toBe(1);
      }),
    );
  });

  it('reads from the memo what decoding its opcodes says', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom(0, 2, 4), (value, protocol) => {
        const bytes = writePickle(value, protocol);
        expect(findMemoReads(bytes, 0)).toEqual(listMemoReads(bytes));
      }),
    );
  });
});

/** The naive twin of `findMemoReads`. */
function listMemoReads(bytes: Uint8Array): Set<unknown> {
  const reads = [...decodeOpcodes(bytes)].filter(({ opcode }) => opcode.name.endsWith('GET'));
  return new Set(reads.map(({ argument }) => argument));
}

function toText(value: PyValue): string {
  const pieces: string[] = [];
  writeJson(valuesToJson(value, []), (piece) => pieces.push(piece));
  return pieces.join('');
}

/** Reads and shows what it can; whatever goes wrong must be an InspectError that says where. */
function exercise(bytes: Uint8Array): void {
  try {
    const { root, end } = runPickle(bytes);
    expect(end).toBeLessThanOrEqual(bytes.length);
    expect(pythonRepr(root, 200).length).toBeLessThanOrEqual(200);
    expect(summarizeValue(root).length).toBeLessThanOrEqual(120);
    writeJson(valuesToJson(root, []), () => {});
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    expect(error.code).toMatch(/^pickle\//);
    expect(error.message.length).toBeGreaterThan(20);
  }
}

const FIXTURES = new URL('../fixtures/pickle/', import.meta.url);
const SAMPLE = new URL('../../samples/run/epoch=39-step=9680.ckpt', import.meta.url);

function readSamplePickle(): Uint8Array {
  const files = unzipSync(new Uint8Array(readFileSync(SAMPLE)), { filter: ({ name }) => name.endsWith('/data.pkl') });
  const [bytes] = Object.values(files);
  if (bytes === undefined) throw new Error('the sample holds no data.pkl');
  return bytes;
}

describe.each([
  ['objects.p2.pkl', 400],
  ['objects.p5.pkl', 400],
  ['containers.p0.pkl', 100],
  ['sharing.p4.pkl', 400],
  ['keys.p2.pkl', 400],
  ['the pickle of a real checkpoint', 25],
] as const)('%s, damaged', (name, numRuns) => {
  const whole = name.endsWith('.pkl') ? new Uint8Array(readFileSync(new URL(name, FIXTURES))) : readSamplePickle();

  it('by flipped bytes gives a value or an error', () => {
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(flips, (changes) => {
        const bytes = whole.slice();
        for (const [at, mask] of changes) bytes[at] = (bytes[at] ?? 0) ^ mask;
        exercise(bytes);
      }),
      { numRuns },
    );
  });

  it('by a cut is told to be cut', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        const run = (): unknown => runPickle(whole.slice(0, length));
        expect(run).toThrow(expect.objectContaining({ code: 'pickle/truncated' }));
      }),
      { numRuns },
    );
  });
});

describe('random bytes', () => {
  it('give a value or an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), exercise), { numRuns: 1000 });
  });

  it('of opcodes give a value or an error', () => {
    const byte = fc.constantFrom(
      ...Buffer.from('().0123NIFJKM]}aelst\x85\x86\x87\x88\x8f\x90\x91\x94RbQuqh\x81\x92\x93cio\n\0\x01', 'latin1'),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => exercise(Uint8Array.from([...bytes, 0x2e]))),
      { numRuns: 3000 },
    );
  });
});

describe('bombs', () => {
  it('tuples nested a million deep: read', () => {
    const { opcodes } = runPickle(assemblePickle('NONE', repeatPickle(1_000_000, 'TUPLE1'), 'STOP'));
    expect(opcodes).toBe(1_000_002);
  });

  it.each<[string, Uint8Array]>([
    ['tuples nested deep', assemblePickle('NONE', repeatPickle(200_000, 'TUPLE1'), 'STOP')],
    ['lists nested deep', assemblePickle(repeatPickle(100_000, 'MARK'), repeatPickle(100_000, 'LIST'), 'STOP')],
    [
      'dicts nested deep',
      assemblePickle(repeatPickle(100_000, 'EMPTY_DICT', 'NONE'), 'NONE', repeatPickle(100_000, 'SETITEM'), 'STOP'),
    ],
    [
      'objects nested deep',
      assemblePickle('NONE', repeatPickle(100_000, 'TUPLE1', ['GLOBAL', ['m', 'C']], 'DUP', 'POP', 'POP'), 'STOP'),
    ],
    ['a flood of marks', assemblePickle(repeatPickle(1_000_000, 'MARK'), 'NONE', 'STOP')],
    ['a flood of DUP', assemblePickle('EMPTY_LIST', repeatPickle(1_000_000, 'DUP'), 'STOP')],
    ['a list appended to itself', assemblePickle('EMPTY_LIST', repeatPickle(100_000, 'DUP', 'APPEND'), 'STOP')],
    [
      'shared lists that expand to 10^60 leaves',
      assemblePickle(
        'NONE',
        ...Array.from({ length: 60 }, (): Instruction[] => [
          'MEMOIZE',
          'MARK',
          ['BINGET', 0],
          'DUP',
          'DUP',
          'LIST',
        ]).flat(),
        'STOP',
      ),
    ],
    [
      'a shared tuple of tuples as a key',
      assemblePickle(
        'EMPTY_DICT',
        'EMPTY_TUPLE',
        ...Array.from({ length: 40 }, (): Instruction[] => ['DUP', 'DUP', 'TUPLE3']).flat(),
        'NONE',
        'SETITEM',
        'STOP',
      ),
    ],
    ['a memo index of four billion', assemblePickle('NONE', ['LONG_BINPUT', 0xffffffff], 'STOP')],
    [
      'many memo indexes far apart',
      assemblePickle(
        ...Array.from({ length: 1000 }, (_, i): Instruction[] => [
          'NONE',
          ['LONG_BINPUT', i * 4_000_000],
          'POP',
        ]).flat(),
        'NONE',
        'STOP',
      ),
    ],
    [
      'a long text a hundred thousand times',
      assemblePickle(
        'MARK',
        ['BINUNICODE', 'x'.repeat(100_000)],
        'MEMOIZE',
        repeatPickle(100_000, ['BINGET', 0]),
        'LIST',
        'STOP',
      ),
    ],
    [
      'an OrderedDict whose attributes hold it',
      assemblePickle(
        ['GLOBAL', ['collections', 'OrderedDict']],
        'EMPTY_TUPLE',
        'REDUCE',
        'MEMOIZE',
        'EMPTY_DICT',
        ['BINUNICODE', '_metadata'],
        ['BINGET', 0],
        'SETITEM',
        'BUILD',
        'STOP',
      ),
    ],
  ])('%s: shown within bounds', (_, bytes) => {
    exercise(bytes);
    expect(() => runPickle(bytes)).not.toThrow();
  });

  it.each<[string, Uint8Array]>([
    [
      'a set of one long list, over and over',
      assemblePickle(
        'MARK',
        repeatPickle(10_000, ['BININT1', 1]),
        'LIST',
        'TUPLE1',
        ['BINPUT', 1],
        ['GLOBAL', ['builtins', 'list']],
        ['BINPUT', 2],
        repeatPickle(10_000, ['BINGET', 2], ['BINGET', 1], 'REDUCE', 'POP'),
        'STOP',
      ),
    ],
    [
      'one long state, over and over',
      assemblePickle(
        ['GLOBAL', ['m', 'C']],
        'EMPTY_TUPLE',
        'NEWOBJ',
        'MARK',
        ...Array.from({ length: 5000 }, (_, i): Instruction[] => [['BINUNICODE', `a${i}`], 'NONE']).flat(),
        'DICT',
        ['BINPUT', 0],
        'BUILD',
        repeatPickle(10_000, ['BINGET', 0], 'BUILD'),
        'STOP',
      ),
    ],
    ['more opcodes than any checkpoint has', assemblePickle(repeatPickle(25_000_001, 'NONE', 'POP'), 'NONE', 'STOP')],
    [
      'one long text, encoded over and over',
      assemblePickle(
        ['BINUNICODE', 'x'.repeat(100_000)],
        ['BINUNICODE', 'latin1'],
        'TUPLE2',
        ['BINPUT', 0],
        ['GLOBAL', ['_codecs', 'encode']],
        ['BINPUT', 1],
        repeatPickle(10_000, ['BINGET', 1], ['BINGET', 0], 'REDUCE', 'POP'),
        'STOP',
      ),
    ],
  ])('%s: refused', (_, bytes) => {
    expect(() => runPickle(bytes)).toThrow(expect.objectContaining({ code: 'pickle/limit' }));
  });
});
