import { describe, expect, it } from 'vitest';
import { formatChord, matchesChord, type KeyPress } from './keyChord.ts';

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...change };
}

describe('matchesChord', () => {
  it('takes Ctrl as the main modifier, and ⌘ where that is the custom', () => {
    expect(matchesChord(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesChord(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesChord(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
  });

  it('tells Ctrl O from Ctrl Shift O', () => {
    const shifted = press('O', { ctrlKey: true, shiftKey: true });
    expect(matchesChord(shifted, 'Mod+O', false)).toBe(false);
    expect(matchesChord(shifted, 'Mod+Shift+O', false)).toBe(true);
  });

  it('finds a digit by its key cap, whatever Alt makes of it', () => {
    expect(matchesChord(press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1', false)).toBe(true);
    expect(matchesChord(press('2', { altKey: true, code: 'Digit2' }), 'Alt+1', false)).toBe(false);
  });

  it('accepts a character that needs Shift on this layout', () => {
    expect(matchesChord(press('/', { shiftKey: true }), '/', false)).toBe(true);
    expect(matchesChord(press('/', { ctrlKey: true }), '/', false)).toBe(false);
  });
});

describe('formatChord', () => {
  it('writes keys as they stand on the keyboard', () => {
    expect(formatChord('Mod+Shift+o', false)).toBe('Ctrl Shift O');
    expect(formatChord('Mod+Shift+O', true)).toBe('⌘ ⇧ O');
    expect(formatChord('Alt+ArrowLeft', false)).toBe('Alt ←');
    expect(formatChord('Escape', false)).toBe('Esc');
  });
});
