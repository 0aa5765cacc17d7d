import { describe, expect, it } from 'vitest';
import { readTreeKey, type KeyPosition } from './treeKeys.ts';

const CLOSED: KeyPosition = { row: 5, rows: 100, page: 20, expandable: true, open: false, parentRow: 2 };
const OPEN: KeyPosition = { ...CLOSED, open: true };
const LEAF: KeyPosition = { ...CLOSED, expandable: false };

function press(key: string, position: KeyPosition, held: 'Control' | 'Shift' | 'Alt' | 'ControlShift' | '' = '') {
  const modifiers = {
    ctrlKey: held.startsWith('Control'),
    shiftKey: held.endsWith('Shift'),
    altKey: held === 'Alt',
    metaKey: false,
  };
  return readTreeKey({ key, ...modifiers }, position);
}

function moveTo(row: number, how: { extend?: boolean; keep?: boolean } = {}) {
  return { kind: 'move', row, extend: false, keep: false, ...how };
}

describe('readTreeKey', () => {
  it('moves by rows and pages and stops at both ends', () => {
    expect(press('ArrowDown', LEAF)).toEqual(moveTo(6));
    expect(press('ArrowUp', { ...LEAF, row: 0 })).toEqual(moveTo(0));
    expect(press('PageDown', LEAF)).toEqual(moveTo(25));
    expect(press('PageDown', { ...LEAF, row: 95 })).toEqual(moveTo(99));
    expect(press('Home', LEAF)).toEqual(moveTo(0));
    expect(press('End', LEAF)).toEqual(moveTo(99));
  });

  it('starts at the first row where none is active', () => {
    expect(press('ArrowDown', { ...LEAF, row: -1 })).toEqual(moveTo(0));
    expect(press('ArrowUp', { ...LEAF, row: -1 })).toEqual(moveTo(0));
  });

  it('opens with the right arrow, then steps inside', () => {
    expect(press('ArrowRight', CLOSED)).toEqual({ kind: 'fold', open: true });
    expect(press('ArrowRight', OPEN)).toEqual(moveTo(6));
    expect(press('ArrowRight', LEAF)).toBeUndefined();
  });

  it('closes with the left arrow, then steps to the parent', () => {
    expect(press('ArrowLeft', OPEN)).toEqual({ kind: 'fold', open: false });
    expect(press('ArrowLeft', CLOSED)).toEqual(moveTo(2));
    expect(press('ArrowLeft', { ...LEAF, parentRow: undefined })).toBeUndefined();
  });

  it('extends with Shift and moves without selecting with Ctrl', () => {
    expect(press('ArrowDown', LEAF, 'Shift')).toEqual(moveTo(6, { extend: true }));
    expect(press('ArrowDown', LEAF, 'Control')).toEqual(moveTo(6, { keep: true }));
    expect(press('End', LEAF, 'ControlShift')).toEqual(moveTo(99, { extend: true }));
  });

  it('copies names with Ctrl C and values with Ctrl Shift C', () => {
    expect(press('c', LEAF, 'Control')).toEqual({ kind: 'copy', what: 'name' });
    expect(press('C', LEAF, 'ControlShift')).toEqual({ kind: 'copy', what: 'value' });
  });

  it('takes letters for type-ahead, but neither the slash nor named keys', () => {
    expect(press('q', LEAF)).toEqual({ kind: 'type', letter: 'q' });
    expect(press('é', LEAF)).toEqual({ kind: 'type', letter: 'é' });
    expect(press('/', LEAF)).toBeUndefined();
    expect(press('F5', LEAF)).toBeUndefined();
  });

  it('leaves chords of others alone', () => {
    expect(press('k', LEAF, 'Control')).toBeUndefined();
    expect(press('ArrowLeft', OPEN, 'Alt')).toBeUndefined();
    expect(press('1', LEAF, 'Alt')).toBeUndefined();
  });

  it('moves nowhere in an empty tree', () => {
    expect(press('ArrowDown', { ...LEAF, row: -1, rows: 0 })).toBeUndefined();
  });
});
