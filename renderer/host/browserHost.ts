import type { Grant, HostApi } from '../../shared/hostApi.ts';
import { InspectError, type ErrorData } from '../../shared/inspectError.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { SOCKET_PATH, type Hello } from '../../shared/wire/hello.ts';
import { connectToServer } from '../../shared/wire/webSocketChannel.ts';
import { browserScheduler } from './browserScheduler.ts';
import { createAnnouncement, type Connection } from './connection.ts';
import { copyWithPage } from './copyWithPage.ts';
import { findPasted } from './findPasted.ts';
import { lostConnection } from './lostConnection.ts';
import { openPageStorage } from './pageStorage.ts';
import { startPageEngine, type PageEngine } from './pageEngine.ts';
import { readDrop } from './readDrop.ts';
import { createRecentList } from './recentList.ts';
import { saveAsDownload } from './saveAsDownload.ts';
import { findSavePicker, saveToDisk } from './saveToDisk.ts';
import { takeToken } from './takeToken.ts';

/** From so many bytes on a file is written piece by piece where the browser can; smaller ones are plain downloads. */
const LARGE_SAVE_BYTES: number = 32 * 2 ** 20;

/** Connects the page to the server that it came from, by the token of its address. */
export async function connectBrowser(): Promise<Connection> {
  const token = takeToken(window.location, window.history, openPageStorage('sessionStorage'));
  if (token === undefined) throw missingToken();
  const address = new URL(SOCKET_PATH, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const { hello, channel } = await connectToServer(new WebSocket(address), token, browserScheduler);

  const lost = createAnnouncement<ErrorData>();
  const replaced = createAnnouncement<Grant['engine']>();
  channel.onClose((reason) => lost.announce(lostConnection(reason)));
  const engine = createEngineClient(channel, { onReplaced: () => replaced.announce('host') });
  let pageEngine: PageEngine | undefined;
  const ensurePageEngine = (): PageEngine => (pageEngine ??= startPageEngine(() => replaced.announce('page')));

  return {
    host: createBrowserHost({ hello, ensurePageEngine, find: (text) => findPasted(engine, hello.root, text) }),
    engineFor: (kind) => (kind === 'host' ? engine : ensurePageEngine().engine),
    onReplaced: (listener) => replaced.listen(listener),
    onLost: (listener) => lost.listen(listener),
  };
}

interface BrowserHostParts {
  readonly hello: Hello;
  readonly ensurePageEngine: () => PageEngine;
  readonly find: (path: string) => Promise<Grant>;
}

function createBrowserHost({ hello, ensurePageEngine, find }: BrowserHostParts): HostApi {
  const recents = createRecentList(openPageStorage('localStorage'), hello.root);
  const waiting = [...hello.grants];
  let drops = 0;
  return {
    kind: 'browser',
    version: hello.version,
    pickerRoot: hello.root,
    pickFiles: async () => undefined,
    pickFolder: async () => undefined,
    async grantDropped(data) {
      const items = await readDrop(data);
      return items.map(({ name, resource }): Grant => {
        drops += 1;
        const file = `drop-${drops}`;
        ensurePageEngine().grant(file, resource);
        return { file, name, kind: resource.kind, engine: 'page' };
      });
    },
    grantPasted: async (text) => [await find(text)],
    async sampleRun() {
      if (hello.sample !== undefined) return hello.sample;
      throw new InspectError({ code: 'source/not-found', message: 'The sample run is not installed on this server.' });
    },
    recents: async () => recents.items(),
    async grantRecent(id) {
      const grant = recents.find(id);
      if (grant !== undefined) return grant;
      throw new InspectError({ code: 'source/not-found', message: 'This file is no longer in the list.' });
    },
    clearRecents: async () => recents.clear(),
    rememberOpened: (grant, bytes) => recents.add(grant, new Date().toISOString(), bytes),
    onGrants(listener) {
      const grants = waiting.splice(0);
      if (grants.length > 0) listener(grants);
      return () => undefined;
    },
    onCommand: () => () => undefined,
    setTheme: async () => undefined,
    copyText: copyWithPage,
    saveText: (suggestedName, pieces) => saveAsDownload(suggestedName, 'text/plain', pieces),
    saveBytes(suggestedName, pieces, bytes) {
      const picker = findSavePicker(window);
      if (picker && bytes >= LARGE_SAVE_BYTES) return saveToDisk(picker, suggestedName, pieces);
      return saveAsDownload(suggestedName, 'application/octet-stream', pieces);
    },
    get savesByPiece() {
      return findSavePicker(window) !== undefined;
    },
    setTitle(title) {
      document.title = title;
    },
  };
}

function missingToken(): InspectError {
  return new InspectError({
    code: 'engine/refused',
    message: 'This address lacks the key that comes with the link which the server printed.',
    advice: 'Open that link again. If it is lost, stop the server and start it with: epochscope serve',
  });
}
