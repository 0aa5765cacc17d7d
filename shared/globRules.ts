/**
 * How the tree's filter reads a glob (engine/tree/namePattern.ts), in the words in which people are told. Text, globs and
 * regular expressions do not mind upper and lower case.
 */
export const GLOB_RULES: string =
  'A glob covers whole parts of a name and may begin at any of them: * stands for anything within one part, ** for ' +
  'anything across dots, ? for one character, [a-z] for one of several, {a,b} for either.';
