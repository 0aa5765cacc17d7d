import type { Finding, Severity } from '../shared/finding.ts';
import { formatPathName } from '../shared/pathStep.ts';
import { escapeControls } from '../engine/index.ts';
import type { Paint } from './paint.ts';

/** Gravest first: a reader who stops early has seen what matters. */
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Findings as lines under a title; none without findings. */
export function describeFindings(findings: readonly Finding[], paint: Paint): string[] {
  if (findings.length === 0) return [];
  const gravestFirst = findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const lines = gravestFirst.flatMap(({ code, severity, message, at, found }) => {
    const where = [at?.entry, at?.path && formatPathName(at.path)].filter((part) => part !== undefined && part !== '');
    // What was found may be a list that begins with the place itself.
    const places = where.filter((part) => found === undefined || !`${found},`.startsWith(`${part},`));
    const detail = [...places, found].filter((part) => part !== undefined).join(': ');
    return [
      `${paint[severity](severity.padEnd(7))} ${escapeControls(message)}  ${paint.dim(code)}`,
      ...(detail === '' ? [] : [`        ${paint.dim(escapeControls(detail))}`]),
    ];
  });
  return [paint.bold('Findings'), ...lines.map((line) => `  ${line}`)];
}
