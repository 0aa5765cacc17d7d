import { compileGlob, foldCase } from './namePattern.ts';

/**
 * Whether names match a glob, read as the tree's filter reads it.
 *
 * @throws InspectError `usage`, with the position, for brackets and braces that are not closed.
 */
export function matchGlob(glob: string): (name: string) => boolean {
  const automaton = compileGlob(glob, 'name');
  const encoder = new TextEncoder();
  return (name) => {
    const bytes = encoder.encode(foldCase(name));
    return automaton.accepts(automaton.run(automaton.start, bytes, 0, bytes.length));
  };
}
