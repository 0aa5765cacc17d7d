import type { Page } from '@playwright/test';

export interface DropOptions {
  /** Where along the width of the page they are dropped, from 0 to 1; the middle where nothing is said. */
  readonly at?: number;
  /** Called while they hover. */
  readonly look?: () => Promise<void>;
}

/** Drags files and folders from outside over the page and drops them, as the system would: the page gets trusted events. */
export async function dropFiles(page: Page, paths: readonly string[], options: DropOptions = {}): Promise<void> {
  const { at = 0.5, look } = options;
  const size = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  const cdp = await page.context().newCDPSession(page);
  const place = { x: Math.round(size.width * at), y: Math.round(size.height / 2) };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...place, data });
  await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...place, data });
  await look?.();
  await cdp.send('Input.dispatchDragEvent', { type: 'drop', ...place, data });
  await cdp.detach();
}
