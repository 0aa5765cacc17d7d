import type { HostApi } from '../../shared/hostApi.ts';
import { ENGINE_PORT_MESSAGE, HOST_BRIDGE_NAME, type HostBridge, type Reply } from '../../shared/hostBridge.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createEngineClient } from '../../shared/wire/engineClient.ts';
import { pipeOfPort } from '../../shared/wire/messagePipe.ts';
import { createPortChannel } from '../../shared/wire/portChannel.ts';
import { createAnnouncement, type Connection } from './connection.ts';
import { lostConnection } from './lostConnection.ts';

declare global {
  interface Window {
    readonly [HOST_BRIDGE_NAME]?: HostBridge;
  }
}

/** The bridge that a preload has put on the window; undefined in a browser. */
export function findHostBridge(): HostBridge | undefined {
  return window[HOST_BRIDGE_NAME];
}

/** Connects the page to Electron's main process. */
export async function connectElectron(bridge: HostBridge): Promise<Connection> {
  const lost = createAnnouncement<ReturnType<typeof lostConnection>>();
  const replaced = createAnnouncement<'host'>();
  const port = await requestEnginePort(bridge);
  const channel = createPortChannel(pipeOfPort(port), { transfer: false });
  channel.onClose((reason) => lost.announce(lostConnection(reason)));
  const engine = createEngineClient(channel, { onReplaced: () => replaced.announce('host') });
  return {
    host: hostOverBridge(bridge),
    engineFor: () => engine,
    onReplaced: (listener) => replaced.listen(listener),
    onLost: (listener) => lost.listen(listener),
  };
}

/** Asks for the engine's port and waits for the message that carries it. */
async function requestEnginePort(bridge: HostBridge): Promise<MessagePort> {
  const arrival = new Promise<MessagePort>((resolve) => {
    const onMessage = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== ENGINE_PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', onMessage);
      resolve(port);
    };
    window.addEventListener('message', onMessage);
  });
  await unwrap(bridge.connectEngine());
  return arrival;
}

function hostOverBridge(bridge: HostBridge): HostApi {
  return {
    kind: 'desktop',
    version: bridge.version,
    pickFiles: () => unwrap(bridge.pickFiles()),
    pickFolder: () => unwrap(bridge.pickFolder()),
    grantDropped: ({ files }) => unwrap(bridge.grantDropped(Array.from(files))),
    grantPasted: (text) => unwrap(bridge.grantPasted(text)),
    sampleRun: () => unwrap(bridge.sampleRun()),
    recents: () => unwrap(bridge.recents()),
    grantRecent: (id) => unwrap(bridge.grantRecent(id)),
    clearRecents: () => unwrap(bridge.clearRecents()),
    onGrants: (listener) => bridge.onGrants(listener),
    onCommand: (listener) => bridge.onCommand(listener),
    setTheme: (theme) => unwrap(bridge.setTheme(theme)),
    copyText: (text) => unwrap(bridge.copyText(text)),
    saveText: (suggestedName, pieces) => save(bridge, suggestedName, pieces),
    saveBytes: (suggestedName, pieces) => save(bridge, suggestedName, pieces),
    savesByPiece: true,
    setTitle: (title) => bridge.setTitle(title),
  };
}

async function save(
  bridge: HostBridge,
  suggestedName: string,
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<boolean> {
  const id = await unwrap(bridge.beginSave(suggestedName));
  if (id === undefined) return false;
  let finished = false;
  try {
    for await (const piece of pieces) await unwrap(bridge.appendSave(id, piece));
    finished = true;
  } finally {
    await unwrap(bridge.endSave(id, finished));
  }
  return true;
}

async function unwrap<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answer = await reply;
  if ('error' in answer) throw new InspectError(answer.error);
  return answer.value;
}
