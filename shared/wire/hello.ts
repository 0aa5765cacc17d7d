import type { Grant } from '../hostApi.ts';
import { isRecord } from '../record.ts';

/** The first message on a WebSocket, from the page, as JSON text. Nothing else is read before it. */
export interface TokenMessage {
  /** From the fragment of the URL that `epochscope serve` printed. */
  readonly token: string;
}

/** The server's answer to a good token, as JSON text. Frames (frameCodec.ts) follow in both directions. */
export interface Hello {
  readonly version: string;
  /** The folder that is served: what a file picker walks through. */
  readonly root: Grant;
  /** What was named on the command line, to be opened at once. */
  readonly grants: readonly Grant[];
  /** The sample run, where it is installed. */
  readonly sample?: Grant;
}

/** Where the server listens for WebSockets. */
export const SOCKET_PATH = '/engine';

/** Why a server closes a WebSocket (RFC 6455, 7.4: 4000 to 4999 are for applications). */
export const CloseCode = {
  /** The window or the server went away. */
  normal: 1000,
  goingAway: 1001,
  /** A message was no frame. */
  protocol: 4400,
  /** The token is wrong, missing or late. */
  token: 4401,
  /** Too many windows are open on this server. */
  busy: 4429,
} as const;

export function readTokenMessage(data: unknown): string | undefined {
  const message = parseText(data);
  return isRecord(message) && typeof message['token'] === 'string' ? message['token'] : undefined;
}

/** Reads the server's greeting. The page was served by the same server, so its grants are taken at their word. */
export function readHello(data: unknown): Hello | undefined {
  const message = parseText(data);
  return isHello(message) ? message : undefined;
}

function isHello(message: unknown): message is Hello {
  return (
    isRecord(message) &&
    typeof message['version'] === 'string' &&
    isRecord(message['root']) &&
    Array.isArray(message['grants'])
  );
}

function parseText(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
