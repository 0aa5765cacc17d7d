import type { Finding } from '../../shared/finding.ts';
import { InspectError } from '../../shared/inspectError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { LIMITS } from '../limits.ts';
import { runPickle } from '../pickle/runPickle.ts';
import { loadEmbedded } from './embeddedStorage.ts';
import { finishTorchFile } from './finishTorchFile.ts';
import { LEGACY_MAGIC, type LegacyStream, parseLegacyStream, placeStorages } from './legacyStream.ts';

/** The first window. The pickles' length is known only once they were read, so the window doubles until they fit. */
const FIRST_WINDOW = 32_768;
/** The longest pickle of the magic number is the text of protocol 0. */
const MAGIC_BYTES = 64;

/** Whether a file begins with the magic number of torch.save, pickled by any protocol. */
export function isLegacyHead(head: Uint8Array): boolean {
  try {
    return runPickle(head.subarray(0, MAGIC_BYTES), { mayContinue: true }).root === LEGACY_MAGIC;
  } catch (error) {
    if (error instanceof InspectError) return false;
    throw error;
  }
}

/** Opens a file of torch.save before 1.6, or with `_use_new_zipfile_serialization=False`. */
export async function openLegacy(source: ByteSource, signal?: AbortSignal): Promise<OpenedFile> {
  const stream = await readStream(source, signal);
  const end = placeStorages(stream, source.size);
  return finishTorchFile({
    source,
    format: 'torch-legacy',
    container: { byteOrder: stream.byteOrder, version: stream.version, protocol: stream.protocol },
    root: stream.root,
    pickles: [stream.pickles],
    findings: [...stream.findings, ...describeEnd(end, source.size)],
    overhead: [
      { title: 'pickles', count: 5, bytes: stream.end },
      { title: 'storage headers', count: stream.keys.length, bytes: stream.keys.length * 8 },
    ],
  });
}

async function readStream(source: ByteSource, signal?: AbortSignal): Promise<LegacyStream> {
  let window = await source.read(0, Math.min(FIRST_WINDOW, source.size), signal);
  for (;;) {
    try {
      return parseLegacyStream(window, loadEmbedded);
    } catch (error) {
      if (!isTruncated(error) || window.length >= source.size) throw error;
      window = await grow(window, source, signal);
    }
  }
}

/** Doubles the window by reading what it lacks, so that nothing is read twice. */
async function grow(window: Uint8Array, source: ByteSource, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const length = Math.min(source.size, window.length * 2);
  if (length > LIMITS.pickleBytes) {
    throw new InspectError({
      code: 'pickle/limit',
      message: `The pickle does not end within ${LIMITS.pickleBytes} bytes, which is more than this reader holds in memory.`,
      at: { offset: 0 },
      expected: `a pickle of at most ${LIMITS.pickleBytes} bytes`,
      found: `${source.size} bytes without its end`,
    });
  }
  const wider = new Uint8Array(length);
  wider.set(window);
  wider.set(await source.read(window.length, length - window.length, signal), window.length);
  return wider;
}

function isTruncated(error: unknown): boolean {
  return error instanceof InspectError && error.code === 'pickle/truncated';
}

function describeEnd(end: number | undefined, size: number): Finding[] {
  if (end === undefined || end === size) return [];
  if (end < size) {
    return [
      {
        code: 'pickle/trailing',
        severity: 'info',
        message: `${size - end} bytes follow the last storage.`,
        at: { offset: end },
        expected: `a file of ${end} bytes`,
        found: `${size} bytes`,
      },
    ];
  }
  return [
    {
      code: 'source/truncated',
      severity: 'error',
      message: `The file is cut: its last ${end - size} bytes are missing. Storages that lie before the cut are whole.`,
      at: { offset: size },
      expected: `${end} bytes`,
      found: `${size} bytes`,
    },
  ];
}
