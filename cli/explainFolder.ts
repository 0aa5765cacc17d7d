import { readdir, stat } from 'node:fs/promises';
import { unsupported } from '../engine/index.ts';
import { InspectError } from '../shared/inspectError.ts';

/** Checkpoints that are folders, by a file in them. */
const KINDS: readonly (readonly [name: string, file: RegExp])[] = [
  ['DCP (torch.distributed.checkpoint)', /^\.metadata$/u],
  ['DeepSpeed', /^(?:zero_pp_rank_\d+_)?mp_rank_\d+_(?:model|optim)_states\.pt$|^zero_to_fp32\.py$|^global_step\d+$/u],
];

/** Rethrows why a path could not be opened; for a folder that is a checkpoint of its own kind, says of which. */
export async function explainFolder(path: string, error: unknown): Promise<never> {
  if (!(error instanceof InspectError) || error.code !== 'source/not-a-file') throw error;
  const names = (await stat(path)).isDirectory() ? await readdir(path) : [];
  for (const [kind, pattern] of KINDS) {
    const found = names.find((name) => pattern.test(name));
    if (found !== undefined) throw unsupported(kind, `a folder with ${found}`);
  }
  throw error;
}
