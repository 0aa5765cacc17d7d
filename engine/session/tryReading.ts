import { InspectError } from '../../shared/inspectError.ts';

/**
 * What a read tells, or undefined where the storage or the container refuses it: for details that add to what is known
 * already. That the file is gone or damaged is said by `checkSource` and by findings.
 */
export async function tryReading<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof InspectError && /^(source|zip)\//.test(error.code)) return undefined;
    throw error;
  }
}
