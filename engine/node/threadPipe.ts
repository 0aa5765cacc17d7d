import type { MessagePort, Worker } from 'node:worker_threads';
import type { MessagePipe } from '../../shared/wire/messagePipe.ts';

/** The way to a worker thread. It ends with the thread, whatever the cause. */
export function pipeToThread(worker: Worker): MessagePipe {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onEnd) {
      worker.on('message', onMessage);
      worker.on('messageerror', onEnd);
      worker.on('error', onEnd);
      worker.on('exit', (code) => onEnd(new Error(`the thread ended with code ${code}`)));
    },
    close: () => void worker.terminate(),
  };
}

/** The way from a worker thread, or any of Node's ports, to the other end. */
export function pipeOfNodePort(port: MessagePort): MessagePipe {
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen(onMessage, onEnd) {
      port.on('message', onMessage);
      port.on('messageerror', onEnd);
      port.on('close', () => onEnd());
    },
    close: () => port.close(),
  };
}
