import type { Finding } from '../../shared/finding.ts';
import type { ContainerFacts } from '../../shared/inspectDocument.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import { LIMITS } from '../limits.ts';
import type { ZipEntry } from '../zip/zipEntry.ts';
import { finishTorchFile } from './finishTorchFile.ts';
import { createTorchPickles } from './readTorchPickle.ts';
import { surveyEntries } from './surveyEntries.ts';
import { zipOverhead } from './zipOverhead.ts';
import { createEntryReader, locateStorage, requireRecord, type ZipRecords } from './zipRecords.ts';

/** Records beside `data.pkl` that say how the archive was written. Each is a few bytes. */
const SMALL_RECORDS = ['version', '.data/version', 'byteorder', '.format_version', '.storage_alignment'] as const;
type SmallRecord = (typeof SMALL_RECORDS)[number];

/** Names of the records that torch.save has ever written, but for storages. Looked up without regard to case, as torch does. */
const RECORD_NAMES: ReadonlySet<string> = new Set([...SMALL_RECORDS, 'data.pkl', '.data/serialization_id']);

function isRecordName(name: string): boolean {
  return RECORD_NAMES.has(name.toLowerCase());
}

/** Opens an archive of torch.save (1.6 and later): one read for `data.pkl` and the small records beside it. */
export async function openTorchZip(source: ByteSource, records: ZipRecords, signal?: AbortSignal): Promise<OpenedFile> {
  const pickleEntry = requireRecord(records, 'data.pkl');
  const { pickle, facts } = await readPickleAndFacts(records, pickleEntry, signal);
  const pickles = createTorchPickles({ locate: (key) => locateStorage(records, 'data/', key) });
  const result = pickles.run(pickle, { entry: pickleEntry.name });
  return finishTorchFile({
    source,
    format: 'torch-zip',
    container: { ...facts, protocol: result.protocol },
    root: result.root,
    pickles: [pickles],
    findings: [
      ...records.archive.findings,
      ...checkFacts(facts, records),
      ...result.findings,
      ...surveyEntries(records, [{ name: 'data/', table: pickles.table }], isRecordName),
    ],
    overhead: zipOverhead(records, ['data/'], [pickleEntry]),
    entries: createEntryReader(records),
  });
}

/** Reads a pickle of the archive together with the records that say how it was written. */
export async function readPickleAndFacts(
  records: ZipRecords,
  pickleEntry: ZipEntry,
  signal?: AbortSignal,
): Promise<{ readonly pickle: Uint8Array; readonly facts: ContainerFacts }> {
  const small = SMALL_RECORDS.map((name) => [name, records.find(name)] as const).filter(
    (row): row is readonly [SmallRecord, ZipEntry] => isSmall(row[1]),
  );
  const entries = [pickleEntry, ...small.map(([, entry]) => entry)];
  const [pickle, ...texts] = await records.archive.readMany(entries, { maxBytes: LIMITS.pickleBytes }, signal);
  if (pickle === undefined) throw new RangeError('one result for each entry');
  const text = new Map(small.map(([name], position) => [name, decodeAscii(texts[position])]));
  return { pickle, facts: describeContainer(records, text) };
}

function describeContainer(records: ZipRecords, text: ReadonlyMap<SmallRecord, string>): ContainerFacts {
  const version = text.get('version') ?? text.get('.data/version');
  const byteOrder = text.get('byteorder');
  const formatVersion = text.get('.format_version');
  const alignment = Number(text.get('.storage_alignment') ?? Number.NaN);
  return {
    entries: records.archive.entries.length,
    byteOrder: byteOrder === 'big' ? 'big' : 'little',
    ...(formatVersion !== undefined && { formatVersion }),
    ...(Number.isSafeInteger(alignment) && { alignment }),
    ...(version !== undefined && { version }),
  };
}

function checkFacts(facts: ContainerFacts, records: ZipRecords): Finding[] {
  const findings: Finding[] = [];
  if (facts.version === undefined) {
    findings.push({
      code: 'zip/missing-entry',
      severity: 'warning',
      message: 'The archive has no version record; torch refuses such a file.',
      expected: `${records.root}version`,
    });
  }
  if (records.root === '' || records.root.indexOf('/') < records.root.length - 1) {
    findings.push({
      code: 'zip/name',
      severity: 'warning',
      message: 'The records do not lie in one root directory; torch refuses such a file.',
      expected: 'archive/data.pkl',
      found: `${records.root}data.pkl`,
    });
  }
  return findings;
}

function isSmall(entry: ZipEntry | undefined): boolean {
  return entry !== undefined && entry.problem === undefined && entry.size <= LIMITS.smallRecordBytes;
}

function decodeAscii(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes).trim();
}
