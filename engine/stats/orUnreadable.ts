import { InspectError } from '../../shared/inspectError.ts';

/**
 * Waits for work on one tensor. An entry that cannot be read costs that tensor its figures, not the others: the answer says why.
 * Other errors, of the storage behind the file, go on.
 */
export async function orUnreadable(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof InspectError && error.code.startsWith('zip/')) return error.message;
    throw error;
  }
}
