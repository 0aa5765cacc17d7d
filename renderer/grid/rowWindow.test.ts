import { describe, expect, it } from 'vitest';
import { countSlots, planWindow } from './rowWindow.ts';

describe('planWindow', () => {
  it('draws what is visible, in parts too, and four rows on either side', () => {
    expect(planWindow({ scrollTop: 260, height: 260 }, 26, 1000)).toEqual({ first: 6, end: 25 });
    expect(planWindow({ scrollTop: 285, height: 260 }, 26, 1000)).toEqual({ first: 6, end: 25 });
    expect(planWindow({ scrollTop: 286, height: 260 }, 26, 1000)).toEqual({ first: 7, end: 26 });
  });

  it('stops at the first and at the last row', () => {
    expect(planWindow({ scrollTop: 0, height: 260 }, 26, 1000)).toEqual({ first: 0, end: 15 });
    expect(planWindow({ scrollTop: 25_740, height: 260 }, 26, 1000)).toEqual({ first: 985, end: 1000 });
    expect(planWindow({ scrollTop: 0, height: 260 }, 26, 3)).toEqual({ first: 0, end: 3 });
  });

  it('draws the last rows where fewer are left than were scrolled past', () => {
    expect(planWindow({ scrollTop: 25_740, height: 260 }, 26, 40)).toEqual({ first: 25, end: 40 });
  });

  it('draws next to nothing before the height is known', () => {
    const { first, end } = planWindow({ scrollTop: 2600, height: 0 }, 26, 1000);
    expect(end - first).toBeLessThanOrEqual(8);
  });
});

describe('countSlots', () => {
  it('has an element for each row of any window', () => {
    for (let scrollTop = 0; scrollTop < 2600; scrollTop += 7) {
      const { first, end } = planWindow({ scrollTop, height: 300 }, 26, 1000);
      expect(end - first).toBeLessThanOrEqual(countSlots(300, 26));
    }
  });
});
