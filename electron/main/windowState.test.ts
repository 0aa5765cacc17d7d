import { safeParse } from 'valibot';
import { expect, test } from 'vitest';
import { WINDOW_STATE, placeWindow } from './windowState.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1400 };

test('a window comes back where it was', () => {
  const bounds = { x: 1500, y: 10, width: 1600, height: 1000 };
  expect(placeWindow(bounds, [laptop, monitor])).toEqual(bounds);
});

test('a window on a display that is gone is centred and made to fit', () => {
  expect(placeWindow({ x: 1500, y: 10, width: 2400, height: 1300 }, [laptop])).toEqual({ width: 1440, height: 875 });
});

test('a title bar that no mouse can reach counts as gone', () => {
  expect(placeWindow({ x: 100, y: -400, width: 1200, height: 800 }, [laptop])).toEqual({ width: 1200, height: 800 });
  expect(placeWindow({ x: 1400, y: 100, width: 1200, height: 800 }, [laptop])).toEqual({ width: 1200, height: 800 });
});

test('a size below the smallest layout is not kept', () => {
  expect(placeWindow({ x: 10, y: 30, width: 100, height: -9 }, [laptop])).toEqual({
    x: 10,
    y: 30,
    width: 720,
    height: 480,
  });
});

test('the first start fits the display', () => {
  expect(placeWindow(undefined, [{ x: 0, y: 0, width: 1024, height: 640 }])).toEqual({ width: 1024, height: 640 });
});

test('a damaged memory is not believed', () => {
  const state = { maximized: false, theme: 'system' };
  expect(safeParse(WINDOW_STATE, { ...state, bounds: { x: 'left', y: 0, width: 1, height: 1 } }).success).toBe(false);
  expect(safeParse(WINDOW_STATE, { ...state, theme: 'plaid' }).success).toBe(false);
  expect(safeParse(WINDOW_STATE, state).success).toBe(true);
});
