import { formatCount } from './formatCount.ts';

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** A number of bytes in binary units with three digits: `32 B`, `6.00 KiB`, `1.56 MiB`, `909 MiB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return String(bytes);
  if (Math.abs(bytes) < 1024) return `${formatCount(bytes)} B`;
  let scaled = bytes / 1024;
  let unit = 0;
  // 999.5 would show as four digits.
  while (Math.abs(scaled) >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${toThreeDigits(scaled)} ${UNITS[unit] ?? ''}`;
}

/** Bytes in full: `1 638 333 bytes`. */
export function formatExactBytes(bytes: number | string): string {
  return `${formatCount(bytes)} ${String(bytes) === '1' ? 'byte' : 'bytes'}`;
}

/** Bytes of a total in the total's unit, so that the two can be compared at a glance: `371 of 909 MiB`. */
export function formatBytesOf(done: number, total: number): string {
  const whole = formatBytes(total);
  const part = formatBytes(done);
  const unit = whole.slice(whole.lastIndexOf(' '));
  return part.endsWith(unit) ? `${part.slice(0, -unit.length)} of ${whole}` : `${part} of ${whole}`;
}

function toThreeDigits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}
