import { describe, expect, it } from 'vitest';
import { splitFileId } from './fileId.ts';

describe('splitFileId', () => {
  it('takes a handle and the names below it apart', () => {
    expect(splitFileId('run')).toEqual({ grant: 'run', names: [] });
    expect(splitFileId('run/a b/epoch=1.ckpt')).toEqual({ grant: 'run', names: ['a b', 'epoch=1.ckpt'] });
  });

  it.each(['run/', 'run//a', 'run/.', 'run/../a', 'run/a/..', 'run/a\\b', 'run/a\0'])('refuses %j', (id) => {
    expect(() => splitFileId(id)).toThrow(expect.objectContaining({ code: 'source/outside-root' }));
  });
});
