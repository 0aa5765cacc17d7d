import { escapeControls } from '../../shared/escapeControls.ts';

/** A label from a file as it may stand on screen: controls escaped, and quotes around one that could not be seen. */
export function showLabel(label: string): string {
  const shown = escapeControls(label);
  return shown.trim() === '' ? `"${shown}"` : shown;
}
