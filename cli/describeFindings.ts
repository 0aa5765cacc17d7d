import type { Finding } from '../shared/finding.ts';
import { formatPathName } from '../shared/pathStep.ts';
import { escapeControls } from '../engine/index.ts';
import type { Paint } from './paint.ts';

/** Findings as lines under a title; none without findings. */
export function describeFindings(findings: readonly Finding[], paint: Paint): string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap(({ code, severity, message, at, found }) => {
    const where = [at?.entry, at?.path && formatPathName(at.path)].filter((part) => part !== undefined && part !== '');
    const detail = [...where, found].filter((part) => part !== undefined).join(': ');
    return [
      `${paint[severity](severity.padEnd(7))} ${escapeControls(message)}  ${paint.dim(code)}`,
      ...(detail === '' ? [] : [`        ${paint.dim(escapeControls(detail))}`]),
    ];
  });
  return [paint.bold('Findings'), ...lines.map((line) => `  ${line}`)];
}
