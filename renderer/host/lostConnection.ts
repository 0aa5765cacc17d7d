import { InspectError, toErrorData, type ErrorData } from '../../shared/inspectError.ts';

/** Why the engine is out of reach, from the reason with which its channel ended. */
export function lostConnection(reason: Error | undefined): ErrorData {
  if (reason instanceof InspectError) return toErrorData(reason);
  return {
    code: 'engine/closed',
    message: `The connection to the reader ended${reason === undefined ? '' : `: ${reason.message}`}.`,
    advice: 'Connect again to go on; files that were open must be opened again.',
  };
}
