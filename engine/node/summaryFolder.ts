import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { formatSummary, parseSummary, type CheckpointSummary, type SummaryCache } from '../series/checkpointSummary.ts';

/** Bytes of a summary that is read: some 100 a tensor, for a million tensors. */
const MOST_BYTES = 268_435_456;

/** The user's cache folder for summaries of checkpoints, by the customs of the system. */
export function findSummaryFolder(): string {
  return join(cacheBase(), 'epochscope', 'summaries');
}

function cacheBase(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : XDG_CACHE_HOME;
}

/**
 * Summaries as files of a folder that only this user may read, named by a hash of the identity. What cannot be read or written is as if it
 * were not there: a cache must not stop an answer.
 */
export function createSummaryFolder(folder: string): SummaryCache {
  const fileOf = (identity: string) => join(folder, `${createHash('sha256').update(identity).digest('hex')}.json`);
  return {
    read: (identity) => readSummary(fileOf(identity), identity).catch(() => undefined),
    write: (identity, summary) => writeSummary(folder, fileOf(identity), formatSummary(identity, summary)),
  };
}

async function readSummary(file: string, identity: string): Promise<CheckpointSummary | undefined> {
  if ((await stat(file)).size > MOST_BYTES) return undefined;
  return parseSummary(await readFile(file, 'utf8'), identity);
}

/** Written beside its place and renamed, so that whoever reads finds all of it or nothing. */
async function writeSummary(folder: string, file: string, text: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(part, text, { mode: 0o600 });
    await rename(part, file);
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}
