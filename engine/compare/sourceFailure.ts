import { InspectError, toErrorData, type ErrorData } from '../../shared/inspectError.ts';

/** A failure that lies with one of several files which are read side by side. */
export class SourceFailure extends InspectError {
  /** Place of the file among those that are read. */
  readonly file: number;

  constructor(data: ErrorData, file: number, cause?: unknown) {
    super(data, { cause });
    this.file = file;
  }
}

/** An error as the failure of a file, where storage or container gave it; any other stays what it is. */
export function blameSource(error: unknown, file: number): unknown {
  if (error instanceof SourceFailure || !(error instanceof InspectError)) return error;
  return /^(?:source|zip|storage)\//.test(error.code) ? new SourceFailure(toErrorData(error), file, error) : error;
}
