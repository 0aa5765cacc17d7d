import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface OpenedPage {
  /** Removes the file that led the browser to the address. */
  forget(): Promise<void>;
}

/**
 * Opens an address that holds a secret in the default browser. Command lines are visible to every user of a machine, so the
 * browser is given a file that only this user may read, and the file leads to the address. `onMissing` hears of a machine
 * without a program that opens things.
 */
export async function openInBrowser(url: string, onMissing: (opener: string) => void): Promise<OpenedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'epochscope-'));
  const file = join(folder, 'open.html');
  await writeFile(file, redirectPage(url), { mode: 0o600 });
  const [command, ...args] = openerOf(process.platform);
  const child = spawn(command, [...args, pathToFileURL(file).href], { detached: true, stdio: 'ignore' });
  child.on('error', () => onMissing(command));
  child.unref();
  return { forget: () => rm(folder, { recursive: true, force: true }) };
}

/** `url` is ours: its characters need no escaping in an attribute. */
function redirectPage(url: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Epochscope</title><meta http-equiv="refresh" content="0;url=${url}">\n`;
}

function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}
