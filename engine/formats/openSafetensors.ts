import { InspectError } from '../../shared/inspectError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { readU64 } from '../bytes/byteView.ts';
import { FindingList } from '../findingList.ts';
import { LIMITS } from '../limits.ts';
import { checkLayout } from './checkSafetensors.ts';
import { describeTensors } from './describeSafetensors.ts';
import type { OpenedFile } from './openedFile.ts';
import { parseHeader } from './safetensorsHeader.ts';

/** The header's length stands before it. */
const LENGTH_BYTES = 8;

/**
 * Whether a file begins like safetensors: 8 bytes of length, then a JSON object. A length that begins like a pickle (640 is
 * 0x80 0x02) is told by its upper bytes: zeros are no opcodes.
 */
export function isSafetensorsHead(head: Uint8Array): boolean {
  const mayBePickle = head[0] === 0x80 && head.subarray(4, LENGTH_BYTES).some((byte) => byte !== 0);
  return head[LENGTH_BYTES] === 0x7b && !mayBePickle;
}

/**
 * Opens a safetensors file: its JSON header and nothing else. A header that cannot be read is an error; one that
 * contradicts itself or the file opens with findings, so that the sound tensors can be seen.
 */
export async function openSafetensors(source: ByteSource, signal?: AbortSignal): Promise<OpenedFile> {
  const length = await readHeaderLength(source, signal);
  const text = await source.read(LENGTH_BYTES, length, signal);
  const findings = new FindingList();
  const header = parseHeader(text, findings);
  const dataStart = LENGTH_BYTES + length;
  for (const finding of checkLayout(header.tensors, source.size - dataStart)) findings.add(finding);
  return {
    source,
    format: 'safetensors',
    container: { ...(header.metadata && { metadata: header.metadata }) },
    ...describeTensors(header.tensors, { dataStart, size: source.size }),
    findings: findings.toArray(),
    overhead: [{ title: 'header', count: 1, bytes: dataStart }],
  };
}

async function readHeaderLength(source: ByteSource, signal?: AbortSignal): Promise<number> {
  const bytes = await source.read(0, LENGTH_BYTES, signal);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = readU64(view, 0);
  const most = Math.min(source.size - LENGTH_BYTES, LIMITS.safetensorsHeaderBytes);
  if (length !== undefined && length <= most) return length;
  throw new InspectError({
    code: 'format/header',
    message: 'The safetensors header is longer than the file, or than any header may be.',
    at: { offset: 0 },
    expected: `at most ${most} bytes`,
    found: `${view.getBigUint64(0, true)} bytes`,
    advice: 'The file is cut or damaged: copy it again.',
  });
}
