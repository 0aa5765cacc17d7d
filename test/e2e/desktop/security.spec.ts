import type { HostBridge } from '../../../shared/hostBridge.ts';
import { LAST, RUN } from '../support/sampleFiles.ts';
import { expect, test } from '../support/test.ts';

/** The bridge as a page sees it that was taken over: nothing stops it from sending anything. */
declare const window: Window & {
  readonly epochscopeHost: { readonly [Name in keyof HostBridge]: (...given: unknown[]) => Promise<unknown> };
};

test('the page has no Node and only the bridge', async ({ app: { page } }) => {
  const found = await page.evaluate(() =>
    ['process', 'require', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
});

test('no grant holds a path', async ({ launch }) => {
  const { page } = await launch([LAST, RUN]);
  const texts = await page.evaluate(async () => {
    const grant = await window.epochscopeHost.sampleRun();
    return JSON.stringify([grant, await window.epochscopeHost.recents()]);
  });
  expect(texts).toContain('epoch=39');
  expect(texts).not.toContain(RUN);
});

test('the page cannot leave, open windows, or be sent elsewhere', async ({ app: { page } }) => {
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://example.org/';
    document.body.append(link);
    link.click();
    link.remove();
  });
  // An answer from main comes after it has refused to navigate.
  const address = await page.evaluate(async () => {
    await window.epochscopeHost.recents();
    return window.location.href;
  });
  expect(address).toBe('app://epochscope/index.html');
});

test('the policy stops scripts of strangers and connections to anywhere', async ({ app: { page }, complaints }) => {
  const outcomes = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.injected = true';
    document.body.append(inline);
    return {
      injected: 'injected' in globalThis,
      fetched: await fetch('https://example.org/').then(
        () => true,
        () => false,
      ),
    };
  });
  expect(outcomes).toEqual({ injected: false, fetched: false });
  expect(complaints.splice(0).join('\n')).toContain('Content Security Policy');
});

test('the scheme of the page serves nothing but the page', async ({ app: { page }, complaints }) => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      ['/..%2f..%2fpackage.json', '/../preload.cjs', '/%2e%2e/electronMain.js', '/absent.js'].map(
        async (path) => (await fetch(`app://epochscope${path}`)).status,
      ),
    ),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
  complaints.splice(0);
});

test('main takes nothing that it did not ask for', async ({ app: { page } }) => {
  const answers = await page.evaluate(async () => {
    const { epochscopeHost: host } = window;
    return {
      inventedFile: await host.grantDropped([new File(['x'], '/etc/passwd')]),
      inventedText: await host.grantPasted('/etc/passwd'),
      unknownRecent: await host.grantRecent('/etc/passwd'),
      wrongType: await host.endSave('1', 7),
      foreignSave: await host.appendSave(41, 'text'),
      wrongTheme: await host.setTheme('plaid'),
    };
  });
  expect(answers).toMatchObject({
    inventedFile: { value: [] },
    inventedText: { value: [] },
    unknownRecent: { error: { code: 'usage' } },
    wrongType: { error: { code: 'usage' } },
    foreignSave: { error: { code: 'usage' } },
    wrongTheme: { error: { code: 'usage' } },
  });
});

test('permissions are denied without a question', async ({ app: { page } }) => {
  const states = await page.evaluate(async () => [
    await Notification.requestPermission(),
    (await navigator.permissions.query({ name: 'geolocation' })).state,
  ]);
  expect(states).toEqual(['denied', 'denied']);
});
