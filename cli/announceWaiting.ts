/** A wait shorter than this is not worth a word. Milliseconds. */
const PATIENCE = 1000;

/** Says on stderr that storage is slow, once a second has passed without an answer. */
export function announceWaiting(name: string): { end(): void } {
  const timer = setTimeout(
    () => process.stderr.write(`Reading ${JSON.stringify(name)}: waiting for storage …\n`),
    PATIENCE,
  );
  return { end: () => clearTimeout(timer) };
}
