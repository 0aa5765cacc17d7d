import { describe, expect, it } from 'vitest';
import { COLUMN_WIDTHS, layOutMatrix, moveWindow } from './matrixLayout.ts';

describe('layOutMatrix', () => {
  it('shows whole numbers and all columns where there is room', () => {
    expect(layOutMatrix(860, 4)).toEqual({ look: 'full', cell: 82, shown: 4, shape: true, line: true });
  });

  it('gives up the line before the numbers', () => {
    expect(layOutMatrix(664, 4)).toEqual({ look: 'full', cell: 63, shown: 4, shape: true, line: false });
  });

  it('narrows the cells of forty checkpoints to their colour', () => {
    const layout = layOutMatrix(860, 39);
    expect(layout).toMatchObject({ look: 'bare', shown: 39, shape: true, line: true });
  });

  it('gives up the line and the shapes before the view of all cells', () => {
    expect(layOutMatrix(652, 39)).toEqual({ look: 'bare', cell: 6, shown: 39, shape: true, line: false });
    expect(layOutMatrix(652, 119)).toMatchObject({ look: 'bare', cell: 6, shown: 25, shape: true, line: true });
  });

  it.each([300, 664, 860, 1400])('never asks for more than %i pixels', (room) => {
    for (const cells of [1, 4, 9, 39, 120, 999]) {
      const { cell, shown, shape, line } = layOutMatrix(room, cells);
      const { name, norm, last } = COLUMN_WIDTHS;
      const others = name + norm + last + (shape ? COLUMN_WIDTHS.shape : 0) + (line ? COLUMN_WIDTHS.line : 0);
      // Where there is not even room for the names, one cell is left.
      expect(cell * shown + others).toBeLessThanOrEqual(Math.max(room, others + 8));
      expect(shown).toBeGreaterThan(0);
    }
  });
});

describe('moveWindow', () => {
  it('keeps the window inside', () => {
    expect(moveWindow(90, 20, 100)).toBe(80);
    expect(moveWindow(-4, 20, 100)).toBe(0);
    expect(moveWindow(7, 20, 10)).toBe(0);
  });

  it('moves as little as it must to hold a cell', () => {
    expect(moveWindow(40, 20, 100, 39)).toBe(39);
    expect(moveWindow(40, 20, 100, 60)).toBe(41);
    expect(moveWindow(40, 20, 100, 50)).toBe(40);
  });
});
