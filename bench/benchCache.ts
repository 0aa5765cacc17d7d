import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, seen from the bundle in .cache/bench. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

/** Where generated checkpoints and the Python environment are kept between runs; made if need be. */
export function benchCache(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(base, 'epochscope', 'bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}
