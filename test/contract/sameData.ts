/**
 * Whether two values are the same plain data, types of arrays, NaN and −0 included. A comparison of our own, since the
 * contract also runs inside a page, where no test framework is.
 *
 * @throws Error that names the first place where they differ.
 */
export function expectSame(actual: unknown, expected: unknown, where = 'the value'): void {
  if (Object.is(actual, expected)) return;
  const kinds = [tagOf(actual), tagOf(expected)] as const;
  if (kinds[0] !== kinds[1]) throw new Error(`${where} is a ${kinds[0]}, not a ${kinds[1]}`);
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) {
    throw new Error(`${where} is ${String(actual)}, not ${String(expected)}`);
  }
  const keys = [Object.keys(actual), Object.keys(expected)] as const;
  if (keys[0].length !== keys[1].length) {
    throw new Error(`${where} has ${keys[0].length} entries, not ${keys[1].length}`);
  }
  for (const key of keys[1]) {
    if (!Object.hasOwn(actual, key)) throw new Error(`${where} has no entry ${JSON.stringify(key)}`);
    expectSame(Reflect.get(actual, key), Reflect.get(expected, key), `${where}[${JSON.stringify(key)}]`);
  }
}

/** Fails with the message unless the condition holds. */
export function expectThat(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
