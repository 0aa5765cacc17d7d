import type { Page } from '@playwright/test';

/**
 * Drags files and folders from outside to the middle of the page and drops them, as the system would: the page gets trusted
 * events. `look` is called while they hover.
 */
export async function dropFiles(page: Page, paths: readonly string[], look?: () => Promise<void>): Promise<void> {
  const size = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  const cdp = await page.context().newCDPSession(page);
  const place = { x: Math.round(size.width / 2), y: Math.round(size.height / 2) };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  await cdp.send('Input.dispatchDragEvent', { type: 'dragEnter', ...place, data });
  await cdp.send('Input.dispatchDragEvent', { type: 'dragOver', ...place, data });
  await look?.();
  await cdp.send('Input.dispatchDragEvent', { type: 'drop', ...place, data });
  await cdp.detach();
}
