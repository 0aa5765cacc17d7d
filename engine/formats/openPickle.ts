import { InspectError } from '../../shared/inspectError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { LIMITS } from '../limits.ts';
import { runPickle } from '../pickle/runPickle.ts';
import { loadEmbedded } from '../torch/embeddedStorage.ts';
import { finishTorchFile } from '../torch/finishTorchFile.ts';
import { createTorchPickles } from '../torch/readTorchPickle.ts';
import type { PyValue } from '../values/pyValue.ts';
import type { OpenedFile } from './openedFile.ts';
import { unsupported } from './unsupported.ts';

const PROTO = 0x80;

/**
 * Whether a file begins like a pickle: with PROTO, or, as protocols 0 and 1 have no mark, with opcodes that make sense to
 * their STOP or to the end of the head.
 */
export function startsLikePickle(head: Uint8Array, size: number): boolean {
  if (head[0] === PROTO) return true;
  try {
    runPickle(head, { mayContinue: true });
    return true;
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return error.code === 'pickle/truncated' && head.length < size && !looksLikeText(head);
  }
}

/** Opens a bare pickle. It is read as a whole: there is nothing else in the file. */
export async function openPickle(source: ByteSource, signal?: AbortSignal): Promise<OpenedFile> {
  if (source.size > LIMITS.pickleBytes) throw tooLarge(source.size);
  const bytes = await source.read(0, source.size, signal);
  const pickles = createTorchPickles({ loadEmbedded });
  const { root, protocol, end, findings } = pickles.run(bytes, {});
  if (isDistributedMetadata(root)) {
    throw unsupported('DCP (torch.distributed.checkpoint)', 'the metadata of a distributed checkpoint');
  }
  return finishTorchFile({
    source,
    format: 'pickle',
    container: { protocol },
    root,
    pickles: [pickles],
    findings,
    overhead: [{ title: 'pickle', count: 1, bytes: end }],
  });
}

function isDistributedMetadata(root: PyValue): boolean {
  if (typeof root !== 'object' || root?.kind !== 'object') return false;
  const { callable } = root;
  return (
    typeof callable === 'object' &&
    callable?.kind === 'global' &&
    callable.module === 'torch.distributed.checkpoint.metadata'
  );
}

/** A long line of text is a pickle's string until its end is found; real pickles of protocol 0 show an opcode before. */
function looksLikeText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

function tooLarge(size: number): InspectError {
  return new InspectError({
    code: 'pickle/limit',
    message: `The pickle has ${size} bytes, more than this reader holds in memory.`,
    expected: `at most ${LIMITS.pickleBytes} bytes`,
    found: `${size} bytes`,
    advice: 'Save it with torch.save, which keeps tensors outside the pickle.',
  });
}
