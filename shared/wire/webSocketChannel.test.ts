import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../../test/contract/manualScheduler.ts';
import { createScriptedSocket } from '../../test/contract/scriptedSocket.ts';
import type { Frame } from './channel.ts';
import { encodeFrame } from './frameCodec.ts';
import { CloseCode } from './hello.ts';
import { connectToServer, createWebSocketChannel } from './webSocketChannel.ts';

const PIECE: Frame = { t: 'piece', id: 1, bytes: new Uint8Array(10) };
const LATER: readonly Frame[] = [
  { t: 'cancel', id: 1 },
  { t: 'cancel', id: 2 },
];
const HELLO = { version: '1', root: { file: 'root', name: 'run', kind: 'folder', engine: 'host' }, grants: [] };

describe('createWebSocketChannel', () => {
  it('holds frames back while the socket is full, and sends them in order when it has room', () => {
    const scheduler = createManualScheduler();
    const { socket, sent } = createScriptedSocket();
    const channel = createWebSocketChannel(socket, scheduler);
    channel.send(PIECE);
    socket.bufferedAmount = 4 << 20;
    for (const frame of LATER) channel.send(frame);
    scheduler.advance(1000);
    expect(sent).toEqual([encodeFrame(PIECE)]);
    socket.bufferedAmount = 0;
    scheduler.advance(1000);
    expect(sent).toEqual([PIECE, ...LATER].map(encodeFrame));
  });

  it.each([
    ['text', '{"t":"cancel","id":1}'],
    ['bytes that are no frame', new ArrayBuffer(9)],
  ])('closes when %s arrives', (_title, data) => {
    const { socket, closed, emit } = createScriptedSocket();
    const channel = createWebSocketChannel(socket, createManualScheduler());
    let reason: Error | undefined;
    channel.onClose((error) => (reason = error));
    emit('message', { data });
    expect(closed).toEqual([CloseCode.protocol]);
    expect(reason).toMatchObject({ code: 'engine/protocol' });
  });

  it('tells why the other end closed', () => {
    const { socket, closed, emit } = createScriptedSocket();
    const channel = createWebSocketChannel(socket, createManualScheduler());
    let reason: Error | undefined;
    channel.onClose((error) => (reason = error));
    emit('close', { code: 1006, reason: '' });
    expect(reason).toMatchObject({ code: 'engine/closed' });
    expect(closed).toEqual([]);
  });
});

describe('connectToServer', () => {
  it('sends the token first and nothing before the greeting', async () => {
    const { socket, sent, emit } = createScriptedSocket();
    const connection = connectToServer(socket, 'secret', createManualScheduler());
    emit('open');
    expect(sent).toEqual(['{"token":"secret"}']);
    emit('message', { data: JSON.stringify(HELLO) });
    expect((await connection).hello).toEqual(HELLO);
  });

  it('keeps frames that follow the greeting at once', async () => {
    const { socket, emit } = createScriptedSocket();
    const connection = connectToServer(socket, 'secret', createManualScheduler());
    emit('message', { data: JSON.stringify(HELLO) });
    emit('message', { data: encodeFrame({ t: 'cancel', id: 1 }).buffer });
    const frames: Frame[] = [];
    (await connection).channel.onFrame((frame) => frames.push(frame));
    expect(frames).toEqual([{ t: 'cancel', id: 1 }]);
  });

  it.each([
    [CloseCode.token, 'engine/refused'],
    [CloseCode.busy, 'engine/refused'],
    [1006, 'engine/closed'],
  ])('explains a connection that ends with %s', async (code, expected) => {
    const { socket, emit } = createScriptedSocket();
    const connection = connectToServer(socket, 'secret', createManualScheduler());
    emit('close', { code, reason: '' });
    await expect(connection).rejects.toMatchObject({ code: expected });
  });

  it('refuses a server that greets in another way', async () => {
    const { socket, closed, emit } = createScriptedSocket();
    const connection = connectToServer(socket, 'secret', createManualScheduler());
    emit('message', { data: '{"version":1}' });
    await expect(connection).rejects.toMatchObject({ code: 'engine/protocol' });
    expect(closed).toEqual([CloseCode.protocol]);
  });
});
