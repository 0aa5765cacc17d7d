import { CountingSource } from '../bytes/countingSource.ts';
import { analyzeCheckpoint } from '../checkpoint/analyzeCheckpoint.ts';
import type { CheckpointFacts } from '../checkpoint/checkpointFacts.ts';
import { openFile } from '../formats/openFile.ts';
import type { OpenedFile } from '../formats/openedFile.ts';
import type { Pacer } from '../pacer.ts';
import { selectTensorsInSteps } from '../report/selectTensors.ts';
import type { TensorPlace } from '../report/listTensors.ts';
import type { OpenSource } from '../session/resources.ts';
import { paceSteps } from '../steps.ts';
import { crc32 } from '../zip/crc32.ts';

/** A file that a series is asked of. */
export interface SeriesInput {
  readonly id: string;
  /** What it is called where it cannot be opened. */
  readonly name: string;
  /** Errors: `source/*`. */
  readonly open: (signal: AbortSignal | undefined) => Promise<OpenSource>;
}

/** A checkpoint that was opened for a series: its structure is read, its tensors are not. */
export interface OpenedCheckpoint {
  readonly id: string;
  readonly source: OpenSource;
  readonly counting: CountingSource;
  readonly opened: OpenedFile;
  readonly facts: CheckpointFacts;
  readonly places: readonly TensorPlace[];
  /** Equal for the same content of the same file; undefined where the platform cannot tell. */
  readonly identity: string | undefined;
}

/** A file that a series goes on without. */
export interface UnreadableFile {
  readonly id: string;
  readonly name: string;
  readonly error: unknown;
}

export interface OpenCheckpointsOptions {
  readonly isSelected: (name: string) => boolean;
  readonly pacer: Pacer;
  readonly signal?: AbortSignal;
}

/** Files that are opened at once: fewer than libuv has threads, so that a mount that hangs leaves one for everything else. */
const OPENED_AT_ONCE = 3;

/**
 * Opens files, in any order; those that cannot be read are named with the reason. Whatever comes, `onOpened` hears of every source that
 * must be closed. Rejects only when it is given up.
 */
export async function openCheckpoints(
  inputs: readonly SeriesInput[],
  options: OpenCheckpointsOptions & { readonly onOpened: (source: OpenSource) => void },
): Promise<{ readonly opened: readonly OpenedCheckpoint[]; readonly unreadable: readonly UnreadableFile[] }> {
  const outcomes: (OpenedCheckpoint | UnreadableFile)[] = [];
  const queue = inputs.entries();
  const lanes = Array.from({ length: OPENED_AT_ONCE }, async () => {
    for (const [place, input] of queue) {
      options.signal?.throwIfAborted();
      outcomes[place] = await tryOpening(input, options);
    }
  });
  // All lanes end before anything is closed.
  const [failure] = (await Promise.allSettled(lanes)).filter(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
  return {
    opened: outcomes.filter((outcome) => 'opened' in outcome),
    unreadable: outcomes.filter((outcome) => 'error' in outcome),
  };
}

async function tryOpening(
  { id, name, open }: SeriesInput,
  { isSelected, pacer, signal, onOpened }: Parameters<typeof openCheckpoints>[1],
): Promise<OpenedCheckpoint | UnreadableFile> {
  let source: OpenSource | undefined;
  try {
    source = await open(signal);
    onOpened(source);
    const counting = new CountingSource(source);
    const opened = await openFile(counting, signal && { signal });
    await pacer.pause();
    const facts = analyzeCheckpoint(opened);
    await pacer.pause();
    const { places } = await paceSteps(selectTensorsInSteps(opened.root, isSelected), pacer);
    return { id, source, counting, opened, facts, places, identity: identify(source, opened) };
  } catch (error) {
    signal?.throwIfAborted();
    return { id, name: source?.name ?? name, error };
  }
}

/** With the checksums that the container records: a file that was rewritten in place within the clock's resolution differs in them. */
function identify({ identity }: OpenSource, { storages }: OpenedFile): string | undefined {
  if (identity === undefined) return undefined;
  const checksums = new TextEncoder().encode(storages.map(({ extent }) => extent?.crc32 ?? '').join());
  return `${identity} ${crc32(checksums)}`;
}
