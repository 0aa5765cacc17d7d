import { describe, expect, it } from 'vitest';
import { elementAt, isWhole, panWindow, showElement, wholeWindow, zoomWindow } from './sliceWindow.ts';

const WHOLE = { rows: 100, columns: 40 };
const CENTRE = { down: 0.5, across: 0.5 };

describe('zoomWindow', () => {
  it('keeps what lies under the pointer', () => {
    expect(zoomWindow(wholeWindow(WHOLE), WHOLE, 0.5, CENTRE)).toEqual({ row: 25, column: 10, rows: 50, columns: 20 });
    expect(zoomWindow(wholeWindow(WHOLE), WHOLE, 0.5, { down: 0, across: 1 })).toEqual({
      row: 0,
      column: 20,
      rows: 50,
      columns: 20,
    });
  });

  it('changes something with every step and stops at one element', () => {
    let window = wholeWindow({ rows: 3, columns: 2 });
    window = zoomWindow(window, { rows: 3, columns: 2 }, 0.9, CENTRE);
    expect([window.rows, window.columns]).toEqual([2, 1]);
    window = zoomWindow(window, { rows: 3, columns: 2 }, 0.9, CENTRE);
    expect([window.rows, window.columns]).toEqual([1, 1]);
  });

  it('comes back to the whole and no further', () => {
    const near = zoomWindow(wholeWindow(WHOLE), WHOLE, 0.5, CENTRE);
    expect(zoomWindow(near, WHOLE, 100, CENTRE)).toEqual(wholeWindow(WHOLE));
    expect(isWhole(wholeWindow(WHOLE), WHOLE)).toBe(true);
    expect(isWhole(near, WHOLE)).toBe(false);
  });
});

it('pans up to the edges', () => {
  const window = { row: 10, column: 10, rows: 50, columns: 20 };
  expect(panWindow(window, WHOLE, -20, 4)).toMatchObject({ row: 0, column: 14 });
  expect(panWindow(window, WHOLE, 99, 99)).toMatchObject({ row: 50, column: 20 });
});

it('moves as little as an element needs', () => {
  const window = { row: 10, column: 10, rows: 5, columns: 5 };
  expect(showElement(window, 12, 12)).toEqual(window);
  expect(showElement(window, 15, 8)).toEqual({ ...window, row: 11, column: 8 });
});

it('finds the element under a point', () => {
  const window = { row: 10, column: 20, rows: 4, columns: 4 };
  expect(elementAt(window, { down: 0, across: 0.99 })).toEqual({ row: 10, column: 23 });
  expect(elementAt(window, { down: 1, across: -0.2 })).toEqual({ row: 13, column: 20 });
});
