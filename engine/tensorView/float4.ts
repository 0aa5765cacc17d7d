/** Magnitudes of the three low bits: two of exponent with a bias of 1, one of mantissa (OCP MX specification 1.0, table 5). */
const MAGNITUDES = [0, 0.5, 1, 1.5, 2, 3, 4, 6] as const;

/** The two values of a byte of `float4_e2m1fn_x2`, the one in the low bits first. */
export function readFloat4Pair(byte: number): readonly [number, number] {
  return [readFloat4(byte & 15), readFloat4(byte >> 4)];
}

function readFloat4(bits: number): number {
  const magnitude = MAGNITUDES[bits & 7] ?? 0;
  return bits >= 8 ? -magnitude : magnitude;
}
