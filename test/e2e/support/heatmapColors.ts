import { expect, type Locator, type Page } from '@playwright/test';

export function heatmap(page: Page): Locator {
  return page.locator('[data-heatmap]');
}

/** Colours at points of a heatmap, which are shares of its width and height. */
export async function readColors(
  page: Page,
  points: readonly (readonly [across: number, down: number])[],
): Promise<readonly (readonly number[])[]> {
  return heatmap(page).evaluate((element, asked) => {
    if (!(element instanceof HTMLCanvasElement)) return [];
    // A copy that is made to be read: the page's own canvas stays as it is.
    const copy = new OffscreenCanvas(element.width, element.height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    context?.drawImage(element, 0, 0);
    return asked.map(([across, down]) => {
      const [x, y] = [Math.floor(across * element.width), Math.floor(down * element.height)];
      return Array.from(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []);
    });
  }, points);
}

/** Colours of tokens, as the theme on screen has them. */
export async function readTokens(page: Page, tokens: readonly string[]): Promise<readonly (readonly number[])[]> {
  return page.evaluate((names) => {
    const probe = document.createElement('span');
    document.body.append(probe);
    const colors = names.map((name) => {
      probe.style.color = `var(--${name})`;
      return (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
    });
    probe.remove();
    return colors;
  }, tokens);
}

/** How far two colours are apart. */
export function distance(one: readonly number[] = [], other: readonly number[] = []): number {
  return Math.hypot(...one.map((value, channel) => value - (other[channel] ?? Number.NaN)));
}

/** Colours may differ by rounding. */
export function expectColors(found: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, color] of found.entries()) {
    for (const [channel, value] of color.entries()) {
      expect(
        Math.abs(value - (expected[i]?.[channel] ?? Number.NaN)),
        `colour ${i}: ${String(color)}`,
      ).toBeLessThanOrEqual(2);
    }
  }
}
