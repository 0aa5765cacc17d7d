import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { Readable } from 'node:stream';

/** A display, and how to give it up. */
export interface Display {
  /** Value for the DISPLAY variable; undefined where the platform has none. */
  readonly name: string | undefined;
  stop(): Promise<void>;
}

const XVFB = '/usr/bin/Xvfb';

/**
 * A display of one's own: windows of parallel tests share neither focus nor clipboard, and none covers the screen of the person
 * who runs them. Where there is no Xvfb it is the display that is there.
 */
export async function startDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || !existsSync(XVFB)) {
    return { name: process.env['DISPLAY'], stop: async () => undefined };
  }
  // The server picks a free number and writes it to descriptor 3.
  const server = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1680x1100x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const announcement = server.stdio[3];
  if (!(announcement instanceof Readable)) throw new Error('descriptor 3 of Xvfb is no pipe');
  return {
    name: `:${await readLine(announcement)}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

async function readLine(stream: Readable): Promise<string> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error(`Xvfb ended before its display was ready: ${text}`);
}
