import { spawnSync } from 'node:child_process';

/** Puts the process into a user namespace of its own, where it is an ordinary user who owns what root owned outside. */
const UNSHARE = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];

/**
 * The beginning of a command line that runs a program without root's powers: empty for an ordinary user, undefined where root
 * may not make user namespaces. File permissions then hold, and Chromium's sandbox can start.
 */
export function unprivilegedPrefix(): readonly string[] | undefined {
  if (process.getuid?.() !== 0) return [];
  const [command = '', ...args] = UNSHARE;
  return spawnSync(command, [...args, 'true']).status === 0 ? UNSHARE : undefined;
}
