import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Viewport } from './rowWindow.ts';

export interface ViewportParams {
  readonly rowHeight: number;
  /** Pixels above the first row, which stay there. */
  readonly headerHeight: number;
  /** Where the rows stood when they were last on screen, in pixels. */
  readonly scrollTop: number;
}

/**
 * What the scroller shows, which is the parent of `content`: the parent's own ref is not there yet when its children come on
 * screen. Renders when another row comes to the top, not for every pixel.
 */
export function useViewport(
  content: RefObject<HTMLElement | null>,
  { rowHeight, headerHeight, scrollTop }: ViewportParams,
): Viewport {
  const first = useRef(scrollTop);
  const [viewport, setViewport] = useState<Viewport>({ scrollTop, height: 0 });
  useLayoutEffect(() => {
    const scroller = content.current?.parentElement;
    scroller?.scrollTo(0, first.current);
  }, [content]);
  useLayoutEffect(() => {
    const scroller = content.current?.parentElement;
    if (!scroller) return undefined;
    const look = (): void => {
      const next = { scrollTop: scroller.scrollTop, height: scroller.clientHeight - headerHeight };
      setViewport((before) => (isSameWindow(before, next, rowHeight) ? before : next));
    };
    // Rows are drawn in the frame that scrolls: drawn after it, every scroll costs two frames and shows a gap in the first.
    const onScroll = (): void => flushSync(look);
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    look();
    return () => {
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [content, rowHeight, headerHeight]);
  return viewport;
}

function isSameWindow(a: Viewport, b: Viewport, rowHeight: number): boolean {
  return a.height === b.height && Math.floor(a.scrollTop / rowHeight) === Math.floor(b.scrollTop / rowHeight);
}
