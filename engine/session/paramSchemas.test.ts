import { describe, expect, it } from 'vitest';
import { InspectError } from '../../shared/inspectError.ts';
import { paramSchemas, validateCall } from './paramSchemas.ts';

const VIEW = {
  expansion: { base: 'none', toggled: new Uint32Array([1]) },
  sort: { key: 'name', descending: true },
};

function refusal(method: string, params: unknown): string {
  try {
    validateCall(method, params);
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('validateCall', () => {
  it('accepts what the interface says', () => {
    expect(refusal('open', { file: 'grant' })).toBe('accepted');
    expect(refusal('arrangeTree', { file: 'grant', view: VIEW })).toBe('accepted');
    expect(refusal('exportTree', { file: 'grant', syntax: 'csv', nodes: new Uint32Array(3) })).toBe('accepted');
  });

  it('refuses questions that are none, inherited names included', () => {
    for (const method of ['constructor', '__proto__', 'toString', 'then', '']) {
      expect(refusal(method, {})).toMatch(/^usage: /);
    }
  });

  it('names the parameter that has another shape', () => {
    expect(refusal('open', { file: 7 })).toContain('file');
    expect(refusal('describeNode', { file: 'grant', node: -1 })).toContain('node');
    expect(
      refusal('arrangeTree', { file: 'grant', view: { ...VIEW, sort: { key: 'x', descending: true } } }),
    ).toContain('view.sort.key');
    expect(refusal('open', { file: 'grant', path: '/etc/passwd' })).toContain('path');
    expect(refusal('open', undefined)).toMatch(/^usage: /);
  });

  it('bounds what a client may ask for at once', () => {
    expect(refusal('peek', { files: Array.from({ length: 1001 }, () => 'x') })).toContain('files');
    expect(refusal('findNodes', { file: 'grant', text: 'x'.repeat(2001), limit: 5 })).toContain('text');
    const filter = { text: '', syntax: 'text', in: 'names', dtypes: [], shape: '', minBytes: 0, flags: 256 };
    expect(refusal('arrangeTree', { file: 'grant', view: { ...VIEW, filter } })).toContain('flags');
  });

  it('has a schema for every method', () => {
    expect(Object.keys(paramSchemas)).toHaveLength(29);
  });
});
