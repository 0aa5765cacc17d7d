import { expect, it } from 'vitest';
import { describeError } from './describeError.ts';

it('titles an error by its first sentence and lists what was expected and found', () => {
  const described = describeError(
    {
      code: 'zip/truncated',
      message: 'last.ckpt ends too soon. Its last bytes are tensor data.',
      expected: 'PK\\x05\\x06',
      found: 'zeros',
      advice: 'Copy the file again.',
      at: { entry: 'archive/data.pkl', offset: 819166 },
    },
    'last.ckpt',
  );
  expect(described.title).toBe('last.ckpt ends too soon');
  expect(described.lead).toBe('Its last bytes are tensor data. Copy the file again.');
  expect(described.facts).toEqual([
    ['Expected', 'PK\\x05\\x06'],
    ['Found', 'zeros'],
    ['Where', 'archive/data.pkl, byte 819\u202F166'],
    ['Code', 'zip/truncated'],
  ]);
  expect(described.copy.split('\n').slice(0, 2)).toEqual([described.title, 'last.ckpt']);
});

it('names the root where a path is empty', () => {
  const { facts } = describeError({ code: 'pickle/type', message: '', at: { path: [] } });
  expect(facts).toContainEqual(['Where', 'the root']);
});

it('titles an error by its code where the message begins with a long sentence, or is empty', () => {
  const message = `${'very '.repeat(30)}long. Short.`;
  expect(describeError({ code: 'source/empty', message })).toMatchObject({
    title: 'The file holds 0 bytes',
    lead: message,
  });
  expect(describeError({ code: 'source/empty', message: '' }).lead).toBeUndefined();
});
