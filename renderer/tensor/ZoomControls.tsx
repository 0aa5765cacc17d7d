import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactElement } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { isWhole, wholeWindow, zoomWindow, type Extent, type SliceWindow } from './sliceWindow.ts';
import styles from './ZoomControls.module.css';

const ZOOM = 0.5;
const CENTRE = { down: 0.5, across: 0.5 };

export interface ZoomControlsProps {
  readonly window: SliceWindow;
  readonly whole: Extent;
  readonly onWindow: (window: SliceWindow) => void;
}

/** Buttons that show more or less of a slice, and which part is shown. */
export function ZoomControls({ window: shown, whole, onWindow }: ZoomControlsProps): ReactElement {
  const zoom = (factor: number): void => onWindow(zoomWindow(shown, whole, factor, CENTRE));
  const hasAll = isWhole(shown, whole);
  return (
    <div className={styles.zoom}>
      <IconButton size="small" label="Zoom in" icon={<Icon of={ZoomIn} />} onClick={() => zoom(ZOOM)} />
      <IconButton
        size="small"
        label="Zoom out"
        icon={<Icon of={ZoomOut} />}
        disabled={hasAll}
        onClick={() => zoom(1 / ZOOM)}
      />
      <IconButton
        size="small"
        label="Show all of the slice"
        icon={<Icon of={Maximize} />}
        disabled={hasAll}
        onClick={() => onWindow(wholeWindow(whole))}
      />
      {!hasAll && (
        <span className={styles.part}>
          {shown.row}–{shown.row + shown.rows - 1}, {shown.column}–{shown.column + shown.columns - 1}
        </span>
      )}
    </div>
  );
}
