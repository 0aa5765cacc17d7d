import { styleText } from 'node:util';
import type { Severity } from '../shared/finding.ts';

/** Colours for a terminal; plain text everywhere else. */
export type Paint = { readonly [Style in 'bold' | 'dim' | Severity]: (text: string) => string };

const STYLES = { bold: 'bold', dim: 'dim', error: 'red', warning: 'yellow', info: 'cyan' } as const;

/** Colours only where a person is looking and has not asked for none (https://no-color.org). */
export function createPaint(isTerminal: boolean): Paint {
  const isPlain = !isTerminal || (process.env['NO_COLOR'] ?? '') !== '';
  const style = (name: keyof typeof STYLES) => (text: string) => (isPlain ? text : styleText(STYLES[name], text));
  return {
    bold: style('bold'),
    dim: style('dim'),
    error: style('error'),
    warning: style('warning'),
    info: style('info'),
  };
}
