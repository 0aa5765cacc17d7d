import { InspectError } from '../../shared/inspectError.ts';

/** A question that nobody waits for any more. */
export function cancelledError(): InspectError {
  return new InspectError({ code: 'cancelled', message: 'The question was cancelled before it was answered.' });
}

/**
 * Waits for `work` unless one of the signals is aborted first: then it rejects at once, with the signal's reason where that
 * is an InspectError and `cancelled` otherwise. The work itself hears of it through the signal it was given.
 */
export async function orGiveUp<T>(work: Promise<T>, signals: readonly (AbortSignal | undefined)[]): Promise<T> {
  const listened = signals.filter((signal) => signal !== undefined);
  let giveUp: (reason: InspectError) => void = () => {};
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const onAbort = (): void => giveUp(abortReason(listened));
  for (const signal of listened) signal.addEventListener('abort', onAbort, { once: true });
  if (listened.some((signal) => signal.aborted)) onAbort();
  try {
    return await Promise.race([work, givenUp]);
  } catch (error) {
    // What was given up may fail in any words; the question was cancelled all the same.
    throw listened.some((signal) => signal.aborted) ? abortReason(listened) : error;
  } finally {
    for (const signal of listened) signal.removeEventListener('abort', onAbort);
  }
}

/** A signal that is aborted with the first of several. `release` must be called when the work is over. */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const listened = signals.filter((signal) => signal !== undefined);
  const onAbort = (): void => controller.abort(abortReason(listened));
  for (const signal of listened) signal.addEventListener('abort', onAbort, { once: true });
  if (listened.some((signal) => signal.aborted)) onAbort();
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of listened) signal.removeEventListener('abort', onAbort);
    },
  };
}

function abortReason(signals: readonly AbortSignal[]): InspectError {
  const reason = signals.find((signal) => signal.aborted)?.reason;
  return reason instanceof InspectError ? reason : cancelledError();
}
