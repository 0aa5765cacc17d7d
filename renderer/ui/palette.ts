import { useMemo, useSyncExternalStore } from 'react';
import { makeRamp, parseRgb, type Ramp, type Rgb } from './colorMap.ts';

/** Colours that canvases draw with, as the theme on screen has them. */
export interface Palette {
  readonly surface: Rgb;
  readonly nan: Rgb;
  readonly accent: Rgb;
  /** The diverging map; its middle is the surface. */
  readonly diverging: Ramp;
  /** Tokens as CSS colours, by their names without the dashes. */
  readonly css: Readonly<Record<(typeof CSS_TOKENS)[number], string>>;
  /** A font for small figures, as a canvas takes it. */
  readonly figureFont: string;
}

const CSS_TOKENS = [
  'accent',
  'accent-mark',
  'before',
  'after',
  'line',
  'line-strong',
  'text',
  'text-2',
  'text-3',
  'bg',
  'nan',
] as const;
const DIVERGING_STOPS = 7;
const BLACK: Rgb = [0, 0, 0];

/** The colours of the theme on screen; another object after the theme has changed. */
export function usePalette(): Palette {
  const theme = useSyncExternalStore(watchTheme, readTheme);
  // The theme is what the tokens read below hang on.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => readPalette(), [theme]);
}

function watchTheme(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', onChange);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', onChange);
  };
}

function readTheme(): string {
  const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return document.documentElement.dataset['theme'] ?? system;
}

/** A token is `light-dark(…)` until it is the colour of something: an element that is not seen resolves it. */
function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return style.color;
  };
  const color = (token: string): Rgb => parseRgb(resolve(token)) ?? BLACK;
  probe.style.font = '10px var(--mono)';
  const palette: Palette = {
    surface: color('div-3'),
    nan: color('nan'),
    accent: color('accent'),
    diverging: makeRamp(Array.from({ length: DIVERGING_STOPS }, (_, stop) => color(`div-${stop}`))),
    css: {
      accent: resolve('accent'),
      'accent-mark': resolve('accent-mark'),
      before: resolve('before'),
      after: resolve('after'),
      line: resolve('line'),
      'line-strong': resolve('line-strong'),
      text: resolve('text'),
      'text-2': resolve('text-2'),
      'text-3': resolve('text-3'),
      bg: resolve('bg'),
      nan: resolve('nan'),
    },
    figureFont: `10px ${style.fontFamily}`,
  };
  probe.remove();
  return palette;
}
