import type { Code } from './codes.ts';
import type { Location } from './inspectError.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Something worth knowing about a file that still opens. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly at?: Location;
  readonly expected?: string;
  readonly found?: string;
}
