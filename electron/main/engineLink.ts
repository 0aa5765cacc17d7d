import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { startEngineHost } from '../../engine/node/index.ts';
import { ENGINE_PORT_CHANNEL } from '../../shared/hostCalls.ts';
import type { MessagePipe } from '../../shared/wire/messagePipe.ts';
import { createPortChannel } from '../../shared/wire/portChannel.ts';
import type { GrantedPath } from './grantBook.ts';

/** A page's way to an engine of its own. */
export interface EngineLink {
  /** Makes paths readable under their ids. */
  grant(entries: readonly GrantedPath[]): void;
  /** Ends the engine and closes its files. */
  close(): void;
}

/**
 * Starts an engine in a worker thread and sends the page a port to it. Frames pass through here, since a worker thread
 * cannot hold Electron's port: each is copied once, in pieces of at most 1 MiB, and no body is read. `startHost`
 * gives tests another engine.
 */
export function linkEngine(page: WebContents, startHost: typeof startEngineHost = startEngineHost): EngineLink {
  const { port1, port2 } = new MessageChannelMain();
  const host = startHost(createPortChannel(pipeOfMainPort(port1), { transfer: false }));
  page.postMessage(ENGINE_PORT_CHANNEL, undefined, [port2]);
  return {
    grant: (entries) => host.grant(entries.map(({ id, path }) => ({ file: id, resource: { path } }))),
    close: () => host.close(),
  };
}

function pipeOfMainPort(port: MessagePortMain): MessagePipe {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onEnd) {
      port.on('message', ({ data }) => onMessage(data));
      port.on('close', () => onEnd());
      port.start();
    },
    close: () => port.close(),
  };
}
