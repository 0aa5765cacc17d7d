import type { ReactElement, ReactNode } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import { ResizeHandle } from '../ui/ResizeHandle.tsx';
import styles from './DetailPanel.module.css';

/** Bounds of the panel's width in pixels, and the width from which a window counts as wide. */
const WIDTH = { min: 260, max: 720, narrow: 316, wide: 376, wideWindow: 1200 } as const;

/** The panel at the right of a table, with the handle that widens it. All tables share the width. */
export function DetailFrame({ children }: { readonly children: ReactNode }): ReactElement {
  const chosen = useApp((state) => state.settings.detailWidth);
  const actions = useActions();
  const usual = window.innerWidth < WIDTH.wideWindow ? WIDTH.narrow : WIDTH.wide;
  return (
    <>
      <ResizeHandle
        label="Width of the details"
        side="after"
        width={chosen ?? usual}
        min={WIDTH.min}
        max={WIDTH.max}
        onResize={(detailWidth) => actions().changeSettings({ detailWidth })}
      />
      <aside
        aria-label="Details"
        data-detail
        tabIndex={-1}
        className={styles.panel}
        style={{ width: chosen === undefined ? undefined : `${chosen}px` }}
      >
        {children}
      </aside>
    </>
  );
}
