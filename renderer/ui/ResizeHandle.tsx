import { useRef, type ReactElement } from 'react';
import styles from './ResizeHandle.module.css';

export interface ResizeHandleProps {
  /** Accessible name: which part changes its width. */
  readonly label: string;
  /** Width in pixels of the part, and its bounds. */
  readonly width: number;
  readonly min: number;
  readonly max: number;
  readonly onResize: (width: number) => void;
  /** Side on which the part lies, seen from the handle. */
  readonly side: 'before' | 'after';
}

/** Pixels that an arrow key moves; Shift makes it four times that. */
const KEY_STEP = 8;

/** A vertical separator that is dragged, or moved with the arrow keys. */
export function ResizeHandle(props: ResizeHandleProps): ReactElement {
  const start = useRef<{ readonly x: number; readonly width: number } | undefined>(undefined);
  const direction = props.side === 'before' ? 1 : -1;
  const resize = (width: number): void => props.onResize(Math.round(Math.min(props.max, Math.max(props.min, width))));
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation="vertical"
      aria-valuenow={props.width}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      className={styles.handle}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width: props.width };
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) resize(start.current.width + direction * (event.clientX - start.current.x));
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onLostPointerCapture={() => {
        start.current = undefined;
      }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -KEY_STEP, ArrowRight: KEY_STEP }[event.key];
        if (step === undefined || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        resize(props.width + direction * step * (event.shiftKey ? 4 : 1));
      }}
    />
  );
}
