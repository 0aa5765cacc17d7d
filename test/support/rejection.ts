import { InspectError } from '../../shared/inspectError.ts';

/** The InspectError that a promise rejects with. Anything else, an answer included, fails the test. */
export async function rejection(promise: Promise<unknown>): Promise<InspectError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof InspectError) return error;
    throw error;
  }
  throw new Error('expected an InspectError, got an answer');
}
