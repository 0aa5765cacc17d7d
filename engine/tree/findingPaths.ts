import type { Finding } from '../../shared/finding.ts';
import type { PathStep } from '../../shared/pathStep.ts';

/** A place on the way to something that a finding points at. */
interface Place {
  readonly next: Map<string, Place>;
  /** Numbers of the findings that point here. */
  readonly findings: number[];
}

/**
 * Looks up findings while a value is walked: the walk asks at each place for the places below, and only what lies on the
 * way to a finding costs anything.
 */
export class FindingPaths {
  readonly #root: Place = { next: new Map(), findings: [] };
  /** Places that the walk has reached, by the number of the visit. */
  readonly #reached = new Map<number, Place>();

  constructor(findings: readonly Finding[]) {
    findings.forEach((finding, number) => {
      const path = finding.at?.path;
      if (path) this.#add(path, number);
    });
  }

  /** The findings that point at a place. Its parent must have been asked for before; the root has none. */
  at(visit: {
    readonly id: number;
    readonly step: PathStep | undefined;
    readonly parent?: { readonly id: number } | undefined;
  }): readonly number[] {
    const above = visit.parent ? this.#reached.get(visit.parent.id) : undefined;
    const place = visit.step === undefined ? this.#root : above?.next.get(JSON.stringify(visit.step));
    if (!place) return [];
    this.#reached.set(visit.id, place);
    return place.findings;
  }

  #add(path: readonly PathStep[], number: number): void {
    let place = this.#root;
    for (const step of path) {
      const key = JSON.stringify(step);
      const next = place.next.get(key) ?? { next: new Map<string, Place>(), findings: [] };
      place.next.set(key, next);
      place = next;
    }
    place.findings.push(number);
  }
}
