// One entry for every element type: decode a block into scratch, then reduce it while it is in the cache.
import {
  decodeBfloat16,
  decodeBytes,
  decodeFloat16,
  decodeInt16,
  decodeInt32,
  decodeInt64,
  decodeUint16,
  decodeUint32,
  decodeUint64,
} from './decode';
import { reduceFloat32 } from './reduce32';
import { reduceFloat64 } from './reduce64';
import { State } from './state';

/** Order is that of ELEMENT_KINDS in engine/kernels/elementKind.ts. */
export const enum Kind {
  Float32,
  Float64,
  Float16,
  Bfloat16,
  Bytes,
  Int16,
  Uint16,
  Int32,
  Uint32,
  Int64,
  Uint64,
}

const BLOCK: i32 = 4096;

/** Bytes of an element. */
export function widthOf(kind: i32): i32 {
  if (kind == Kind.Bytes) return 1;
  if (kind == Kind.Float16 || kind == Kind.Bfloat16 || kind == Kind.Int16 || kind == Kind.Uint16) return 2;
  return kind == Kind.Float32 || kind == Kind.Int32 || kind == Kind.Uint32 ? 4 : 8;
}

/**
 * Adds `count` elements at `input` to `state` and to the histogram at `table`. `scratch` holds 4,096 values of 8 bytes;
 * `values` is a table of 256 float32 for elements of one byte.
 */
export function reduce(
  state: State,
  kind: i32,
  input: usize,
  count: i32,
  table: usize,
  scratch: usize,
  values: usize,
): void {
  if (kind == Kind.Float32) return reduceFloat32(state, input, count, table);
  if (kind == Kind.Float64) return reduceFloat64(state, input, count, table);
  const width = <usize>widthOf(kind);
  for (let done = 0; done < count; done += BLOCK) {
    const n = min(BLOCK, count - done);
    const from = input + <usize>done * width;
    switch (kind) {
      case Kind.Float16:
        decodeFloat16(from, n, scratch);
        break;
      case Kind.Bfloat16:
        decodeBfloat16(from, n, scratch);
        break;
      case Kind.Bytes:
        decodeBytes(from, n, values, scratch);
        break;
      case Kind.Int16:
        decodeInt16(from, n, scratch);
        break;
      case Kind.Uint16:
        decodeUint16(from, n, scratch);
        break;
      case Kind.Int32:
        decodeInt32(from, n, scratch);
        break;
      case Kind.Uint32:
        decodeUint32(from, n, scratch);
        break;
      case Kind.Int64:
        decodeInt64(state, from, n, scratch);
        break;
      default:
        decodeUint64(state, from, n, scratch);
    }
    if (kind < Kind.Int32) reduceFloat32(state, scratch, n, table);
    else reduceFloat64(state, scratch, n, table);
  }
}
