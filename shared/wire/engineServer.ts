import type { CallContext, EngineApi } from '../engineApi.ts';
import { InspectError, toErrorData } from '../inspectError.ts';
import { encodeBody, type EncodedBody } from './body.ts';
import { createBodyReceiver, type BodyReceiver } from './bodyReceiver.ts';
import type { Body, Channel, Frame } from './channel.ts';
import { createProgressGate } from './coalesceProgress.ts';
import { createFrameSender, type FrameSender } from './frameSender.ts';
import type { Scheduler } from './scheduler.ts';

export interface EngineService {
  readonly api: EngineApi;
  /**
   * Throws an InspectError `usage` for a question that the engine does not have, or whose parameters have another shape. This
   * is what stands between a hostile page and the engine.
   */
  readonly check: (method: string, params: unknown) => void;
  readonly channel: Channel;
  readonly scheduler: Scheduler;
}

/** Questions open at once on one channel; a page asks a few dozen (a list of files peeks into its visible rows). */
export const MAX_OPEN_CALLS = 256;
/** Bytes of buffers in one question at most: the rows of a tree of ten million nodes. */
export const MAX_CALL_BYTES: number = 64 << 20;

interface OpenCall {
  readonly method: string;
  readonly sender: FrameSender;
  readonly receiver: BodyReceiver;
  readonly controller: AbortController;
  /** The question is still arriving, the engine is at work, or the answer is queued and on its way. */
  state: 'arriving' | 'asked' | 'answered';
}

/**
 * Answers the questions that arrive on a channel. A message that no client of ours sends closes the channel; what is wrong
 * with one question answers that question.
 */
export function serveEngine({ api, check, channel, scheduler }: EngineService): void {
  const calls = new Map<number, OpenCall>();

  channel.onFrame((frame) => {
    const call = calls.get(frame.id);
    if (frame.t === 'call') receiveCall(frame, call);
    else if (call === undefined)
      return; // answered already: its last frames may cross ours
    else if (frame.t === 'ack') call.sender.addCredit(frame.count);
    else if (frame.t === 'cancel') cancelCall(frame.id, call);
    else if (frame.t === 'piece') receive(frame.id, call, frame);
    else channel.close();
  });

  channel.onClose(() => {
    const reason = new InspectError({ code: 'engine/closed', message: 'The window or connection was closed.' });
    for (const call of calls.values()) call.controller.abort(reason);
    calls.clear();
  });

  function receiveCall(frame: Extract<Frame, { t: 'call' }>, existing: OpenCall | undefined): void {
    if (existing !== undefined) return channel.close();
    const { id, method } = frame;
    const sender = createFrameSender(id, channel);
    if (calls.size >= MAX_OPEN_CALLS) {
      return sender.push(errorHeader(id), encodeBody(toErrorData(tooManyCalls())));
    }
    const receiver = createBodyReceiver(id, channel, MAX_CALL_BYTES);
    const call: OpenCall = { method, sender, receiver, controller: new AbortController(), state: 'arriving' };
    calls.set(id, call);
    return receive(id, call, frame);
  }

  function receive(id: number, call: OpenCall, frame: Extract<Frame, { t: 'call' | 'piece' }>): void {
    if (call.state !== 'arriving') return;
    try {
      const received = call.receiver.take(frame);
      if (received !== undefined) void answer(id, call, received.value);
    } catch (error) {
      finish(id, call, errorHeader(id), encodeBody(toErrorData(error)));
    }
  }

  /** Never rejects: whatever is thrown on the way becomes the answer. */
  async function answer(id: number, call: OpenCall, params: unknown): Promise<void> {
    call.state = 'asked';
    const { signal } = call.controller;
    const gate = createProgressGate(scheduler, (update) =>
      call.sender.push((body) => ({ t: 'update', id, body }), encodeBody(update)),
    );
    const context = {
      signal,
      onUpdate: (update: unknown) => {
        if (!signal.aborted) gate.push(update);
      },
      drained: () => call.sender.drained(),
    };
    try {
      const result = encodeBody(await ask(call.method, params, context));
      signal.throwIfAborted();
      gate.flush();
      finish(id, call, (body) => ({ t: 'result', id, body }), result);
    } catch (error) {
      gate.stop();
      finish(id, call, errorHeader(id), encodeBody(toErrorData(signal.aborted ? signal.reason : error)));
    }
  }

  async function ask(method: string, params: unknown, context: CallContext<unknown>): Promise<unknown> {
    check(method, params);
    const question: unknown = Reflect.get(api, method);
    if (typeof question !== 'function') throw new TypeError(`The engine does not implement ${method}.`);
    return question.call(api, params, context);
  }

  /**
   * The client has gone, so what is queued is dropped. An engine at work answers when it has stopped; a host that waits for
   * that in vain replaces the worker.
   */
  function cancelCall(id: number, call: OpenCall): void {
    call.sender.abandon();
    if (call.state === 'asked') call.controller.abort(cancelled());
    else finish(id, call, errorHeader(id), encodeBody(toErrorData(cancelled())));
  }

  function finish(id: number, call: OpenCall, header: (body: Body) => Frame, encoded: EncodedBody): void {
    if (calls.get(id) !== call) return;
    call.state = 'answered';
    call.sender.push(header, encoded);
    void call.sender.drained().then(() => calls.delete(id));
  }
}

function tooManyCalls(): InspectError {
  return new InspectError({
    code: 'engine/busy',
    message: `${MAX_OPEN_CALLS} questions are open on this connection already.`,
    advice: 'Wait until some of them are answered, or cancel them.',
  });
}

function cancelled(): InspectError {
  return new InspectError({ code: 'cancelled', message: 'The question was cancelled before it was answered.' });
}

function errorHeader(id: number): (body: Body) => Frame {
  return (body) => ({ t: 'error', id, body });
}
