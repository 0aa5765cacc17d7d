import { Inflate } from 'fflate';
import { InspectError } from '../../shared/inspectError.ts';

/** Bytes of input per step: deflate makes at most 1,032 bytes of one, so a step adds at most 17 MB. */
const STEP_BYTES = 16 * 1024;

/**
 * Inflates a raw deflate stream that must give exactly `size` bytes. It stops at the first byte too many, so a lie about the
 * size costs nothing. `entry` names the member in errors (`zip/entry`).
 */
export function inflateBounded(compressed: Uint8Array, size: number, entry: string): Uint8Array {
  const result = new Uint8Array(size);
  let filled = 0;
  const inflate = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw mismatch(entry, size, 'more');
    result.set(chunk, filled);
    filled += chunk.length;
  });
  for (let at = 0; at < compressed.length || at === 0; at += STEP_BYTES) {
    const end = Math.min(compressed.length, at + STEP_BYTES);
    push(inflate, compressed.subarray(at, end), { entry, final: end === compressed.length });
  }
  if (filled !== size) throw mismatch(entry, size, `${filled} bytes`);
  return result;
}

function push(inflate: Inflate, chunk: Uint8Array, step: { readonly entry: string; readonly final: boolean }): void {
  try {
    inflate.push(chunk, step.final);
  } catch (cause) {
    if (cause instanceof InspectError) throw cause;
    throw new InspectError(
      {
        code: 'zip/entry',
        message: `${step.entry} cannot be decompressed: ${cause instanceof Error ? cause.message : String(cause)}.`,
        at: { entry: step.entry },
        expected: 'a deflate stream',
        found: 'bytes that are none',
        advice: 'The entry is damaged: copy the file again.',
      },
      { cause },
    );
  }
}

function mismatch(entry: string, size: number, found: string): InspectError {
  return new InspectError({
    code: 'zip/entry',
    message: `${entry} does not decompress to the size in the directory: expected ${size} bytes, found ${found}.`,
    at: { entry },
    expected: `${size} bytes`,
    found,
    advice: 'The entry is damaged, or made to deceive: take the file from where it was written.',
  });
}
