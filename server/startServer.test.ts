import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createFileResources, systemScheduler, type FileResource } from '../engine/node/index.ts';
import { createEngineClient } from '../shared/wire/engineClient.ts';
import { createEngineHost } from '../shared/wire/engineHost.ts';
import { serveEngine } from '../shared/wire/engineServer.ts';
import type { ResourceGrant } from '../shared/wire/engineWorker.ts';
import { MAX_FRAME_BYTES } from '../shared/wire/frameCodec.ts';
import { CloseCode, SOCKET_PATH } from '../shared/wire/hello.ts';
import { createChannelPair } from '../shared/wire/inProcessChannel.ts';
import { connectSocket } from '../test/contract/connectSocket.ts';
import { createFakeEngine } from '../test/contract/fakeEngine.ts';
import { MAX_PAGES } from './connectionDesk.ts';
import { startServer, type RunningServer } from './startServer.ts';

let folder: string;
let server: RunningServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'epochscope-server-'));
  await mkdir(join(folder, 'page'));
  await mkdir(join(folder, 'root', 'inner'), { recursive: true });
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>page');
  await writeFile(join(folder, 'page', '.secret'), 'secret');
  await writeFile(join(folder, 'root', 'a.ckpt'), 'inside');
  await writeFile(join(folder, 'root', 'inner', 'b.ckpt'), 'deeper');
  await writeFile(join(folder, 'outside.ckpt'), 'outside');
  await symlink(join(folder, 'outside.ckpt'), join(folder, 'root', 'escape.ckpt'));
  await symlink(folder, join(folder, 'root', 'way-out'));
  server = await startServer({
    root: join(folder, 'root'),
    open: [join(folder, 'outside.ckpt')],
    page: join(folder, 'page'),
    port: 0,
    version: '1.2.3',
    startHost: (client) => createEngineHost({ client, startWorker: startReadingEngine, scheduler: systemScheduler }),
  });
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** An engine in this thread that really opens what it is granted, and answers with the first bytes. */
function startReadingEngine() {
  const [channel, end] = createChannelPair();
  const resources = createFileResources();
  serveEngine({
    api: {
      ...createFakeEngine(),
      async formatValue({ file, limit }) {
        const source = await resources.open(file);
        const bytes = await source.read(0, Math.min(limit, source.size));
        await source.close();
        return { text: new TextDecoder().decode(bytes), cut: false };
      },
      async listFolder({ folder: id }, context) {
        for await (const entries of resources.list(id)) context?.onUpdate?.(entries);
        return { entries: 0 };
      },
    },
    check: () => undefined,
    channel: end,
    scheduler: systemScheduler,
  });
  return {
    channel,
    grant(grants: readonly ResourceGrant<FileResource>[]) {
      for (const grant of grants) resources.grant(grant);
    },
  };
}

function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const { port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

function openSocket(options: ClientOptions = {}): WebSocket {
  const { host, origin } = new URL(server.url);
  return new WebSocket(`ws://${host}${SOCKET_PATH}`, { origin, ...options });
}

/** How the server ends a socket: a close code, or the status with which it refuses the upgrade. */
function endOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

function tokenOf(url: string): string {
  return new URL(url).hash.replace('#token=', '');
}

async function connect() {
  const { hello, channel } = await connectSocket(server.url);
  return { hello, engine: createEngineClient(channel), close: () => channel.close() };
}

function readText(engine: Awaited<ReturnType<typeof connect>>['engine'], file: string): Promise<string> {
  return engine.formatValue({ file, node: 0, syntax: 'json', limit: 100 }).then(({ text }) => text);
}

describe('the page', () => {
  it('is served with headers that keep everything else out', async () => {
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('is reached by the names of this machine on any port, as through a tunnel', async () => {
    for (const host of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:65535']) {
      expect([host, (await get('/', { host })).status]).toEqual([host, 200]);
    }
  });

  it('is refused under any other name, and to other origins', async () => {
    for (const host of ['example.org', 'localhost.example.org', '127.0.0.1.nip.io', '127.0.0.1@example.org']) {
      expect([host, (await get('/', { host })).status]).toEqual([host, 403]);
    }
    expect((await get('/', { origin: 'http://example.org' })).status).toBe(403);
    expect((await get('/', { host: 'localhost:1', origin: 'http://localhost:2' })).status).toBe(403);
    expect((await get('/', { origin: 'null' })).status).toBe(403);
  });

  it('holds nothing but its own files', async () => {
    for (const path of ['/../outside.ckpt', '/%2e%2e/outside.ckpt', '/..%2foutside.ckpt', '/.secret', '/root/a.ckpt']) {
      expect([path, (await get(path)).status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400)]);
    }
  });
});

describe('the WebSocket', () => {
  it('greets a page that knows the token, with what was named', async () => {
    const { hello, close } = await connect();
    expect(hello).toEqual({
      version: '1.2.3',
      root: { file: 'root', name: 'root', kind: 'folder', folder: expect.any(String), engine: 'host' },
      grants: [{ file: 'named-0', name: 'outside.ckpt', kind: 'file', folder: expect.any(String), engine: 'host' }],
    });
    close();
  });

  it('has another token at every start, in the fragment only', async () => {
    const { url } = server;
    expect(tokenOf(url)).toMatch(/^[\w-]{43}$/);
    expect(new URL(url).search).toBe('');
    const other = await startServer({ root: folder, open: [], page: folder, port: 0, version: '' });
    expect(tokenOf(other.url)).not.toBe(tokenOf(url));
    await other.close();
  });

  it('is refused without an origin, and to another one', async () => {
    const { host } = new URL(server.url);
    for (const origin of [undefined, 'http://example.org', `https://${host}`, 'null', `http://${host}.example.org`]) {
      const socket = new WebSocket(`ws://${host}${SOCKET_PATH}`, origin === undefined ? {} : { origin });
      expect([origin, await endOf(socket)]).toEqual([origin, 403]);
    }
  });

  it('is refused under another name', async () => {
    const headers = { host: 'example.org', origin: 'http://example.org' };
    expect(await endOf(openSocket({ headers, origin: 'http://example.org' }))).toBe(403);
  });

  it.each([
    ['a wrong token', JSON.stringify({ token: 'x'.repeat(43) })],
    ['no token', '{}'],
    ['a frame', Buffer.from('{"token":""}')],
    ['text that is no JSON', 'token'],
  ])('closes on %s', async (_title, message) => {
    const socket = openSocket();
    socket.on('open', () => socket.send(message));
    expect(await endOf(socket)).toBe(CloseCode.token);
  });

  it('closes on a message that is larger than any frame', async () => {
    const socket = openSocket();
    socket.on('open', () => socket.send(new Uint8Array(MAX_FRAME_BYTES + 1)));
    // 1009: message too big (RFC 6455, 7.4.1).
    expect(await endOf(socket)).toBe(1009);
  });

  it('closes on a message that is no frame', async () => {
    const socket = openSocket();
    socket.on('open', () => socket.send(JSON.stringify({ token: tokenOf(server.url) })));
    socket.on('message', () => socket.send(new Uint8Array(20)));
    expect(await endOf(socket)).toBe(CloseCode.protocol);
  });

  it('turns away one page too many, and takes it when another has gone', async () => {
    const pages = await Promise.all(Array.from({ length: MAX_PAGES }, connect));
    await expect(connect()).rejects.toMatchObject({ code: 'engine/refused' });
    pages[0]?.close();
    await expect
      .poll(() =>
        connect().then(
          () => 'in',
          () => 'out',
        ),
      )
      .toBe('in');
  });

  it('ends open questions when the server stops', async () => {
    const { engine } = await connect();
    const question = engine.open({ file: 'wait' });
    const closed = expect(question).rejects.toMatchObject({ code: 'engine/closed' });
    await server.close();
    await closed;
  });
});

describe('files', () => {
  it('are read below the root, and where they were named', async () => {
    const { engine } = await connect();
    expect(await readText(engine, 'root/a.ckpt')).toBe('inside');
    expect(await readText(engine, 'root/inner/b.ckpt')).toBe('deeper');
    expect(await readText(engine, 'named-0')).toBe('outside');
  });

  it.each([
    'root/../outside.ckpt',
    'root/inner/../../outside.ckpt',
    'root//etc/passwd',
    'root/./a.ckpt',
    'root/..\\outside.ckpt',
    'root/a.ckpt\0.pt',
    'root/escape.ckpt',
    'root/way-out/outside.ckpt',
  ])('are not read outside of it: %j', async (file) => {
    const { engine } = await connect();
    await expect(readText(engine, file)).rejects.toMatchObject({ code: 'source/outside-root' });
  });

  it.each(['/etc/passwd', '', 'named-1', 'unknown/a.ckpt', 'C:\\a.ckpt'])(
    'are not read without a grant: %j',
    async (file) => {
      const { engine } = await connect();
      await expect(readText(engine, file)).rejects.toMatchObject({ code: 'source/not-found' });
    },
  );

  it('are listed without links that lead out, and not at all behind them', async () => {
    const { engine } = await connect();
    const names: string[] = [];
    await engine.listFolder(
      { folder: 'root' },
      { onUpdate: (entries) => names.push(...entries.map(({ name }) => name)) },
    );
    expect(names.toSorted()).toEqual(['a.ckpt', 'inner']);
    await expect(engine.listFolder({ folder: 'root/way-out' })).rejects.toMatchObject({ code: 'source/outside-root' });
  });
});

describe('startServer', () => {
  it('says so when the port is taken', async () => {
    const port = Number(new URL(server.url).port);
    const options = { root: folder, open: [], page: folder, version: '' };
    await expect(startServer({ ...options, port })).rejects.toMatchObject({
      code: 'usage',
      advice: expect.stringContaining('--port'),
    });
  });

  it('knows a root that is to be opened at once under one id', async () => {
    const options = { page: folder, port: 0, version: '' };
    const other = await startServer({ ...options, root: folder, open: [`${folder}/.`, join(folder, 'root')] });
    const { hello, channel } = await connectSocket(other.url);
    expect(hello.grants.map(({ file }) => file)).toEqual(['root', 'named-1']);
    channel.close();
    await other.close();
  });

  it('refuses a root that is not there, or is a file', async () => {
    const options = { open: [], page: folder, port: 0, version: '' };
    await expect(startServer({ ...options, root: join(folder, 'nothing') })).rejects.toMatchObject({
      code: 'source/not-found',
    });
    await expect(startServer({ ...options, root: join(folder, 'outside.ckpt') })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});
