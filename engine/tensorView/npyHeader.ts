/** Bytes that a header's length is a multiple of, so that data can be mapped (numpy.lib.format, ARRAY_ALIGN). */
const ALIGNMENT = 64;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * The header of a `.npy` file in C order, as numpy writes it: format 1.0, or 2.0 where the shape is too long for it. `descr`
 * is numpy's code of the element type (`<f4`).
 */
export function writeNpyHeader(descr: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const short = pad(text, MAGIC.length + 4);
  const isLong = short.length > 0xffff;
  const body = isLong ? pad(text, MAGIC.length + 6) : short;
  const length = isLong ? 4 : 2;
  const start = MAGIC.length + 2 + length;
  const header = new Uint8Array(start + body.length);
  header.set([...MAGIC, isLong ? 2 : 1, 0]);
  for (let byte = 0; byte < length; byte++)
    header[MAGIC.length + 2 + byte] = Math.floor(body.length / 256 ** byte) % 256;
  header.set(new TextEncoder().encode(body), start);
  return header;
}

function pad(text: string, before: number): string {
  const length = before + text.length + 1;
  return `${text}${' '.repeat(Math.ceil(length / ALIGNMENT) * ALIGNMENT - length)}\n`;
}
