import { InspectError } from '../../shared/inspectError.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { openTorchScript } from '../torch/torchScript.ts';
import { openTorchZip } from '../torch/torchZip.ts';
import { findRecords } from '../torch/zipRecords.ts';
import { readZip, type ZipArchive } from '../zip/zipArchive.ts';
import type { OpenedFile } from './openedFile.ts';
import { unsupported } from './unsupported.ts';

/** Opens a zip by what it holds: a checkpoint, a TorchScript archive, or one of the kinds that this version only names. */
export async function openZip(source: ByteSource, signal?: AbortSignal): Promise<OpenedFile> {
  const archive = await readZip(source, signal);
  const records = findRecords(archive);
  if (records !== undefined) {
    return records.find('constants.pkl') === undefined
      ? openTorchZip(source, records, signal)
      : openTorchScript(source, records, signal);
  }
  throw nameArchive(archive);
}

/** Kinds of archives without a `data.pkl`, told by one of their entries. */
const KINDS: readonly (readonly [name: string, entry: RegExp])[] = [
  ['pt2 (torch.export)', /(^|\/)(archive_format|serialized_exported_program\.json|models\/[^/]+\.json)$/u],
  ['TorchScript of torch 1.0 or 1.1', /(^|\/)model\.json$/u],
  ['npz (numpy)', /\.npy$/u],
  ['Keras', /(^|\/)model\.weights\.h5$/u],
];
/** Entries that are looked at to name an archive. */
const NAMED_ENTRIES = 1000;

function nameArchive(archive: ZipArchive): InspectError {
  const names: string[] = [];
  for (let index = 0; index < Math.min(archive.entries.length, NAMED_ENTRIES); index += 1) {
    names.push(archive.entries.at(index).name);
  }
  for (const [name, pattern] of KINDS) {
    const found = names.find((entry) => pattern.test(entry));
    if (found !== undefined) return unsupported(name, `the entry ${found.slice(0, 100)}`);
  }
  return new InspectError({
    code: archive.findings.some((finding) => finding.severity === 'error')
      ? 'zip/missing-entry'
      : 'format/not-a-checkpoint',
    message: 'This is a zip archive, but it holds no checkpoint.',
    expected: 'an entry data.pkl, as torch.save writes it',
    found: names.length === 0 ? 'no entries' : names.slice(0, 5).join(', ').slice(0, 200),
    advice: 'If it packs a checkpoint together with other files, unpack it and open the checkpoint.',
  });
}
