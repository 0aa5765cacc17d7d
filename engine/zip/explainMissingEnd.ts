import type { ByteSource } from '../bytes/byteSource.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { LIMITS } from '../limits.ts';
import { RECORD_SIGNATURE } from './directoryRecord.ts';

const COPY_AGAIN = 'Copy the file again from where it was written, and compare the sizes.';
const STEP_BYTES = 1 << 20;

/**
 * Why a file that begins like a zip has no end record: zeros at its end, a text-mode transfer, or a cut. Reads the tail of
 * the file only, and at most `LIMITS.zeroTailBytes` more to say where zeros begin.
 */
export async function explainMissingEnd(
  source: ByteSource,
  tail: Uint8Array,
  signal?: AbortSignal,
): Promise<InspectError> {
  const zeros = countTrailingZeros(tail);
  // A cut inside a record of zeros leaves a few; half the tail is no accident.
  if (zeros > 0 && zeros >= Math.min(4096, source.size / 2)) {
    return explainZeros(
      source,
      zeros === tail.length ? await followZeros(source, zeros, signal) : { zeros, all: true },
    );
  }
  const ends = countLineEnds(tail);
  if (ends.bare === 0 && ends.crlf >= 32) return explainTextTransfer(source, ends.crlf);
  return explainCut(source, tail);
}

function explainZeros(source: ByteSource, tail: { readonly zeros: number; readonly all: boolean }): InspectError {
  const from = source.size - tail.zeros;
  const count = tail.all ? `${tail.zeros}` : `at least ${tail.zeros}`;
  return new InspectError({
    code: 'zip/zero-tail',
    message: `The end of the file is zeros (${count} bytes, from byte ${from}${tail.all ? '' : ' or earlier'}): a copy that was never finished. The central directory, which stands at the end of a checkpoint, is missing.`,
    at: { offset: from },
    expected: 'an end of central directory record in the last 64 KiB',
    found: `${count} zero bytes`,
    advice: `${COPY_AGAIN} The size alone proves nothing here: a sparse or preallocated copy has it from the start.`,
  });
}

function explainTextTransfer(source: ByteSource, count: number): InspectError {
  return new InspectError({
    code: 'zip/no-directory',
    message: `The file was changed by a transfer in text mode: each of the ${count} line feeds in its last bytes follows a carriage return, which binary data never shows. All offsets are shifted, and no end of central directory record was found.`,
    at: { offset: source.size },
    expected: 'an end of central directory record in the last 64 KiB',
    found: 'bytes with every LF turned into CR LF',
    advice: 'Copy the file again in binary mode.',
  });
}

function explainCut(source: ByteSource, tail: Uint8Array): InspectError {
  const inDirectory = findSignature(tail, RECORD_SIGNATURE) !== undefined;
  const where = inDirectory
    ? 'inside or right after its central directory: tensor data is probably all there, the last bytes are not'
    : 'before its central directory';
  return new InspectError({
    code: 'zip/truncated',
    message: `The file ends ${where}. It has ${source.size} bytes and was longer when it was written.`,
    at: { offset: source.size },
    expected: 'an end of central directory record in the last 64 KiB',
    found: inDirectory ? 'directory records without an end record' : 'neither a directory nor an end record',
    advice: COPY_AGAIN,
  });
}

/** Follows zeros back from the tail. `all` is false where the limit was reached first. */
async function followZeros(
  source: ByteSource,
  inTail: number,
  signal?: AbortSignal,
): Promise<{ readonly zeros: number; readonly all: boolean }> {
  let zeros = inTail;
  while (zeros < LIMITS.zeroTailBytes && zeros < source.size) {
    const length = Math.min(STEP_BYTES, source.size - zeros);
    const found = countTrailingZeros(await source.read(source.size - zeros - length, length, signal));
    zeros += found;
    if (found < length) return { zeros, all: true };
  }
  return { zeros, all: zeros === source.size };
}

function countTrailingZeros(bytes: Uint8Array): number {
  let at = bytes.length;
  while (at > 0 && bytes[at - 1] === 0) at--;
  return bytes.length - at;
}

function countLineEnds(bytes: Uint8Array): { readonly crlf: number; readonly bare: number } {
  let crlf = 0;
  let bare = 0;
  for (let at = bytes.indexOf(0x0a, 1); at > 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at - 1] === 0x0d) crlf++;
    else bare++;
  }
  return { crlf, bare };
}

/** Where a four-byte signature first stands at or after `from`. */
export function findSignature(bytes: Uint8Array, signature: number, from: number = 0): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.indexOf(0x50, from); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
    if (view.getUint32(at, true) === signature) return at;
  }
  return undefined;
}
