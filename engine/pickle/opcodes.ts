/**
 * How an opcode's argument is written. `line` kinds end with a newline; a number is the width in bytes of the argument or
 * of the length before it, little-endian.
 */
export type ArgumentKind =
  | 'none'
  | 'uint1'
  | 'uint2'
  | 'uint4'
  | 'uint8'
  | 'int4'
  | 'float8'
  | 'long1'
  | 'long4'
  | 'intLine'
  | 'longLine'
  | 'floatLine'
  | 'indexLine'
  | 'idLine'
  | 'quotedLine'
  | 'unicodeLine'
  | 'globalLines'
  | 'string1'
  | 'string4'
  | 'text1'
  | 'text4'
  | 'text8'
  | 'bytes1'
  | 'bytes4'
  | 'bytes8';

/**
 * All opcodes of pickle protocols 0 to 5: the byte, its argument, and the protocol that introduced it. Names and order are
 * those of Python's pickletools.
 */
export const OPCODES = {
  INT: [0x49, 'intLine', 0],
  BININT: [0x4a, 'int4', 1],
  BININT1: [0x4b, 'uint1', 1],
  BININT2: [0x4d, 'uint2', 1],
  LONG: [0x4c, 'longLine', 0],
  LONG1: [0x8a, 'long1', 2],
  LONG4: [0x8b, 'long4', 2],
  STRING: [0x53, 'quotedLine', 0],
  BINSTRING: [0x54, 'string4', 1],
  SHORT_BINSTRING: [0x55, 'string1', 1],
  BINBYTES: [0x42, 'bytes4', 3],
  SHORT_BINBYTES: [0x43, 'bytes1', 3],
  BINBYTES8: [0x8e, 'bytes8', 4],
  BYTEARRAY8: [0x96, 'bytes8', 5],
  NEXT_BUFFER: [0x97, 'none', 5],
  READONLY_BUFFER: [0x98, 'none', 5],
  NONE: [0x4e, 'none', 0],
  NEWTRUE: [0x88, 'none', 2],
  NEWFALSE: [0x89, 'none', 2],
  UNICODE: [0x56, 'unicodeLine', 0],
  SHORT_BINUNICODE: [0x8c, 'text1', 4],
  BINUNICODE: [0x58, 'text4', 1],
  BINUNICODE8: [0x8d, 'text8', 4],
  FLOAT: [0x46, 'floatLine', 0],
  BINFLOAT: [0x47, 'float8', 1],
  EMPTY_LIST: [0x5d, 'none', 1],
  APPEND: [0x61, 'none', 0],
  APPENDS: [0x65, 'none', 1],
  LIST: [0x6c, 'none', 0],
  EMPTY_TUPLE: [0x29, 'none', 1],
  TUPLE: [0x74, 'none', 0],
  TUPLE1: [0x85, 'none', 2],
  TUPLE2: [0x86, 'none', 2],
  TUPLE3: [0x87, 'none', 2],
  EMPTY_DICT: [0x7d, 'none', 1],
  DICT: [0x64, 'none', 0],
  SETITEM: [0x73, 'none', 0],
  SETITEMS: [0x75, 'none', 1],
  EMPTY_SET: [0x8f, 'none', 4],
  ADDITEMS: [0x90, 'none', 4],
  FROZENSET: [0x91, 'none', 4],
  POP: [0x30, 'none', 0],
  DUP: [0x32, 'none', 0],
  MARK: [0x28, 'none', 0],
  POP_MARK: [0x31, 'none', 1],
  GET: [0x67, 'indexLine', 0],
  BINGET: [0x68, 'uint1', 1],
  LONG_BINGET: [0x6a, 'uint4', 1],
  PUT: [0x70, 'indexLine', 0],
  BINPUT: [0x71, 'uint1', 1],
  LONG_BINPUT: [0x72, 'uint4', 1],
  MEMOIZE: [0x94, 'none', 4],
  EXT1: [0x82, 'uint1', 2],
  EXT2: [0x83, 'uint2', 2],
  EXT4: [0x84, 'int4', 2],
  GLOBAL: [0x63, 'globalLines', 0],
  STACK_GLOBAL: [0x93, 'none', 4],
  REDUCE: [0x52, 'none', 0],
  BUILD: [0x62, 'none', 0],
  INST: [0x69, 'globalLines', 0],
  OBJ: [0x6f, 'none', 1],
  NEWOBJ: [0x81, 'none', 2],
  NEWOBJ_EX: [0x92, 'none', 4],
  PROTO: [0x80, 'uint1', 2],
  STOP: [0x2e, 'none', 0],
  FRAME: [0x95, 'uint8', 4],
  PERSID: [0x50, 'idLine', 0],
  BINPERSID: [0x51, 'none', 1],
} as const;

export type OpcodeName = keyof typeof OPCODES;

/** The highest protocol whose opcodes are known. */
export const HIGHEST_PROTOCOL = 5;

export interface Opcode {
  readonly code: number;
  readonly name: OpcodeName;
  readonly argument: ArgumentKind;
  readonly protocol: number;
}

/** Opcodes by their byte. */
export const OPCODE_BY_CODE: readonly (Opcode | undefined)[] = listByCode();

function listByCode(): (Opcode | undefined)[] {
  const byCode: (Opcode | undefined)[] = Array.from({ length: 256 });
  for (const name of Object.keys(OPCODES).filter(isOpcodeName)) {
    const [code, argument, protocol] = OPCODES[name];
    byCode[code] = { code, name, argument, protocol };
  }
  return byCode;
}

function isOpcodeName(name: string): name is OpcodeName {
  return Object.hasOwn(OPCODES, name);
}
