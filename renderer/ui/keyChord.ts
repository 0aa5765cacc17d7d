/** The part of a keyboard event that a chord looks at. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ArrowUpDown: '↑↓',
  ArrowLeftRight: '←→',
};

/** Whether this machine's main modifier is ⌘ rather than Ctrl. */
function usesCommandKey(platform: string = globalThis.navigator?.platform ?? ''): boolean {
  return platform.startsWith('Mac') || platform === 'darwin';
}

/**
 * Whether a key press is the chord, such as `Mod+Shift+O`, `Alt+1` or `/`. Digits are matched by their key cap, since
 * Alt+digit types other characters on some layouts. For a chord of one character Shift is free: `/` may need it.
 */
export function matchesChord(press: KeyPress, chord: string, command: boolean = usesCommandKey()): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  const wantsCtrl = parts.includes('Ctrl') || (mod && !command);
  const wantsMeta = mod && command;
  if (press.ctrlKey !== wantsCtrl || press.metaKey !== wantsMeta || press.altKey !== parts.includes('Alt'))
    return false;
  if (/^\d$/.test(key)) return press.code === `Digit${key}` && press.shiftKey === parts.includes('Shift');
  const bareCharacter = parts.length === 1 && key.length === 1;
  if (!bareCharacter && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** The chord as people read it: `Ctrl Shift O`, `⌘ ⇧ O`, `↑↓`. */
export function formatChord(chord: string, command: boolean = usesCommandKey()): string {
  return chord
    .split('+')
    .map((part) => {
      if (part === 'Mod') return command ? '⌘' : 'Ctrl';
      if (part === 'Alt' && command) return '⌥';
      if (part === 'Shift' && command) return '⇧';
      return SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    })
    .join(' ');
}
