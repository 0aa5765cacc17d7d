import type { Code } from '../shared/codes.ts';
import type { Finding, Severity } from '../shared/finding.ts';
import { LIMITS } from './limits.ts';

const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];

/**
 * Collects findings in the order in which they were made. A file can repeat one defect a million times, so beyond
 * `LIMITS.findingsPerCode` of one code they are counted and told in one line.
 */
export class FindingList {
  readonly #listed: Finding[] = [];
  readonly #counts = new Map<Code, number>();
  readonly #worst = new Map<Code, Severity>();

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.code) ?? 0) + 1;
    this.#counts.set(finding.code, count);
    if (count <= LIMITS.findingsPerCode) {
      this.#listed.push(finding);
      return;
    }
    const worst = this.#worst.get(finding.code) ?? 'info';
    if (SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(worst)) {
      this.#worst.set(finding.code, finding.severity);
    }
  }

  /** The findings so far, with one more for each code that was cut. */
  toArray(): readonly Finding[] {
    const cut: Finding[] = [];
    for (const [code, severity] of this.#worst) {
      const more = (this.#counts.get(code) ?? 0) - LIMITS.findingsPerCode;
      cut.push({ code, severity, message: `${more} more findings of this kind (${code}) are not listed.` });
    }
    return [...this.#listed, ...cut];
  }
}
