import { describe, expect, it } from 'vitest';
import { assemblePickle, type Instruction } from '../../test/support/assemblePickle.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { OpcodeName } from './opcodes.ts';
import { OPCODES } from './opcodes.ts';
import { runPickle } from './runPickle.ts';

const float = (value: number): PyValue => ({ kind: 'float', value });
const tuple = (...items: PyValue[]): PyValue => ({ kind: 'tuple', items });
const list = (...items: PyValue[]): PyValue => ({ kind: 'list', type: 'builtins.list', items });
const global = (module: string, name: string): PyValue => ({ kind: 'global', module, name });
const bytes = (...content: number[]): PyValue => ({ kind: 'bytes', bytes: Uint8Array.from(content), mutable: false });
const set = (...items: PyValue[]): PyValue => ({ kind: 'set', type: 'builtins.set', items });
function dict(...entries: [PyValue, PyValue][]): PyValue {
  return {
    kind: 'dict',
    type: 'builtins.dict',
    keys: entries.map(([key]) => key),
    values: entries.map(([, value]) => value),
  };
}
function object(opcode: 'REDUCE' | 'NEWOBJ' | 'NEWOBJ_EX' | 'INST' | 'OBJ', ...args: PyValue[]): PyValue {
  return { kind: 'object', callable: global('m', 'C'), opcode, args };
}

const CLASS: Instruction = ['GLOBAL', ['m', 'C']];

/** For each opcode: instructions before STOP, and the value that they leave. */
const CASES: readonly [OpcodeName, readonly Instruction[], PyValue][] = [
  ['NONE', ['NONE'], null],
  ['NEWTRUE', ['NEWTRUE'], true],
  ['NEWFALSE', ['NEWFALSE'], false],
  ['INT', [['INT', '-42']], -42],
  ['INT', [['INT', '01']], true],
  ['INT', [['INT', '00']], false],
  ['INT', [['INT', '0x1F']], 31],
  ['INT', [['INT', '9007199254740993']], 9007199254740993n],
  ['BININT', [['BININT', -2]], -2],
  ['BININT1', [['BININT1', 255]], 255],
  ['BININT2', [['BININT2', 65535]], 65535],
  ['LONG', [['LONG', '-12345678901234567890L']], -12345678901234567890n],
  ['LONG', [['LONG', '7']], 7],
  ['LONG1', [['LONG1', Uint8Array.of()]], 0],
  ['LONG1', [['LONG1', Uint8Array.of(0x00, 0xff)]], -256],
  ['LONG1', [['LONG1', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80)]], -(2n ** 63n)],
  ['LONG4', [['LONG4', Uint8Array.of(0xff, 0x00)]], 255],
  ['FLOAT', [['FLOAT', '-1e3']], float(-1000)],
  ['FLOAT', [['FLOAT', 'inf']], float(Infinity)],
  ['FLOAT', [['FLOAT', '1e999999 ']], float(Infinity)],
  ['BINFLOAT', [['BINFLOAT', 0.1]], float(0.1)],
  ['STRING', [['STRING', "'a\\x41\\n\\101\\''"]], "aA\nA'"],
  ['STRING', [['STRING', '"\\xc3\\xa9"']], 'é'],
  ['STRING', [['STRING', "'\\xe9'"]], 'é'],
  ['BINSTRING', [['BINSTRING', 'text']], 'text'],
  ['SHORT_BINSTRING', [['SHORT_BINSTRING', Uint8Array.of(0xff)]], 'ÿ'],
  ['UNICODE', [['UNICODE', 'a\\u00e9\\U0001F600\\\\u0041']], 'aé😀\\\\u0041'],
  ['SHORT_BINUNICODE', [['SHORT_BINUNICODE', 'é']], 'é'],
  ['BINUNICODE', [['BINUNICODE', '\ufeffmark']], '\ufeffmark'],
  ['BINUNICODE', [['BINUNICODE', Uint8Array.of(0x61, 0xed, 0xa0, 0x80)]], 'a\ud800'],
  ['BINUNICODE8', [['BINUNICODE8', 'eight']], 'eight'],
  ['BINBYTES', [['BINBYTES', Uint8Array.of(1, 2)]], bytes(1, 2)],
  ['SHORT_BINBYTES', [['SHORT_BINBYTES', Uint8Array.of(3)]], bytes(3)],
  ['BINBYTES8', [['BINBYTES8', Uint8Array.of()]], bytes()],
  ['BYTEARRAY8', [['BYTEARRAY8', Uint8Array.of(4)]], { kind: 'bytes', bytes: Uint8Array.of(4), mutable: true }],
  ['READONLY_BUFFER', [['BYTEARRAY8', Uint8Array.of(4)], 'READONLY_BUFFER'], bytes(4)],
  ['NEXT_BUFFER', ['NEXT_BUFFER'], { kind: 'persistent', id: 'out-of-band buffer' }],
  ['EMPTY_LIST', ['EMPTY_LIST'], list()],
  ['APPEND', ['EMPTY_LIST', 'NONE', 'APPEND'], list(null)],
  ['APPENDS', ['EMPTY_LIST', 'MARK', 'NONE', 'NEWTRUE', 'APPENDS'], list(null, true)],
  ['LIST', ['MARK', ['BININT1', 1], ['BININT1', 2], 'LIST'], list(1, 2)],
  ['EMPTY_TUPLE', ['EMPTY_TUPLE'], tuple()],
  ['TUPLE', ['MARK', 'NONE', 'NONE', 'NONE', 'NONE', 'TUPLE'], tuple(null, null, null, null)],
  ['TUPLE1', ['NONE', 'TUPLE1'], tuple(null)],
  ['TUPLE2', ['NONE', 'NEWTRUE', 'TUPLE2'], tuple(null, true)],
  ['TUPLE3', ['NONE', 'NEWTRUE', 'NEWFALSE', 'TUPLE3'], tuple(null, true, false)],
  ['EMPTY_DICT', ['EMPTY_DICT'], dict()],
  ['DICT', ['MARK', ['BININT1', 1], 'NONE', 'DICT'], dict([1, null])],
  ['SETITEM', ['EMPTY_DICT', ['BINUNICODE', 'k'], 'NONE', 'SETITEM'], dict(['k', null])],
  [
    'SETITEMS',
    ['EMPTY_DICT', 'MARK', ['BININT1', 1], 'NONE', 'NONE', 'NEWTRUE', 'SETITEMS'],
    dict([1, null], [null, true]),
  ],
  ['EMPTY_SET', ['EMPTY_SET'], set()],
  ['ADDITEMS', ['EMPTY_SET', 'MARK', ['BININT1', 1], 'NEWTRUE', 'NONE', 'ADDITEMS'], set(1, null)],
  ['FROZENSET', ['MARK', ['BININT1', 1], 'FROZENSET'], { kind: 'set', type: 'builtins.frozenset', items: [1] }],
  ['POP', ['NONE', 'NEWTRUE', 'POP'], null],
  ['POP', ['NONE', 'MARK', 'POP'], null],
  ['DUP', ['NONE', 'DUP', 'TUPLE2'], tuple(null, null)],
  ['MARK', ['MARK', 'NONE'], null],
  ['POP_MARK', ['NONE', 'MARK', 'NEWTRUE', 'NEWTRUE', 'POP_MARK'], null],
  ['PUT', ['NONE', ['PUT', '5'], 'NEWTRUE', ['GET', '5'], 'TUPLE3'], tuple(null, true, null)],
  ['GET', ['NEWTRUE', ['BINPUT', 5], ['GET', '5'], 'TUPLE2'], tuple(true, true)],
  ['BINPUT', ['NONE', ['BINPUT', 0], ['BINGET', 0], 'TUPLE2'], tuple(null, null)],
  ['BINGET', ['NONE', ['LONG_BINPUT', 7], ['BINGET', 7], 'TUPLE2'], tuple(null, null)],
  ['LONG_BINPUT', ['NONE', ['LONG_BINPUT', 0xffffffff], ['LONG_BINGET', 0xffffffff], 'TUPLE2'], tuple(null, null)],
  ['LONG_BINGET', ['NONE', ['BINPUT', 1], ['LONG_BINGET', 1], 'TUPLE2'], tuple(null, null)],
  [
    'MEMOIZE',
    ['NONE', 'MEMOIZE', 'NEWTRUE', 'MEMOIZE', ['BINGET', 1], ['BINGET', 0], 'TUPLE2', 'TUPLE3'],
    tuple(null, true, tuple(true, null)),
  ],
  ['EXT1', [['EXT1', 1]], global('copyreg._inverted_registry', '1')],
  ['EXT2', [['EXT2', 258]], global('copyreg._inverted_registry', '258')],
  ['EXT4', [['EXT4', 70000]], global('copyreg._inverted_registry', '70000')],
  ['GLOBAL', [['GLOBAL', ['os', 'system']]], global('os', 'system')],
  ['STACK_GLOBAL', [['BINUNICODE', 'os'], ['BINUNICODE', 'path.join'], 'STACK_GLOBAL'], global('os', 'path.join')],
  ['REDUCE', [CLASS, 'NONE', 'TUPLE1', 'REDUCE'], object('REDUCE', null)],
  ['NEWOBJ', [CLASS, 'EMPTY_TUPLE', 'NEWOBJ'], object('NEWOBJ')],
  ['INST', ['MARK', 'NONE', ['INST', ['m', 'C']]], object('INST', null)],
  ['OBJ', ['MARK', CLASS, 'NONE', 'OBJ'], object('OBJ', null)],
  [
    'NEWOBJ_EX',
    [CLASS, 'EMPTY_TUPLE', 'EMPTY_DICT', ['BINUNICODE', 'k'], 'NONE', 'SETITEM', 'NEWOBJ_EX'],
    {
      kind: 'object',
      callable: global('m', 'C'),
      opcode: 'NEWOBJ_EX',
      args: [],
      kwargs: { names: ['k'], values: [null] },
    },
  ],
  [
    'BUILD',
    [CLASS, 'EMPTY_TUPLE', 'NEWOBJ', 'EMPTY_DICT', ['BINUNICODE', 'k'], 'NONE', 'SETITEM', 'BUILD'],
    { kind: 'object', callable: global('m', 'C'), opcode: 'NEWOBJ', args: [], attrs: { names: ['k'], values: [null] } },
  ],
  ['PERSID', [['PERSID', 'some id']], { kind: 'persistent', id: 'some id' }],
  ['BINPERSID', [['BININT1', 3], 'BINPERSID'], { kind: 'persistent', id: 3 }],
  ['PROTO', [['PROTO', 5], 'NONE'], null],
  ['FRAME', [['FRAME', 2], 'NONE'], null],
  ['STOP', ['NONE'], null],
];

describe('each opcode', () => {
  it.each(CASES)('%s: %j', (_, instructions, expected) => {
    expect(runPickle(assemblePickle(...instructions, 'STOP')).root).toEqual(expected);
  });

  it('is covered', () => {
    const covered = new Set<string>(CASES.map(([name]) => name));
    expect(Object.keys(OPCODES).filter((name) => !covered.has(name))).toEqual([]);
  });
});

/** Instructions, the code of the error, the offset of the opcode to blame, and what the message says. */
const FAILURES: readonly [what: string, readonly Instruction[], code: string, offset: number, says: RegExp][] = [
  ['no STOP', ['NONE'], 'pickle/truncated', 1, /without a STOP/],
  ['nothing at all', [], 'pickle/truncated', 0, /without a STOP/],
  ['STOP on an empty stack', ['STOP'], 'pickle/stack', 0, /STOP at offset 0 needs a value/],
  ['POP on an empty stack', ['POP', 'STOP'], 'pickle/stack', 0, /POP/],
  ['a value behind a MARK', ['NONE', 'MARK', 'TUPLE1', 'STOP'], 'pickle/stack', 2, /MARK is on top/],
  ['TUPLE without MARK', ['NONE', 'TUPLE', 'STOP'], 'pickle/stack', 1, /MARK/],
  ['an unknown byte', [Uint8Array.of(0xff)], 'pickle/opcode', 0, /byte 0xff/],
  ['protocol 99', [['PROTO', 99], 'STOP'], 'pickle/opcode', 0, /protocol 99/],
  ['a length beyond the end', [['BINUNICODE8', 2n ** 62n], 'STOP'], 'pickle/truncated', 0, /4611686018427387904 bytes/],
  ['a frame beyond the end', [['FRAME', 2n ** 63n], 'STOP'], 'pickle/truncated', 0, /9223372036854775808/],
  ['a negative length', [['LONG4', -5], 'STOP'], 'pickle/opcode', 0, /found -5/],
  ['a line without an end', [Uint8Array.of(0x49, 0x31)], 'pickle/truncated', 0, /without an end/],
  ['an INT that is none', [['INT', '1_x']], 'pickle/opcode', 0, /"1_x"/],
  ['a FLOAT that is none', [['FLOAT', '1_0.5']], 'pickle/opcode', 0, /"1_0.5"/],
  ['an INT of 200,000 digits', [['INT', '9'.repeat(200_000)]], 'pickle/limit', 0, /200000 digits/],
  ['a STRING without quotes', [['STRING', 'abc']], 'pickle/opcode', 0, /in quotes/],
  ['a broken UNICODE escape', [['UNICODE', '\\u12']], 'pickle/opcode', 0, /raw-unicode-escape/],
  ['a memo entry never written', [['BINGET', 3], 'STOP'], 'pickle/memo', 0, /memo entry 3/],
  ['a negative memo index', [['GET', '-1'], 'STOP'], 'pickle/opcode', 0, /"-1"/],
  ['SETITEM on an int', [['BININT1', 1], 'NONE', 'NONE', 'SETITEM', 'STOP'], 'pickle/type', 4, /type int/],
  ['SETITEM on a list', ['EMPTY_LIST', ['BININT1', 0], 'NONE', 'SETITEM', 'STOP'], 'pickle/type', 4, /type list/],
  ['APPEND on a dict', ['EMPTY_DICT', 'NONE', 'APPEND', 'STOP'], 'pickle/type', 2, /type dict/],
  ['ADDITEMS on a list', ['EMPTY_LIST', 'MARK', 'ADDITEMS', 'STOP'], 'pickle/type', 2, /type list/],
  ['an odd number for SETITEMS', ['EMPTY_DICT', 'MARK', 'NONE', 'SETITEMS'], 'pickle/stack', 3, /number is odd/],
  ['an odd number for DICT', ['MARK', 'NONE', 'DICT'], 'pickle/stack', 2, /number is odd/],
  ['a list as a key', ['EMPTY_DICT', 'EMPTY_LIST', 'NONE', 'SETITEM'], 'pickle/unhashable-key', 3, /uses a list/],
  [
    'a list within a key',
    ['EMPTY_DICT', 'EMPTY_LIST', 'TUPLE1', 'NONE', 'SETITEM'],
    'pickle/unhashable-key',
    4,
    /tuple/,
  ],
  ['a dict as a member', ['MARK', 'EMPTY_DICT', 'FROZENSET'], 'pickle/unhashable-key', 2, /uses a dict/],
  ['arguments that are no tuple', [CLASS, 'NONE', 'REDUCE'], 'pickle/type', 6, /tuple of arguments/],
  ['a call of data', ['NONE', 'EMPTY_TUPLE', 'REDUCE'], 'pickle/type', 2, /something to call/],
  ['a global by a number', [['BININT1', 1], 'NONE', 'STACK_GLOBAL'], 'pickle/type', 3, /as str/],
  ['keywords that are no dict', [CLASS, 'EMPTY_TUPLE', 'NONE', 'NEWOBJ_EX'], 'pickle/type', 7, /keyword/],
  ['a name of 5,000 characters', [['GLOBAL', ['m', 'x'.repeat(5000)]]], 'pickle/limit', 0, /5001 characters/],
  ['OBJ without a class', ['MARK', 'OBJ'], 'pickle/type', 1, /a class/],
  ['EXT code 0', [['EXT1', 0]], 'pickle/type', 0, /code of 1/],
  ['BUILD on a list', ['EMPTY_LIST', 'EMPTY_DICT', 'BUILD'], 'pickle/type', 2, /found list/],
  ['BUILD of a list on a dict', ['EMPTY_DICT', 'EMPTY_LIST', 'BUILD'], 'pickle/type', 2, /attributes/],
];

describe('a malformed pickle', () => {
  it.each(FAILURES)('with %s says so', (_, instructions, code, offset, says) => {
    const run = (): unknown => runPickle(assemblePickle(...instructions), { entry: 'archive/data.pkl' });
    expect(run).toThrow(InspectError);
    expect(run).toThrow(says);
    expect(run).toThrow(expect.objectContaining({ code, at: { entry: 'archive/data.pkl', offset } }));
  });
});
