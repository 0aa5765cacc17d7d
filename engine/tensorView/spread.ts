/** How far finite values spread, gathered in one pass. */
export interface Spread {
  /** Infinity and −Infinity where there is no finite value; so are `smallest` and `largest` where all are 0. */
  readonly min: number;
  readonly max: number;
  /** Least and greatest magnitude other than 0. */
  readonly smallest: number;
  readonly largest: number;
  /** The decade, a power of 10, that holds the magnitude (0 apart) which 1 % lie below. */
  readonly threshold: number;
}

/** Of magnitudes below the linear part of a symmetric log scale. */
const LINEAR_SHARE = 0.01;

/** Gathers a {@link Spread} from values in any order. */
export class SpreadCounter {
  /** Magnitudes by binary exponent. */
  readonly #exponents = new Float64Array(2048);
  #min = Infinity;
  #max = -Infinity;
  #smallest = Infinity;
  #largest = -Infinity;

  add(values: Float64Array): void {
    const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
    let min = this.#min;
    let max = this.#max;
    let smallest = this.#smallest;
    let largest = this.#largest;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? 0;
      const magnitude = Math.abs(value);
      if (!(magnitude < Infinity)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      if (magnitude === 0) continue;
      if (magnitude < smallest) smallest = magnitude;
      if (magnitude > largest) largest = magnitude;
      const exponent = ((words[2 * i + 1] ?? 0) >>> 20) & 2047;
      this.#exponents[exponent] = (this.#exponents[exponent] ?? 0) + 1;
    }
    this.#min = min;
    this.#max = max;
    this.#smallest = smallest;
    this.#largest = largest;
  }

  finish(): Spread {
    return {
      min: this.#min,
      max: this.#max,
      smallest: this.#smallest,
      largest: this.#largest,
      threshold: this.#findThreshold(),
    };
  }

  #findThreshold(): number {
    const count = this.#exponents.reduce((sum, one) => sum + one, 0);
    const rank = Math.floor(LINEAR_SHARE * (count - 1));
    let below = 0;
    const exponent = this.#exponents.findIndex((one) => (below += one) > rank);
    if (exponent < 0) return 1;
    const magnitude = Math.max(2 ** (exponent - 1023), this.#smallest);
    return Math.max(10 ** Math.floor(Math.log10(magnitude)), Number.MIN_VALUE);
  }
}
