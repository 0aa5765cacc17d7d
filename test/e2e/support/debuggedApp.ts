import { chromium, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A desktop application as it is shipped: nothing but its page can be looked at. */
export interface DebuggedApp {
  readonly page: Page;
  /** Lines that it has written so far. */
  readonly output: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a desktop application by a command and finds its page over Chromium's debugging port. Playwright's own way needs
 * Node's inspector, which a packaged application has not.
 */
export async function startDebugged(command: readonly string[], env: NodeJS.ProcessEnv): Promise<DebuggedApp> {
  const child = spawn(command[0] ?? '', [...command.slice(1), '--remote-debugging-port=0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const ended = once(child, 'exit');
  const output: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line));
  const address = await new Promise<string>((found, failed) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      output.push(line);
      const match = /^DevTools listening on (ws:.*)$/.exec(line);
      if (match?.[1] !== undefined) found(match[1]);
    });
    void ended.then(() => failed(new Error(`the application ended before its window:\n${output.join('\n')}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the application has no session');
  return {
    output,
    page: context.pages()[0] ?? (await context.waitForEvent('page')),
    async stop() {
      await browser.close();
      child.kill();
      await ended;
    },
  };
}
