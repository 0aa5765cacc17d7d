import { describe, expect, it } from 'vitest';
import { findNearest, layOutTimeline } from './timelineLayout.ts';

const epochs = (...list: readonly number[]): { epoch: number }[] => list.map((epoch) => ({ epoch }));

describe('layOutTimeline', () => {
  it('places epochs from 0 on, and names those that are not there', () => {
    const layout = layOutTimeline({
      where: 'this folder',
      checkpoints: epochs(35, 36, 37, 38, 39),
      writing: 0,
      width: 1170,
    });
    expect(layout.dots).toEqual([1050, 1080, 1110, 1140, 1170]);
    expect(layout.missing).toHaveLength(35);
    expect(layout.gaps).toEqual([{ from: 0, to: 34, left: 0, right: 1020, label: 'epochs 0–34 not in this folder' }]);
    const ticks = layout.ticks.map(({ label, strong }) => (strong ? `*${label}` : label));
    expect(ticks).toEqual(['0', '5', '10', '15', '20', '25', '30', '*35', '*39']);
  });

  it('shortens the name of a gap, then leaves it out', () => {
    const gap = (width: number): string | undefined =>
      layOutTimeline({ where: 'this folder', checkpoints: epochs(0, 1, 5, 6), writing: 0, width }).gaps[0]?.label;
    expect(gap(600)).toBe('epochs 2–4 not in this folder');
    expect(gap(120)).toBe('2–4 missing');
    expect(gap(60)).toBeUndefined();
  });

  it('draws hundreds of checkpoints as thin dots without hollow ones', () => {
    const checkpoints = epochs(...Array.from({ length: 400 }, (_, n) => n * 2));
    const layout = layOutTimeline({ where: 'this folder', checkpoints, writing: 0, width: 1000 });
    expect(layout.radius).toBe(1.5);
    expect(layout.missing).toEqual([]);
    expect(layout.gaps).toHaveLength(399);
    for (const [position, tick] of layout.ticks.entries()) {
      const before = layout.ticks[position - 1];
      if (before) expect(tick.x - before.x).toBeGreaterThan(20);
    }
  });

  it('goes by steps where epochs are missing', () => {
    const checkpoints = [{ globalStep: 100 }, { globalStep: 200 }, { globalStep: 400 }];
    const layout = layOutTimeline({ where: 'this folder', checkpoints, writing: 0, width: 300 });
    expect(layout.axis).toBe('step');
    expect(layout.dots).toEqual([0, 100, 300]);
    expect(layout.gaps).toEqual([]);
  });

  it('leaves room after the last checkpoint for those that are being written', () => {
    const layout = layOutTimeline({ where: 'this folder', checkpoints: epochs(0, 1, 2), writing: 2, width: 400 });
    expect(layout.dots).toEqual([0, 100, 200]);
    expect(layout.writing).toEqual([300, 400]);
  });

  it('puts a single checkpoint in the middle', () => {
    const layout = layOutTimeline({ where: 'this folder', checkpoints: [{}], writing: 0, width: 400 });
    expect(layout.dots).toEqual([200]);
    expect(layout.ticks.map(({ label }) => label)).toEqual(['#1']);
  });

  it('draws the learning rates that are stated, and none that are not', () => {
    const checkpoints = [{ epoch: 0, learningRate: 4e-4 }, { epoch: 1 }, { epoch: 2, learningRate: 1e-4 }];
    const { rates } = layOutTimeline({ where: 'this folder', checkpoints, writing: 0, width: 200 });
    expect(rates).toEqual([
      { x: 0, share: 1, label: '4e\u22124' },
      { x: 200, share: 0.25, label: '1e\u22124' },
    ]);
  });
});

it('finds the dot that is nearest', () => {
  expect(findNearest([0, 10, 30], 19)).toBe(1);
  expect(findNearest([0, 10, 30], 21)).toBe(2);
  expect(findNearest([], 5)).toBeUndefined();
});
