import { InspectError } from '../../shared/inspectError.ts';

/** Puts text on the clipboard by the page's own means. */
export async function copyWithPage(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    if (copyBySelection(text)) return;
    throw new InspectError(
      {
        code: 'usage',
        message: 'The browser did not let the page use the clipboard.',
        advice: 'Allow it for this page, or select the text and copy it yourself.',
      },
      { cause },
    );
  }
}

/** The older way, which needs no permission: a browser copies what is selected while a person presses a key. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
