import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleScripts } from '../support/bundleScripts.ts';
import { expect, test } from '../support/test.ts';
import type { ContractOutcome } from '../../contract/walkContract.ts';

declare const window: Window & { runWebWorkerContract(script: string): Promise<readonly ContractOutcome[]> };

test('the engine contract holds over a Web Worker', async ({ chromium, scratch }) => {
  await bundleScripts(scratch, ['webWorkerContract', 'fakeBlobWorker'], 'browser');
  const server = createServer(({ url = '/' }, response) => {
    const isScript = /^\/\w+\.js$/.test(url);
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? readFileSync(join(scratch, url)) : '<script type="module" src="/webWorkerContract.js"></script>',
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port');
  const page = await (await chromium()).newPage();
  await page.goto(`http://127.0.0.1:${address.port}/`);
  const outcomes = await page.evaluate(() => window.runWebWorkerContract('/fakeBlobWorker.js'));
  await page.close();
  server.close();
  expect(outcomes.length).toBeGreaterThan(10);
  expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
});
