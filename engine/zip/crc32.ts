const TABLES = makeTables();

/**
 * CRC-32 as zip uses it (reflected polynomial 0xEDB88320), eight bytes a step. For the small records that are read when a
 * file opens; checking payloads is the work of faster code.
 *
 * @param before the checksum of what comes before these bytes.
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = ~before;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) {
    const low = view.getUint32(at, true) ^ crc;
    const high = view.getUint32(at + 4, true);
    crc =
      (t7[low & 0xff] ?? 0) ^
      (t6[(low >>> 8) & 0xff] ?? 0) ^
      (t5[(low >>> 16) & 0xff] ?? 0) ^
      (t4[low >>> 24] ?? 0) ^
      (t3[high & 0xff] ?? 0) ^
      (t2[(high >>> 8) & 0xff] ?? 0) ^
      (t1[(high >>> 16) & 0xff] ?? 0) ^
      (t0[high >>> 24] ?? 0);
  }
  for (; at < bytes.length; at++) crc = (t0[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffff_ffff) >>> 0;
}

type Eight<T> = readonly [T, T, T, T, T, T, T, T];

/** Table k holds the CRC of a byte followed by k zeros ("slicing by 8", Kounavis and Berry 2005). */
function makeTables(): Eight<Int32Array> {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    return crc;
  });
  const follow = (table: Int32Array): Int32Array => table.map((crc) => (first[crc & 0xff] ?? 0) ^ (crc >>> 8));
  const t1 = follow(first);
  const t2 = follow(t1);
  const t3 = follow(t2);
  const t4 = follow(t3);
  const t5 = follow(t4);
  const t6 = follow(t5);
  return [first, t1, t2, t3, t4, t5, t6, follow(t6)];
}
