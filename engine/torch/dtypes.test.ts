import { describe, expect, it } from 'vitest';
import { findDtype, findLegacyDtype, isUntypedStorage } from './dtypes.ts';

describe('findDtype', () => {
  it('knows a dtype by all of its names', () => {
    expect(findDtype('half')).toEqual(findDtype('float16'));
    expect(findDtype('float16')).toMatchObject({ name: 'float16', bits: 16, storageItemSize: 2 });
  });

  it('tells packed elements from the bytes that hold them', () => {
    expect(findDtype('quint4x2')).toMatchObject({ bits: 4, storageItemSize: 1 });
    expect(findDtype('float4_e2m1fn_x2')).toMatchObject({ bits: 8, storageItemSize: 1 });
  });

  it('does not take a property of objects for a dtype', () => {
    expect(findDtype('constructor')).toBeUndefined();
    expect(findDtype('__proto__')).toBeUndefined();
  });
});

describe('findLegacyDtype', () => {
  it('reads storage and tensor classes', () => {
    expect(findLegacyDtype('CharStorage')?.name).toBe('int8');
    expect(findLegacyDtype('ComplexDoubleStorage')?.name).toBe('complex128');
    expect(findLegacyDtype('HalfTensor')?.name).toBe('float16');
  });

  it('knows no element type of untyped and invented classes', () => {
    expect(findLegacyDtype('UntypedStorage')).toBeUndefined();
    expect(isUntypedStorage('UntypedStorage')).toBe(true);
    expect(findLegacyDtype('EvilStorage')).toBeUndefined();
  });
});
