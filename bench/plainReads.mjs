// A thread that reads every second piece of a file and does nothing with it: what storage and kernel give at most.
import { openSync, readSync, closeSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

const PIECE = 4 << 20;
const buffer = new Uint8Array(PIECE);

parentPort.on('message', ({ path, size, first, step }) => {
  const descriptor = openSync(path, 'r');
  for (let at = first * PIECE; at < size; at += step * PIECE)
    readSync(descriptor, buffer, 0, Math.min(PIECE, size - at), at);
  closeSync(descriptor);
  // oxlint-disable-next-line require-post-message-target-origin -- a thread's port has no origin
  parentPort.postMessage('done');
});
