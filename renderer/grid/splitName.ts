/** A long dotted name in two: what may be cut, and its last two parts, which always stay. */
export function splitName(name: string): readonly [head: string, tail: string] {
  const parts = name.split('.');
  if (parts.length < 3) return ['', name];
  const tail = parts.slice(-2).join('.');
  return [name.slice(0, name.length - tail.length), tail];
}
