/** C0 and C1 controls, line separators, directional marks and overrides, and lone surrogates. */
const CONTROLS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Foreign text made safe to show: characters that move the cursor or turn the direction appear as `\xNN` and `\uNNNN`. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => {
    const hex = character.charCodeAt(0).toString(16);
    return hex.length > 2 ? `\\u${hex.padStart(4, '0')}` : `\\x${hex.padStart(2, '0')}`;
  });
}
