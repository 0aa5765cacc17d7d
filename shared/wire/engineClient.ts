import type { CallContext, EngineApi } from '../engineApi.ts';
import { InspectError, isCode, type ErrorData } from '../inspectError.ts';
import { isRecord } from '../record.ts';
import { decodeBody, encodeBody } from './body.ts';
import { createBodyReceiver, type BodyReceiver, type ReceivedBody } from './bodyReceiver.ts';
import { MAX_ID, type Channel, type Frame } from './channel.ts';
import { createFrameSender, type FrameSender } from './frameSender.ts';

export interface EngineClientOptions {
  /** Called when the engine was started again: what was open must be opened again. */
  readonly onReplaced?: (error: InspectError) => void;
  /** Bytes of buffers in one answer at most. The default is 2 GiB, far above the index of ten million tensors. */
  readonly maxBodyBytes?: number;
}

interface PendingCall {
  readonly sender: FrameSender;
  readonly receiver: BodyReceiver;
  readonly onUpdate: ((update: unknown) => void) | undefined;
  readonly drained: (() => Promise<void>) | undefined;
  /** Ends the call here: later frames with its id are dropped. */
  settle(outcome: { readonly value: unknown } | { readonly error: unknown }): void;
}

const MAX_BODY_BYTES: number = 2 ** 31;

/**
 * An {@link EngineApi} whose questions are answered at the other end of a channel.
 *
 * Promises reject with an {@link InspectError}: what the engine threw, `cancelled` as soon as the signal is aborted, or
 * `engine/closed` when the channel ends.
 */
export function createEngineClient(channel: Channel, options: EngineClientOptions = {}): EngineApi {
  const pending = new Map<number, PendingCall>();
  let lastId = 0;
  let closed: InspectError | undefined;

  channel.onFrame((frame) => {
    if (frame.t === 'error' && frame.id === 0) options.onReplaced?.(readError(decodeBody(frame.body.json, [])));
    const call = pending.get(frame.id);
    // Frames of a call that was given up are still under way for a while.
    if (call !== undefined) takeFrame(call, frame);
  });

  channel.onClose((reason) => {
    closed = connectionClosed(reason);
    for (const call of pending.values()) call.settle({ error: closed });
  });

  function takeFrame(call: PendingCall, frame: Frame): void {
    if (frame.t === 'ack') return call.sender.addCredit(frame.count);
    if (frame.t === 'call' || frame.t === 'cancel') return undefined;
    try {
      const received = call.receiver.take(frame);
      if (received !== undefined) takeBody(call, received);
    } catch (error) {
      // The answer cannot be read, or the listener for updates failed: nobody waits for the rest.
      channel.send({ t: 'cancel', id: frame.id });
      call.settle({ error });
    }
    return undefined;
  }

  function ask(method: string, params: unknown, context: CallContext<unknown> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { signal } = context;
      if (closed !== undefined) return reject(closed);
      if (signal?.aborted === true) return reject(cancelled());
      const encoded = encodeBody(params);
      const id = nextId();

      function cancel(): void {
        channel.send({ t: 'cancel', id });
        settle({ error: cancelled() });
      }
      function settle(outcome: { readonly value: unknown } | { readonly error: unknown }): void {
        pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        if ('error' in outcome) reject(outcome.error);
        else resolve(outcome.value);
      }

      signal?.addEventListener('abort', cancel, { once: true });
      const sender = createFrameSender(id, channel);
      const receiver = createBodyReceiver(id, channel, options.maxBodyBytes ?? MAX_BODY_BYTES);
      pending.set(id, { sender, receiver, onUpdate: context.onUpdate, drained: context.drained, settle });
      return sender.push((body) => ({ t: 'call', id, method, body }), encoded);
    });
  }

  function nextId(): number {
    do lastId = (lastId % MAX_ID) + 1;
    while (pending.has(lastId));
    return lastId;
  }

  return proxyMethods(ask);
}

/** Methods are made on demand and kept, so that `api.open === api.open`. */
function proxyMethods(ask: (method: string, params: unknown, context?: CallContext<unknown>) => unknown): EngineApi {
  const methods = new Map<string, (params: unknown, context?: CallContext<unknown>) => unknown>();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every method is made below, on demand
  return new Proxy({} as EngineApi, {
    get(_target, name) {
      // A promise that resolves to this object asks it for `then`, which must not become a question.
      if (typeof name !== 'string' || name === 'then') return undefined;
      let method = methods.get(name);
      if (method === undefined) {
        method = (params, context) => ask(name, params, context);
        methods.set(name, method);
      }
      return method;
    },
  });
}

function takeBody(call: PendingCall, { t, value }: ReceivedBody): void {
  if (t === 'update') {
    call.onUpdate?.(value);
    if (call.drained) call.receiver.holdCredit(call.drained());
  } else if (t === 'result') call.settle({ value });
  else call.settle({ error: readError(value) });
}

function readError(value: unknown): InspectError {
  if (isErrorData(value)) return new InspectError(value);
  return new InspectError({ code: 'internal', message: 'The engine reported an error that this page does not know.' });
}

function isErrorData(value: unknown): value is ErrorData {
  return (
    isRecord(value) &&
    typeof value['message'] === 'string' &&
    typeof value['code'] === 'string' &&
    isCode(value['code'])
  );
}

function cancelled(): InspectError {
  return new InspectError({ code: 'cancelled', message: 'The question was cancelled before it was answered.' });
}

function connectionClosed(reason: Error | undefined): InspectError {
  if (reason instanceof InspectError) return reason;
  return new InspectError(
    { code: 'engine/closed', message: reason?.message ?? 'The connection to the engine was closed.' },
    { cause: reason },
  );
}
