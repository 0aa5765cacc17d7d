/** A tensor's shape: `8×3×8×8`, and `scalar` for rank 0. */
export function formatShape(shape: ArrayLike<number | string>): string {
  return shape.length === 0 ? 'scalar' : Array.from(shape, String).join('×');
}
