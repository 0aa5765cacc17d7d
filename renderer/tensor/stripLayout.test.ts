import { expect, it } from 'vitest';
import { firstPlane } from './slicePlane.ts';
import { layOutStrip, planeAt } from './stripLayout.ts';

it('runs along the two axes before the shown ones', () => {
  const plane = firstPlane([8, 3, 5, 7]);
  const strip = layOutStrip([8, 3, 5, 7], plane);
  expect(strip).toEqual({ across: 0, down: 1, columns: 8, rows: 3 });
  expect(strip && planeAt(plane, strip, 6, 2).index).toEqual([6, 2, 0, 0]);
});

it('runs along one axis where there is one, or where two are too many', () => {
  expect(layOutStrip([5, 9, 9], firstPlane([5, 9, 9]))).toEqual({ across: 0, down: undefined, columns: 5, rows: 1 });
  expect(layOutStrip([512, 3, 7, 7], firstPlane([512, 3, 7, 7]))).toMatchObject({
    across: 1,
    down: undefined,
    columns: 3,
  });
});

it('is left out where there is nothing to choose, or too much', () => {
  expect(layOutStrip([4, 4], firstPlane([4, 4]))).toBeUndefined();
  expect(layOutStrip([1, 4, 4], firstPlane([1, 4, 4]))).toBeUndefined();
  expect(layOutStrip([500, 4, 4], firstPlane([500, 4, 4]))).toBeUndefined();
});
