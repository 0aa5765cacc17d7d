import { useMemo, useState } from 'react';
import type { NodeDetail } from '../../shared/engineApi.ts';
import type { TensorEntry } from '../../shared/inspectDocument.ts';
import type { ReadyFile } from '../app/viewProps.ts';
import type { HistogramScale } from './histogramPlot.ts';
import type { ColorMode } from './SliceSection.tsx';
import type { PointedElement } from './useSlicePicture.ts';
import type { TensorFigures } from './tensorFigures.ts';
import { planValues, type TensorValues } from './tensorValues.ts';
import { useFigures, type FiguresAnswer } from './useFigures.ts';
import type { Reading } from './useReading.ts';
import type { ValueRange } from './valueRange.ts';

/** What the parts of a tensor's page share: its statistics, what is pointed at, and choices that outlive the selection. */
export interface TensorParts {
  readonly file: ReadyFile;
  readonly node: number;
  readonly values: TensorValues;
  readonly statistics: Reading<FiguresAnswer>;
  readonly figures: TensorFigures | undefined;
  readonly scale: HistogramScale;
  readonly onScale: (scale: HistogramScale) => void;
  readonly mode: ColorMode;
  readonly onMode: (mode: ColorMode) => void;
  readonly pointed: PointedElement | undefined;
  readonly onPoint: (element: PointedElement | undefined) => void;
  /** Values of the histogram's bin that is pointed at. */
  readonly lit: ValueRange | undefined;
  readonly onLight: (range: ValueRange | undefined) => void;
}

export function useTensorParts(file: ReadyFile, { node }: NodeDetail, tensor: TensorEntry): TensorParts {
  const values = useMemo(() => planValues(tensor), [tensor]);
  const statistics = useFigures(file, values.missing === undefined ? [node] : [], values.bytes);
  const [scale, setScale] = useState<HistogramScale>('linear');
  const [mode, setMode] = useState<ColorMode>('centred');
  const [pointed, setPointed] = useState<{ readonly node: number; readonly element: PointedElement | undefined }>();
  const [lit, setLit] = useState<{ readonly node: number; readonly range: ValueRange }>();
  // One tensor was asked for: its figures are the only ones, whatever its first node is.
  const [figures] = statistics.value?.figures.values() ?? [];
  return {
    file,
    node,
    values,
    statistics,
    figures,
    scale,
    onScale: setScale,
    mode,
    onMode: setMode,
    pointed: pointed?.node === node ? pointed.element : undefined,
    onPoint: (element) => setPointed({ node, element }),
    lit: lit?.node === node ? lit.range : undefined,
    onLight: (range) => setLit(range && { node, range }),
  };
}

/** Characters that a value of an element type takes at most, usually. */
export function charactersOf(dtype: string): number {
  if (/complex/.test(dtype)) return 24;
  if (/float64|double/.test(dtype)) return 21;
  if (/^u?int64/.test(dtype)) return 12;
  if (/^(?:u?int(?:8|16)|bool|uint[1-7]$)/.test(dtype)) return 7;
  return /16|float8/.test(dtype) ? 11 : 13;
}
