import { describe, expect, it } from 'vitest';
import type { TreemapBlock } from '../../shared/engineApi.ts';
import { GROUP_TITLE_HEIGHT, layoutTreemap, neighbourOf } from './layoutTreemap.ts';

const block = (label: string, bytes: number, children?: readonly TreemapBlock[]): TreemapBlock => ({
  label,
  bytes,
  category: 'weights',
  ...(children && { children }),
});

const ROOT = block('file', 400, [
  block('data.pkl', 100),
  block('state_dict', 300, [block('head', 200), block('body', 100)]),
]);

describe('layoutTreemap', () => {
  const laid = layoutTreemap(ROOT, 800, 400);

  it('gives groups the area of their bytes', () => {
    const area = (label: string): number => {
      const found = laid.find((one) => one.block.label === label);
      return (found?.width ?? 0) * (found?.height ?? 0);
    };
    expect(area('state_dict') / area('data.pkl')).toBeCloseTo(3, 1);
    expect(area('head') / area('body')).toBeCloseTo(2, 0);
  });

  it('puts groups before their parts, and parts below the title', () => {
    expect(laid.map((one) => one.labels.join('/'))).toEqual([
      'state_dict',
      'data.pkl',
      'state_dict/head',
      'state_dict/body',
    ]);
    const group = laid[0];
    expect(laid[2]?.y).toBe((group?.y ?? 0) + GROUP_TITLE_HEIGHT);
  });

  it('leaves bytes that no part accounts for empty', () => {
    const half = layoutTreemap(block('file', 100, [block('group', 100, [block('part', 50)])]), 400, 421);
    const part = half.find((one) => one.block.label === 'part');
    expect((part?.width ?? 0) * (part?.height ?? 0)).toBeGreaterThan(0);
    expect((part?.width ?? 0) * (part?.height ?? 0)).toBeLessThanOrEqual(400 * 400);
  });

  it('answers nothing for no space', () => {
    expect(layoutTreemap(ROOT, 0, 400)).toEqual([]);
  });

  it('leads from block to block with the arrow keys, and nowhere past the edge', () => {
    const at = (label: string): number => laid.findIndex((one) => one.block.label === label);
    const beside = neighbourOf(laid, at('data.pkl'), 'left');
    expect(laid[beside ?? -1]?.labels[0]).toBe('state_dict');
    expect(neighbourOf(laid, at('data.pkl'), 'right')).toBeUndefined();
  });
});
