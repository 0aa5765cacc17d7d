import { Gunzip } from 'fflate';
import { InspectError } from '../../shared/inspectError.ts';
import { unsupported } from './unsupported.ts';

/** A kind of content by the bytes that it begins with. */
interface Signature {
  readonly bytes: readonly number[];
  readonly at?: number;
  readonly explain: (head: Uint8Array) => InspectError;
}

const SIGNATURES: readonly Signature[] = [
  { bytes: [0x1f, 0x8b], explain: (head) => compressed('gzip', 'gunzip', peekIntoGzip(head)) },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], explain: () => compressed('zstd', 'unzstd') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], explain: () => compressed('xz', 'unxz') },
  { bytes: [0x42, 0x5a, 0x68], explain: () => compressed('bzip2', 'bunzip2') },
  { bytes: [0x04, 0x22, 0x4d, 0x18], explain: () => compressed('lz4', 'unlz4') },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], explain: () => compressed('7z', '7z x') },
  { bytes: [0x47, 0x47, 0x55, 0x46], explain: () => unsupported('GGUF', 'the letters GGUF at its beginning') },
  {
    bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59],
    explain: () => unsupported('npy (numpy)', '\\x93NUMPY at its beginning'),
  },
  {
    bytes: [0x89, 0x48, 0x44, 0x46],
    explain: () => unsupported('HDF5 (Keras and others)', '\\x89HDF at its beginning'),
  },
  { bytes: [0x75, 0x73, 0x74, 0x61, 0x72], at: 257, explain: explainTar },
];

/** Members of a checkpoint of torch before 0.1.10. */
const TORCH_TAR_MEMBERS = ['storages', 'tensors', 'pickle', 'sys_info'];

/** Tab, line feed, vertical tab, form feed, carriage return, escape (of terminal colours in a log). */
const TEXT_CONTROLS = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b];

/** Says what a file is that is no checkpoint of a known format, as an error to throw. */
export function explainContent(head: Uint8Array, size: number): InspectError {
  const signature = SIGNATURES.find(({ bytes, at = 0 }) => bytes.every((byte, index) => head[at + index] === byte));
  if (signature !== undefined) return signature.explain(head);
  if (head.every((byte) => byte === 0)) return zeros(head.length, size);
  return isText(head) ? explainText(new TextDecoder().decode(head), size) : unknownContent(head);
}

function explainTar(head: Uint8Array): InspectError {
  const end = head.indexOf(0);
  const member = new TextDecoder().decode(head.subarray(0, Math.min(100, end < 0 ? 100 : end)));
  if (TORCH_TAR_MEMBERS.includes(member)) {
    return unsupported('torch-tar (torch before 0.1.10)', `a tar archive with the member ${member}`);
  }
  return new InspectError({
    code: 'format/not-a-checkpoint',
    message: 'This is a tar archive, not a checkpoint.',
    expected: 'a checkpoint',
    found: `a tar archive that begins with ${member}`,
    advice: 'Unpack it with tar and open the checkpoint inside.',
  });
}

function explainText(text: string, size: number): InspectError {
  const pointer = /^version https:\/\/git-lfs[^\n]*\noid [^\n]*\nsize (\d+)/u.exec(text);
  if (pointer !== null) {
    return notACheckpoint({
      message: 'This is a Git LFS pointer, not the checkpoint itself.',
      expected: `the file of ${pointer[1] ?? '?'} bytes that the pointer names`,
      found: `a pointer of ${size} bytes`,
      advice: 'Fetch the file with: git lfs pull',
    });
  }
  if (/^\s*(<!doctype html|<html|<\?xml|<head|<body)/iu.test(text)) {
    return notACheckpoint({
      message: 'This is a web page, not a checkpoint.',
      found: quote(text),
      advice:
        'A download link probably needs a login, or has expired: open the page in a browser and download the file again.',
    });
  }
  if (/^\s*\{/u.test(text) && /"weight_map"\s*:/u.test(text)) {
    return unsupported('shard index (JSON)', 'a JSON object with a weight_map');
  }
  return notACheckpoint({
    message: 'This is a text file, not a checkpoint.',
    found: quote(text),
    advice: 'Choose the file that torch.save or Lightning wrote; its name often ends in .ckpt, .pt or .pth.',
  });
}

function compressed(kind: string, command: string, content = 'unknown content'): InspectError {
  return notACheckpoint({
    message: `This file is compressed with ${kind}; it must be unpacked first.`,
    found: `${kind} around ${content}`,
    advice: `Unpack it with: ${command} FILE`,
  });
}

/** What the first bytes inside a gzip file are. */
function peekIntoGzip(head: Uint8Array): string {
  let inner = new Uint8Array(0);
  try {
    const gunzip = new Gunzip((chunk) => {
      if (inner.length === 0) inner = chunk.slice(0, 16);
    });
    gunzip.push(head);
  } catch {
    return 'damaged content';
  }
  if (inner[0] === 0x50 && inner[1] === 0x4b) return 'a zip, which may be a checkpoint';
  return inner[0] === 0x80 ? 'a pickle or a legacy checkpoint' : 'something that is no checkpoint';
}

function zeros(checked: number, size: number): InspectError {
  return notACheckpoint({
    message: 'The file begins with zeros: nothing was ever written there.',
    found: checked === size ? `${size} bytes, all of them 0` : `zeros in the first ${checked} of ${size} bytes`,
    advice: 'A copy that was interrupted or a full disk leaves such a file: copy it again.',
  });
}

function unknownContent(head: Uint8Array): InspectError {
  return new InspectError({
    code: 'format/unknown',
    message: 'This is none of the known checkpoint formats.',
    at: { offset: 0 },
    expected: 'a zip of torch.save, a legacy torch file, a pickle or safetensors',
    found: hex(head.subarray(0, 16)),
    advice: 'If torch.load opens it, please report it; otherwise the beginning of the file is damaged: copy it again.',
  });
}

function notACheckpoint(data: { message: string; found: string; advice: string; expected?: string }): InspectError {
  return new InspectError({ code: 'format/not-a-checkpoint', expected: 'a checkpoint', ...data });
}

/** UTF-8 without control characters other than white space. */
function isText(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return head.every((byte) => byte >= 0x20 || TEXT_CONTROLS.includes(byte));
  } catch {
    return false;
  }
}

function quote(text: string): string {
  return JSON.stringify(text.trim().slice(0, 60));
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
