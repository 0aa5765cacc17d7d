import { describe, expect, it } from 'vitest';
import { elementOf, findElement, indexOf, layOutLines, lineOf, lineRange } from './elementLines.ts';

describe('layOutLines', () => {
  it('starts a line with every run of the last axis', () => {
    const lines = layOutLines([2, 10], 4);
    expect(lines.lines).toBe(6);
    expect(Array.from({ length: 6 }, (_, line) => Object.values(lineRange(lines, line)))).toEqual([
      [0, 4],
      [4, 4],
      [8, 2],
      [10, 4],
      [14, 4],
      [18, 2],
    ]);
  });

  it('finds the line of every element', () => {
    const lines = layOutLines([3, 2, 7], 3);
    for (let element = 0; element < 42; element++) {
      const { start, count } = lineRange(lines, lineOf(lines, element));
      expect(element >= start && element < start + count).toBe(true);
    }
  });

  it('knows scalars and tensors without elements', () => {
    expect(layOutLines([], 8)).toMatchObject({ lines: 1, perLine: 1 });
    expect(layOutLines([3, 0], 8).lines).toBe(0);
  });
});

it('turns numbers into indexes and back', () => {
  expect(indexOf([8, 3, 8, 8], 1535)).toEqual([7, 2, 7, 7]);
  expect(elementOf([8, 3, 8, 8], [2, 1, 0, 5])).toBe(453);
  expect(indexOf([8, 3, 8, 8], 453)).toEqual([2, 1, 0, 5]);
  expect(indexOf([], 0)).toEqual([]);
});

describe('findElement', () => {
  it.each([
    ['2, 1', 9],
    ['[2,1]', 9],
    ['(-1 -1)', 11],
    ['7', 7],
    ['12', undefined],
    ['3, 0', undefined],
    ['1, 2, 3', undefined],
    ['one', undefined],
    ['', undefined],
  ])('reads %s as element %s of a 3×4 tensor', (text, element) => expect(findElement([3, 4], text)).toBe(element));

  it('counts from the end of a vector', () => expect(findElement([5], '-1')).toBe(4));
});
