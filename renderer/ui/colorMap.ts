/** Red, green and blue, 0 to 255 each. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Colours from the low to the high end of a scale, three bytes each; odd in number, so that the middle is one of them. */
export type Ramp = Uint8ClampedArray;

const RAMP_COLORS = 1025;

/** What a scale's ends stand for; equal ends show everything in the middle colour. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A ramp through evenly spaced stops, interpolated in OKLab: equal steps look equal. */
export function makeRamp(stops: readonly Rgb[]): Ramp {
  const labs = stops.map(toOklab);
  const ramp = new Uint8ClampedArray(RAMP_COLORS * 3);
  for (let i = 0; i < RAMP_COLORS; i++) {
    const at = (i / (RAMP_COLORS - 1)) * (labs.length - 1);
    const stop = Math.min(Math.floor(at), labs.length - 2);
    const from = labs[stop] ?? ORIGIN;
    const to = labs[stop + 1] ?? from;
    ramp.set(fromOklab(mix(from, to, at - stop)), i * 3);
  }
  return ramp;
}

/** Position in a ramp of the colour of a value, as a byte offset. Values beyond the limits get the end's colour. */
export function rampOffset(value: number, { low, high }: Limits): number {
  const share = high > low ? shareOf(value, low, high) : 0.5;
  return Math.round(Math.min(1, Math.max(0, share)) * (RAMP_COLORS - 1)) * 3;
}

/** The colour of a value. */
export function colorOf(ramp: Ramp, value: number, limits: Limits): Rgb {
  const at = rampOffset(value, limits);
  return [ramp[at] ?? 0, ramp[at + 1] ?? 0, ramp[at + 2] ?? 0];
}

/** Limits around zero that hold both extremes. */
export function centredLimits(min: number, max: number): Limits {
  const reach = Math.max(Math.abs(min), Math.abs(max));
  // Not −reach: of a tensor of zeros the lower limit is 0 too, not −0.
  return { low: 0 - reach, high: reach };
}

/** A colour as computed styles (`rgb(10, 60, 128)`) and tokens (`#0a3c80`) write it; undefined for anything else. */
export function parseRgb(text: string): Rgb | undefined {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(text.trim());
  const parts = hex?.slice(1).map((part) => Number.parseInt(part, 16)) ?? /^rgba?\(([^)]*)\)$/.exec(text.trim())?.[1];
  const [red, green, blue] = typeof parts === 'string' ? (parts.match(/[\d.]+/g) ?? []).map(Number) : (parts ?? []);
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  return [red, green, blue];
}

/** Divided before subtracted: the span of two doubles may be no double. */
function shareOf(value: number, low: number, high: number): number {
  const span = high - low;
  if (Number.isFinite(span)) return (value - low) / span;
  return (value / 2 - low / 2) / (high / 2 - low / 2);
}

type Oklab = readonly [lightness: number, a: number, b: number];

const ORIGIN: Oklab = [0, 0, 0];

function mix(from: Oklab, to: Oklab, share: number): Oklab {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ];
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020). */
function toOklab(color: Rgb): Oklab {
  const [r, g, b] = color.map((channel) => toLinear(channel / 255));
  if (r === undefined || g === undefined || b === undefined) return ORIGIN;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) * 255,
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) * 255,
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s) * 255,
  ];
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromLinear(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
}
