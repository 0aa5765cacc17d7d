/** A count, size or offset as a file claims it: exact, and a bigint only beyond 2^53. */
export type Extent = number | bigint;

/** The product of sizes, exact. An empty shape (a scalar) has one element. */
export function countElements(shape: readonly Extent[]): Extent {
  let product: Extent = 1;
  for (const size of shape) {
    if (size === 0) return 0;
    product = multiply(product, size);
  }
  return product;
}

/** Whether two shapes are the same. */
export function isSameShape(a: readonly Extent[], b: readonly Extent[]): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** Exact product; a bigint only where a number could not hold it. */
export function multiply(a: Extent, b: Extent): Extent {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  return narrow(BigInt(a) * BigInt(b));
}

/** Exact sum; a bigint only where a number could not hold it. */
export function add(a: Extent, b: Extent): Extent {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return narrow(BigInt(a) + BigInt(b));
}

/** Bytes that `elements` of `bits` bits each occupy, rounded up to whole bytes. */
export function bytesOf(elements: Extent, bits: number): Extent {
  if (bits % 8 === 0) return multiply(elements, bits / 8);
  return narrow((BigInt(elements) * BigInt(bits) + 7n) / 8n);
}

/**
 * One past the last element that a view touches, counted from the start of its storage; 0 for a view without elements.
 * Strides and sizes must not be negative.
 */
export function reachOf(shape: readonly Extent[], stride: readonly Extent[], offset: Extent): Extent {
  let last = offset;
  for (const [axis, size] of shape.entries()) {
    if (size === 0) return 0;
    last = add(last, multiply(add(size, -1), stride[axis] ?? 0));
  }
  return add(last, 1);
}

/** Strides, in elements, of a contiguous tensor of this shape, as torch computes them. */
export function contiguousStride(shape: readonly Extent[]): Extent[] {
  const stride: Extent[] = [];
  let step: Extent = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    stride[axis] = step;
    const size = shape[axis] ?? 1;
    if (size > 1) step = multiply(step, size);
  }
  return stride;
}

function narrow(value: bigint): Extent {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
