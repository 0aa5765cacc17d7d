import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, readSettings } from './settingsSlice.ts';

function stored(text: string | null) {
  return readSettings({ getItem: () => text, setItem: () => undefined });
}

it('reads what was stored', () => {
  const settings = { ...DEFAULT_SETTINGS, theme: 'dark', rows: 'comfortable', columnWidths: { name: 300 } };
  expect(stored(JSON.stringify(settings))).toEqual(settings);
});

it('falls back field by field', () => {
  const columns = { shape: false, bytes: 3 };
  const text = JSON.stringify({ theme: 'sepia', rows: 'comfortable', columns, detailWidth: -1 });
  expect(stored(text)).toEqual({ ...DEFAULT_SETTINGS, rows: 'comfortable', columns: { shape: false } });
});

it.each([null, '', 'not json', '3', 'null'])('reads %s as the defaults', (text) => {
  expect(stored(text)).toEqual(DEFAULT_SETTINGS);
});

it('holds the defaults where storage is denied', () => {
  const denied = {
    getItem(): string {
      throw new Error('denied');
    },
    setItem: () => undefined,
  };
  expect(readSettings(denied)).toEqual(DEFAULT_SETTINGS);
});
