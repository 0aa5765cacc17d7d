import { expect, it, vi } from 'vitest';
import type { EngineApi, PeekResult } from '../../shared/engineApi.ts';
import { InspectError } from '../../shared/inspectError.ts';
import { createPeekQueue, type PeekQueue } from './peekQueue.ts';

interface Desk {
  readonly queue: PeekQueue;
  /** Files of each question, in order. */
  readonly asked: (readonly string[])[];
  readonly results: PeekResult[];
  /** Answers the open question. */
  answer(): Promise<void>;
}

function openDesk(): Desk {
  const asked: (readonly string[])[] = [];
  const results: PeekResult[] = [];
  let finish: (() => void) | undefined;
  const peek: EngineApi['peek'] = ({ files }, context) => {
    asked.push(files);
    return new Promise((resolve) => {
      finish = () => {
        for (const file of files) context?.onUpdate?.({ file });
        resolve({ files: files.length });
      };
    });
  };
  const queue = createPeekQueue(
    () => ({ peek }),
    (more) => results.push(...more),
  );
  const answer = async (): Promise<void> => {
    const before = asked.length;
    finish?.();
    await vi.waitFor(() => expect(asked.length > before || results.length === asked.flat().length).toBe(true));
  };
  return { queue, asked, results, answer };
}

function rows(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, i) => `run/${from + i}`);
}

it('asks for a screenful in batches, from the top', async () => {
  const desk = openDesk();
  desk.queue.request(rows(0, 20));
  await desk.answer();
  expect(desk.asked).toEqual([rows(0, 16), rows(16, 20)]);
});

it('reads rows that came into view last before those that were scrolled past', async () => {
  const desk = openDesk();
  desk.queue.request(rows(0, 32));
  desk.queue.request(rows(900, 904));
  await desk.answer();
  expect(desk.asked[1]?.slice(0, 4)).toEqual(rows(900, 904));
});

it('asks for each file once, until it is told to forget', async () => {
  const desk = openDesk();
  desk.queue.request(rows(0, 2));
  desk.queue.request(rows(0, 2));
  await desk.answer();
  expect(desk.asked).toEqual([rows(0, 2)]);
  desk.queue.forget((file) => file === 'run/1');
  desk.queue.request(rows(0, 2));
  await vi.waitFor(() => expect(desk.asked).toEqual([rows(0, 2), ['run/1']]));
});

it('gives files without an answer the code of the failure', async () => {
  const results: PeekResult[] = [];
  const peek: EngineApi['peek'] = async ({ files }, context) => {
    context?.onUpdate?.({ file: files[0] ?? '' });
    throw new InspectError({ code: 'engine/closed', message: 'gone' });
  };
  createPeekQueue(
    () => ({ peek }),
    (more) => results.push(...more),
  ).request(['a', 'b']);
  await vi.waitFor(() =>
    expect(results).toEqual([{ file: 'a' }, { file: 'b', error: { code: 'engine/closed', message: 'gone' } }]),
  );
});
