import type { Locator, Page } from '@playwright/test';

/** How long something moves while frames are counted, in milliseconds. */
const MOVING_MS = 3000;
/** Milliseconds between keys, as of a fast typist: an answer to one key is not taken for that to the next. */
const TYPING_MS = 120;
/** Pixels of one notch of a mouse wheel. */
const NOTCH = 120;
/** Pixels that the thumb is dragged between two frames: some 4,000 rows. */
const THUMB_STEP = 12;
/** Pixels from the grid's edge to the middle of its scroll bar, and from its ends to where the thumb turns back. */
const SCROLL_BAR = { inset: 5, turn: 60 };

function tree(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Checkpoint' });
}

/** Goes to the address and on to the tree. Milliseconds until rows stand there, and what the engine says of its part. */
export async function openTree(page: Page, url: string): Promise<{ readonly ms: number; readonly engine: string }> {
  const started = performance.now();
  await page.goto(url);
  await page.getByRole('tab', { name: 'Tree' }).click();
  await tree(page).getByRole('row').nth(1).waitFor();
  const ms = performance.now() - started;
  const status = await page.getByRole('contentinfo').last().innerText();
  return { ms, engine: /Opened in (.+)/u.exec(status)?.[1] ?? 'not told' };
}

/** Unfolds everything. How many rows there are then, and milliseconds until they stood there. */
export async function unfoldAll(page: Page): Promise<{ readonly rows: number; readonly ms: number }> {
  const before = await countRows(page);
  const started = performance.now();
  await page.getByRole('button', { name: 'Expand all' }).click();
  await page.waitForFunction(
    (count) => Number(document.querySelector('[role="treegrid"]')?.getAttribute('aria-rowcount')) !== count,
    before,
  );
  return { ms: performance.now() - started, rows: await countRows(page) };
}

async function countRows(page: Page): Promise<number> {
  return Number(await tree(page).getAttribute('aria-rowcount'));
}

/** Turns the wheel over the rows, a notch as soon as the page took the one before. */
export async function turnWheel(page: Page): Promise<void> {
  const { x, y, width, height } = await boxOf(page);
  await page.mouse.move(x + width / 2, y + height / 2);
  await whileMoving(() => page.mouse.wheel(0, NOTCH));
}

/** Drags the thumb of the scroll bar up and down: every frame shows other rows. */
export async function dragThumb(page: Page): Promise<void> {
  const { x, y, width, height } = await boxOf(page);
  const left = x + width - SCROLL_BAR.inset;
  await page.evaluate(() => document.querySelector('[role="treegrid"]')?.scrollTo(0, 0));
  let at = y + SCROLL_BAR.turn;
  let step = THUMB_STEP;
  await page.mouse.move(left, y + 34);
  await page.mouse.down();
  await whileMoving(async () => {
    if (at + step > y + height - SCROLL_BAR.turn || at + step < y + SCROLL_BAR.turn) step = -step;
    at += step;
    await page.mouse.move(left, at);
  });
  const top = await page.evaluate(() => document.querySelector('[role="treegrid"]')?.scrollTop ?? 0);
  await page.mouse.up();
  if (top === 0) throw new Error('The scroll bar has no thumb to drag.');
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await tree(page).boundingBox();
  if (box === null) throw new Error('The tree is not on screen.');
  return box;
}

async function whileMoving(move: () => Promise<void>): Promise<void> {
  const end = performance.now() + MOVING_MS;
  while (performance.now() < end) await move();
}

/** Presses a key in the filter. Milliseconds from when the browser got it until other rows, or other marks in them, were painted. */
export async function timeKey(page: Page, key: string): Promise<number> {
  await page.getByRole('textbox', { name: 'Filter names' }).focus();
  const answered = await page.evaluateHandle(watchRows);
  await page.keyboard.press(key);
  const ms = await answered.evaluate(({ painted }) => painted);
  await page.waitForTimeout(TYPING_MS);
  return ms;
}

/** Waits for the next key and what it does to the rows. Runs in the page. */
function watchRows(): { readonly painted: Promise<number> } {
  const rows = document.querySelector('[role="treegrid"]');
  if (rows === null) throw new Error('The tree is not on screen.');
  const painted = new Promise<number>((resolve) => {
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          requestAnimationFrame(() => {
            // What is posted from a frame's callback comes when that frame has been painted.
            const { port1, port2 } = new MessageChannel();
            port1.addEventListener('message', () => resolve(performance.now() - timeStamp), { once: true });
            port1.start();
            port2.postMessage(undefined);
          });
        });
        observer.observe(rows, { subtree: true, childList: true, characterData: true, attributes: true });
      },
      { once: true, capture: true },
    );
  });
  return { painted };
}
