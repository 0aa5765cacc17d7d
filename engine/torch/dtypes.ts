/** How a dtype's elements lie in memory. Sizes are what one element occupies, which for sub-byte types is no whole byte. */
export interface DtypeFacts {
  readonly name: string;
  /** Bits that one element of a tensor's shape occupies: 4 for `quint4x2`, 8 for `float4_e2m1fn_x2` (its shape counts pairs). */
  readonly bits: number;
  /** Bytes of one element as a storage counts them; `numel` in a persistent id is in these units. */
  readonly storageItemSize: number;
  readonly kind: 'float' | 'complex' | 'int' | 'uint' | 'bool' | 'quantized' | 'bits';
}

type Row = readonly [name: string, bits: number, kind: DtypeFacts['kind'], storageItemSize?: number];

/** Every dtype of torch 2.13, and what older versions wrote. Source: c10/core/ScalarType.h. */
const ROWS: readonly Row[] = [
  ['float64', 64, 'float'],
  ['float32', 32, 'float'],
  ['float16', 16, 'float'],
  ['bfloat16', 16, 'float'],
  ['float8_e4m3fn', 8, 'float'],
  ['float8_e4m3fnuz', 8, 'float'],
  ['float8_e5m2', 8, 'float'],
  ['float8_e5m2fnuz', 8, 'float'],
  ['float8_e8m0fnu', 8, 'float'],
  ['float4_e2m1fn_x2', 8, 'float'],
  ['complex128', 128, 'complex'],
  ['complex64', 64, 'complex'],
  ['complex32', 32, 'complex'],
  ['int64', 64, 'int'],
  ['int32', 32, 'int'],
  ['int16', 16, 'int'],
  ['int8', 8, 'int'],
  ['uint64', 64, 'uint'],
  ['uint32', 32, 'uint'],
  ['uint16', 16, 'uint'],
  ['uint8', 8, 'uint'],
  ['bool', 8, 'bool'],
  ['qint8', 8, 'quantized'],
  ['quint8', 8, 'quantized'],
  ['qint32', 32, 'quantized'],
  ['quint4x2', 4, 'quantized', 1],
  ['quint2x4', 2, 'quantized', 1],
  ['bits1x8', 8, 'bits'],
  ['bits2x4', 8, 'bits'],
  ['bits4x2', 8, 'bits'],
  ['bits8', 8, 'bits'],
  ['bits16', 16, 'bits'],
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((n): Row[] => [
    [`int${n}`, 8, 'int'],
    [`uint${n}`, 8, 'uint'],
  ]),
];

/** Names that torch accepts beside the canonical ones. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['double', 'float64'],
  ['float', 'float32'],
  ['half', 'float16'],
  ['cdouble', 'complex128'],
  ['cfloat', 'complex64'],
  ['chalf', 'complex32'],
  ['long', 'int64'],
  ['int', 'int32'],
  ['short', 'int16'],
]);

const DTYPES: ReadonlyMap<string, DtypeFacts> = new Map(
  ROWS.map(([name, bits, kind, storageItemSize]) => [
    name,
    { name, bits, kind, storageItemSize: storageItemSize ?? bits / 8 },
  ]),
);

/** Prefixes of the classes that torch 0.1 to 2.13 write into persistent ids. */
const LEGACY_PREFIXES: readonly (readonly [prefix: string, dtype: string])[] = [
  ['Double', 'float64'],
  ['Float', 'float32'],
  ['Half', 'float16'],
  ['BFloat16', 'bfloat16'],
  ['Long', 'int64'],
  ['Int', 'int32'],
  ['Short', 'int16'],
  ['Char', 'int8'],
  ['Byte', 'uint8'],
  ['Bool', 'bool'],
  ['ComplexFloat', 'complex64'],
  ['ComplexDouble', 'complex128'],
  ['QInt8', 'qint8'],
  ['QUInt8', 'quint8'],
  ['QInt32', 'qint32'],
  ['QUInt4x2', 'quint4x2'],
  ['QUInt2x4', 'quint2x4'],
];

const LEGACY_DTYPES: ReadonlyMap<string, DtypeFacts | undefined> = new Map(
  LEGACY_PREFIXES.flatMap(([prefix, dtype]) =>
    ['Storage', 'Tensor'].map((kind) => [`${prefix}${kind}`, DTYPES.get(dtype)] as const),
  ),
);

/** Facts about a dtype by torch's name (`float32`, also `half`), or undefined for a name that is none. */
export function findDtype(name: string): DtypeFacts | undefined {
  return DTYPES.get(ALIASES.get(name) ?? name);
}

/** The element type of `FloatStorage` or `FloatTensor`; undefined for untyped and unknown classes. */
export function findLegacyDtype(className: string): DtypeFacts | undefined {
  return LEGACY_DTYPES.get(className);
}

/** Whether a class name is that of a storage without an element type: its sizes count bytes. */
export function isUntypedStorage(className: string): boolean {
  return className === 'UntypedStorage' || className === '_UntypedStorage';
}
