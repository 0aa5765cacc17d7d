import type { Code } from '../../shared/codes.ts';
import type { FileId, FolderEntry, PeekResult } from '../../shared/engineApi.ts';
import { kindOfName } from '../../shared/kindOfName.ts';

/** Milliseconds without a change after which an unreadable file is no longer taken for one that is being written. */
export const FRESH_MS = 120_000;

/**
 * Milliseconds that a storage's clock may be behind this machine's: time zones set wrongly are hours. A file that seems older
 * than this was not written just now, whatever the clocks.
 */
const CLOCK_ERROR_MS = 24 * 3_600_000;

/** What looking at a folder again and again told of one entry. */
export interface EntryLooks {
  readonly bytes: number;
  /** By the storage's clock, in milliseconds: to be compared with other such times only. */
  readonly modified: number;
  /** By this machine's clock: when the entry was first seen as it is now. */
  readonly since: number;
  /** Looks that found it as it is now. */
  readonly looks: number;
  /** Whether it came or changed between two looks. What the first look found is finished until something speaks against it. */
  readonly moved: boolean;
}

/** Everything that looks at one folder told, by file. */
export type FolderLooks = ReadonlyMap<FileId, EntryLooks>;

/** Adds a look at a folder to those before it. `before` is undefined for the first look; `now` is this machine's clock. */
export function noteLook(
  before: FolderLooks | undefined,
  entries: readonly FolderEntry[],
  now: number,
): ReadonlyMap<FileId, EntryLooks> {
  return new Map(
    entries.map(({ file, bytes, modified }) => {
      const time = Date.parse(modified);
      const known = before?.get(file);
      if (known?.bytes === bytes && known.modified === time) return [file, { ...known, looks: known.looks + 1 }];
      return [file, { bytes, modified: time, since: now, looks: 1, moved: before !== undefined }];
    }),
  );
}

/** Codes of files that end too soon, or do not begin yet: what a copy looks like until its last byte is there. */
const UNFINISHED_CODES: ReadonlySet<Code> = new Set<Code>([
  'source/empty',
  'source/changed',
  'source/vanished',
  'source/not-found',
  'source/truncated',
  'source/read',
  'format/unknown',
  'format/not-a-checkpoint',
  'format/header',
  'zip/truncated',
  'zip/zero-tail',
  'zip/no-directory',
  'zip/directory',
  'zip/entry',
  'zip/crc',
  'zip/missing-entry',
  'pickle/truncated',
  'storage/missing',
  'storage/short',
]);

/** Whether a failure may be that of a file which is only half there. */
export function soundsUnfinished(code: Code): boolean {
  return UNFINISHED_CODES.has(code);
}

/** What is known when entries of a folder are judged. */
export interface FolderEvidence {
  readonly entries: readonly FolderEntry[];
  readonly looks: FolderLooks;
  /** What reading a file told: the latest attempt since it changed. Undefined: none was made. */
  readonly outcomeOf: (file: FileId) => Pick<PeekResult, 'error'> | undefined;
  /** This machine's clock. */
  readonly now: number;
}

/**
 * The files of a folder that something is still writing. A file is settled once two looks agree and it can be read; one that
 * cannot be read is damaged only when it has not changed for a while, measured against the newest time of its own storage.
 */
export function findWriting(evidence: FolderEvidence): ReadonlySet<FileId> {
  const clock = readStorageClock(evidence);
  return new Set(evidence.entries.filter((entry) => isBeingWritten(entry, evidence, clock)).map((entry) => entry.file));
}

/** A time that the storage's clock has reached for certain: its newest file, and what has passed here since that was seen. */
function readStorageClock({ looks, now }: FolderEvidence): number {
  let clock = -Infinity;
  for (const { modified, since } of looks.values()) {
    if (!Number.isNaN(modified)) clock = Math.max(clock, modified + Math.max(0, now - since));
  }
  return clock;
}

function isBeingWritten(entry: FolderEntry, { looks, outcomeOf, now }: FolderEvidence, clock: number): boolean {
  const look = looks.get(entry.file);
  if (look === undefined || entry.kind === 'folder') return false;
  const movedLately = look.moved && now - look.since < FRESH_MS;
  const isFresh = movedLately || (clock - look.modified < FRESH_MS && now - look.modified < CLOCK_ERROR_MS);
  if (isPartName(entry.name)) return isFresh;
  if (entry.kind !== 'checkpoint') return false;
  const outcome = outcomeOf(entry.file);
  if (look.moved && (look.looks < 2 || outcome === undefined)) return movedLately;
  return outcome?.error !== undefined && soundsUnfinished(outcome.error.code) && isFresh;
}

/** Names that copying programs give a file until it is whole: `x.ckpt.part`, and rsync's `.x.ckpt.k3Wq9Z`. */
const PART_NAME = /^(?<whole>.+)\.(?:part|partial|tmp|temp|incomplete|crdownload|filepart)$/i;
const RSYNC_NAME = /^\.(?<whole>.+)\.[A-Za-z0-9]{6}$/;

/** Whether a name says that a checkpoint is being written under it, to be renamed when it is whole. */
export function isPartName(name: string): boolean {
  const whole = PART_NAME.exec(name)?.groups?.['whole'] ?? RSYNC_NAME.exec(name)?.groups?.['whole'];
  return whole !== undefined && kindOfName(whole) === 'checkpoint';
}
