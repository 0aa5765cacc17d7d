import { describe, expect, it } from 'vitest';
import { ByteView } from './byteView.ts';

const context = { code: 'zip/directory', what: 'The record', offset: 100 } as const;

function viewOf(...bytes: number[]): ByteView {
  return new ByteView(Uint8Array.from(bytes), context);
}

describe('ByteView', () => {
  it('reads little-endian integers', () => {
    const view = viewOf(1, 2, 3, 4, 0, 0, 0, 0);
    expect(view.u16(0)).toBe(0x0201);
    expect(view.u32(0)).toBe(0x04030201);
    expect(view.u64(0)).toBe(0x04030201);
  });

  it('reads a u64 up to 2^53 - 1 exactly', () => {
    expect(viewOf(255, 255, 255, 255, 255, 255, 31, 0).u64(0)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('refuses a u64 beyond 2^53 and shows its digits', () => {
    const view = viewOf(0, 0, 0, 0, 0, 0, 32, 0);
    expect(() => view.u64(0)).toThrow(
      expect.objectContaining({ code: 'zip/directory', found: '9007199254740992', at: { offset: 100 } }),
    );
    expect(view.u64OrHuge(0)).toBe(Infinity);
  });

  it('refuses to read past the end and says how many bytes were left', () => {
    expect(() => viewOf(1, 2, 3).u32(1)).toThrow(
      expect.objectContaining({ code: 'zip/directory', expected: '4 bytes', found: '2 bytes', at: { offset: 101 } }),
    );
  });
});
