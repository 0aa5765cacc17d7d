import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../test/contract/manualScheduler.ts';
import { createScriptedSocket } from '../test/contract/scriptedSocket.ts';
import { CloseCode } from '../shared/wire/hello.ts';
import { createConnectionDesk, TOKEN_PATIENCE_MS } from './connectionDesk.ts';
import { createSessionToken } from './sessionToken.ts';

function openDesk() {
  const scheduler = createManualScheduler();
  const token = createSessionToken();
  const granted: unknown[] = [];
  const desk = createConnectionDesk({
    token,
    scheduler,
    hello: { version: '', root: { file: 'root', name: '', kind: 'folder', engine: 'host' }, grants: [] },
    resources: [{ file: 'root', resource: { path: '/data' } }],
    startHost: () => ({ grant: (grants) => granted.push(...grants), close: () => undefined }),
  });
  const page = createScriptedSocket();
  desk.receive(page.socket);
  return { ...page, scheduler, granted, desk, introduction: { data: JSON.stringify({ token: token.text }) } };
}

describe('createConnectionDesk', () => {
  it('closes on a page that keeps silent', () => {
    const { scheduler, closed } = openDesk();
    scheduler.advance(TOKEN_PATIENCE_MS);
    expect(closed).toEqual([CloseCode.token]);
  });

  it('gives a page with the token an engine that knows what is served', () => {
    const { scheduler, closed, emit, sent, granted, introduction } = openDesk();
    emit('message', introduction);
    scheduler.advance(TOKEN_PATIENCE_MS);
    expect(sent).toHaveLength(1);
    expect(granted).toEqual([{ file: 'root', resource: { path: '/data' } }]);
    expect(closed).toEqual([]);
  });

  it('does not listen to a page once it was turned away', () => {
    const { emit, sent, closed, introduction } = openDesk();
    emit('message', { data: '{"token":""}' });
    emit('message', introduction);
    expect(closed).toEqual([CloseCode.token]);
    expect(sent).toEqual([]);
  });

  it('tells every page when the server stops', () => {
    const { emit, closed, desk, introduction } = openDesk();
    emit('message', introduction);
    desk.close();
    expect(closed).toEqual([CloseCode.goingAway]);
  });
});
