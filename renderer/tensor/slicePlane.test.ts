import { expect, it } from 'vitest';
import { chooseAxis, extentOf, firstPlane, formatPlane, indexInTensor, moveAxis, otherAxes } from './slicePlane.ts';

const SHAPE = [8, 3, 5, 7];

it('starts with the last two axes', () => {
  const plane = firstPlane(SHAPE);
  expect(extentOf(SHAPE, plane)).toEqual({ rows: 5, columns: 7 });
  expect(otherAxes(SHAPE, plane)).toEqual([0, 1]);
  expect(formatPlane(SHAPE, moveAxis(plane, 0, 2))).toBe('[2, 0, :, :]');
});

it('shows a vector as one row and a scalar as one cell', () => {
  expect(extentOf([9], firstPlane([9]))).toEqual({ rows: 1, columns: 9 });
  expect(formatPlane([9], firstPlane([9]))).toBe('[:]');
  expect(extentOf([], firstPlane([]))).toEqual({ rows: 1, columns: 1 });
});

it('swaps axes when the one across is chosen for down', () => {
  const plane = chooseAxis(firstPlane(SHAPE), 'rowAxis', 3);
  expect(plane).toMatchObject({ rowAxis: 3, columnAxis: 2 });
  expect(chooseAxis(plane, 'columnAxis', 0)).toMatchObject({ rowAxis: 3, columnAxis: 0 });
});

it("finds an element's own index", () => {
  const plane = moveAxis(chooseAxis(firstPlane(SHAPE), 'rowAxis', 0), 2, 4);
  expect(indexInTensor(SHAPE, plane, { row: 6, column: 1 })).toEqual([6, 0, 4, 1]);
  expect(indexInTensor([9], firstPlane([9]), { row: 0, column: 4 })).toEqual([4]);
});
