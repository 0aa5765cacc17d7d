import type { ReactElement } from 'react';
import styles from './AxisControls.module.css';
import { chooseAxis, moveAxis, otherAxes, type SlicePlane } from './slicePlane.ts';

export interface AxisControlsProps {
  readonly shape: readonly number[];
  readonly plane: SlicePlane;
  readonly onPlane: (plane: SlicePlane) => void;
}

/** Which axes are shown, and a slider for each of the others. */
export function AxisControls({ shape, plane, onPlane }: AxisControlsProps): ReactElement | undefined {
  if (shape.length < 2) return undefined;
  return (
    <div className={styles.controls}>
      <div className={styles.shown}>
        <AxisChoice
          label="down"
          shape={shape}
          axis={plane.rowAxis}
          onAxis={(axis) => onPlane(chooseAxis(plane, 'rowAxis', axis))}
        />
        <AxisChoice
          label="across"
          shape={shape}
          axis={plane.columnAxis}
          onAxis={(axis) => onPlane(chooseAxis(plane, 'columnAxis', axis))}
        />
      </div>
      {otherAxes(shape, plane).map((axis) => (
        <AxisSlider
          key={axis}
          axis={axis}
          size={shape[axis] ?? 1}
          at={plane.index[axis] ?? 0}
          onMove={(to) => onPlane(moveAxis(plane, axis, to))}
        />
      ))}
    </div>
  );
}

interface AxisChoiceProps {
  readonly label: string;
  readonly shape: readonly number[];
  readonly axis: number;
  readonly onAxis: (axis: number) => void;
}

function AxisChoice({ label, shape, axis, onAxis }: AxisChoiceProps): ReactElement {
  return (
    <label className={styles.choice}>
      {label}
      <select className={styles.select} value={axis} onChange={(event) => onAxis(Number(event.target.value))}>
        {shape.map((size, position) => (
          // Axes have no name but their position.
          // oxlint-disable-next-line react/no-array-index-key
          <option key={position} value={position}>
            dim {position} ({size})
          </option>
        ))}
      </select>
    </label>
  );
}

interface AxisSliderProps {
  readonly axis: number;
  readonly size: number;
  readonly at: number;
  readonly onMove: (to: number) => void;
}

function AxisSlider({ axis, size, at, onMove }: AxisSliderProps): ReactElement {
  const keep = (to: number): number => Math.max(0, Math.min(size - 1, Math.round(to) || 0));
  return (
    <div className={styles.slider}>
      <span className={styles.axis}>dim {axis}</span>
      <input
        type="range"
        className={styles.range}
        aria-label={`Index of dimension ${axis}`}
        min={0}
        max={size - 1}
        step={1}
        value={at}
        disabled={size < 2}
        onChange={(event) => onMove(keep(Number(event.target.value)))}
      />
      <input
        type="number"
        className={styles.number}
        aria-label={`Index of dimension ${axis}, as a number`}
        min={0}
        max={size - 1}
        value={at}
        onChange={(event) => onMove(keep(Number(event.target.value)))}
      />
      <span className={styles.size}>/ {size}</span>
    </div>
  );
}
