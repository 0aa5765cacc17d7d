import { describe, expect, it } from 'vitest';
import type { Channel, Frame } from './channel.ts';
import { pipeOfPort } from './messagePipe.ts';
import { createPortChannel } from './portChannel.ts';

const CANCEL: Frame = { t: 'cancel', id: 1 };

function channelOver(port: MessagePort, transfer = true): Channel {
  return createPortChannel(pipeOfPort(port), { transfer });
}

function nextFrame(channel: Channel): Promise<Frame> {
  return new Promise((resolve) => channel.onFrame(resolve));
}

function endOf(channel: Channel): Promise<Error | undefined> {
  return new Promise((resolve) => channel.onClose(resolve));
}

describe('createPortChannel', () => {
  it.each([true, false])(
    'sends a view without the buffer behind it, and leaves it to the sender (transfer: %s)',
    async (transfer) => {
      const { port1, port2 } = new MessageChannel();
      const channel = channelOver(port1, transfer);
      const view = new Uint8Array(1000).fill(7).subarray(10, 12);
      channel.send({ t: 'piece', id: 1, bytes: view });
      const frame = await nextFrame(channelOver(port2));
      expect(frame).toMatchObject({ t: 'piece', bytes: Uint8Array.of(7, 7) });
      expect(frame.t === 'piece' && frame.bytes.buffer.byteLength).toBe(2);
      expect(view).toEqual(Uint8Array.of(7, 7));
      channel.close();
    },
  );

  it('closes on a message that is no frame, and says why', async () => {
    const { port1, port2 } = new MessageChannel();
    const end = endOf(channelOver(port1));
    port2.postMessage({ t: 'eval', id: 1 });
    expect(await end).toMatchObject({ code: 'engine/protocol' });
  });

  it('closes when the other end does', async () => {
    const { port1, port2 } = new MessageChannel();
    const end = endOf(channelOver(port1));
    port2.close();
    expect(await end).toBeUndefined();
  });

  it('keeps early frames, and drops those after its end', async () => {
    const { port1, port2 } = new MessageChannel();
    const channel = channelOver(port1);
    channel.send(CANCEL);
    const other = channelOver(port2);
    channel.close();
    channel.send({ t: 'cancel', id: 2 });
    await endOf(other);
    const frames: Frame[] = [];
    other.onFrame((frame) => frames.push(frame));
    expect(frames).toEqual([CANCEL]);
  });
});
