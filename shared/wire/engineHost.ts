import { InspectError, toErrorData } from '../inspectError.ts';
import { encodeBody } from './body.ts';
import type { Channel, Frame } from './channel.ts';
import type { EngineWorker, ResourceGrant } from './engineWorker.ts';
import type { Scheduler } from './scheduler.ts';

/** Milliseconds that a worker has to stop after a cancel before it is replaced. */
export const CANCEL_PATIENCE_MS = 1000;

/** The keeper of one window's or connection's engine. */
export interface EngineHost<Resource> {
  /** Makes ids known to the worker, and to every worker that replaces it. */
  grant(grants: readonly ResourceGrant<Resource>[]): void;
  /** Ends the worker, with the files that it holds open, and closes the client's channel. */
  close(): void;
}

export interface EngineHostOptions<Resource> {
  /** The channel to the page. Its end ends the host. */
  readonly client: Channel;
  readonly startWorker: () => EngineWorker<Resource>;
  readonly scheduler: Scheduler;
}

/** What the host remembers of a question, until the last byte of its answer has passed. */
interface PassingCall {
  /** Bytes of the current body that are still to come. */
  missing: number;
  /** The current body is the answer. */
  last: boolean;
  cancelTimer: (() => void) | undefined;
}

/**
 * Carries frames between a client and a worker without reading their bodies. A worker that does not stop within a second of
 * a cancel, or that dies, is replaced at the next question: open questions are answered with `engine/replaced`, the client
 * is told by an error with the id 0, and grants stay valid.
 */
export function createEngineHost<Resource>(options: EngineHostOptions<Resource>): EngineHost<Resource> {
  const { client, startWorker, scheduler } = options;
  const calls = new Map<number, PassingCall>();
  const granted = new Map<string, ResourceGrant<Resource>>();
  let worker: EngineWorker<Resource> | undefined;
  let open = true;

  function ensureWorker(): EngineWorker<Resource> {
    if (worker !== undefined) return worker;
    const started = startWorker();
    worker = started;
    if (granted.size > 0) started.grant([...granted.values()]);
    started.channel.onFrame(passToClient);
    started.channel.onClose((reason) => {
      if (worker === started) replace(`The reader stopped unexpectedly${reason ? `: ${reason.message}` : ''}.`);
    });
    return started;
  }

  function passToWorker(frame: Frame): void {
    if (frame.t === 'call') {
      calls.set(frame.id, { missing: 0, last: false, cancelTimer: undefined });
      ensureWorker();
    } else if (frame.t === 'cancel') {
      const call = calls.get(frame.id);
      if (call === undefined) return;
      call.cancelTimer ??= scheduler.after(CANCEL_PATIENCE_MS, () =>
        replace('The reader did not stop within a second and was started again.'),
      );
    }
    worker?.channel.send(frame);
  }

  function passToClient(frame: Frame): void {
    const call = calls.get(frame.id);
    if (call !== undefined && trackAnswer(call, frame)) {
      call.cancelTimer?.();
      calls.delete(frame.id);
    }
    client.send(frame);
  }

  function replace(message: string): void {
    const stuck = worker;
    worker = undefined;
    stuck?.channel.close();
    const error = new InspectError({
      code: 'engine/replaced',
      message,
      advice: 'Open the file again; if it happens again, please report what was asked.',
    });
    const { body } = encodeBody(toErrorData(error));
    for (const [id, call] of calls) {
      call.cancelTimer?.();
      client.send({ t: 'error', id, body });
    }
    calls.clear();
    client.send({ t: 'error', id: 0, body });
  }

  function end(): void {
    if (!open) return;
    open = false;
    for (const call of calls.values()) call.cancelTimer?.();
    const last = worker;
    worker = undefined;
    last?.channel.close();
    client.close();
  }

  // Started before the first question: by the time a person has chosen a file, it is ready.
  ensureWorker();
  client.onClose(end);
  client.onFrame(passToWorker);

  return {
    grant(grants) {
      for (const grant of grants) granted.set(grant.file, grant);
      worker?.grant(grants);
    },
    close: end,
  };
}

/** Follows the bodies of one call. True when the last byte of the answer has passed. */
function trackAnswer(call: PassingCall, frame: Frame): boolean {
  if (frame.t === 'piece') {
    call.missing -= frame.bytes.length;
  } else if ('body' in frame) {
    call.missing = frame.body.buffers.reduce((sum, length) => sum + length, 0);
    call.last = frame.t !== 'update';
  }
  return call.last && call.missing <= 0;
}
