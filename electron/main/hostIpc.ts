import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { safeParse } from 'valibot';
import type { Reply } from '../../shared/hostBridge.ts';
import { type HostCallName, hostCallChannel } from '../../shared/hostCalls.ts';
import { InspectError, toErrorData } from '../../shared/inspectError.ts';
import { APP_ORIGIN } from './appProtocol.ts';
import type { HostAnswers } from './hostAnswers.ts';
import type { WindowSession } from './windowSession.ts';

/** Finds the window of a web contents' number. */
type FindSession = (contents: number) => WindowSession | undefined;

/** Answers the page's questions. */
export function serveHostCalls(answers: HostAnswers, findSession: FindSession): void {
  for (const name of Object.keys(answers)) if (isCall(name, answers)) serveCall(name, answers[name], findSession);
}

function serveCall<Name extends HostCallName>(
  name: Name,
  { params, answer }: HostAnswers[Name],
  findSession: FindSession,
): void {
  ipcMain.handle(hostCallChannel(name), async (event, ...sent): Promise<Reply<unknown>> => {
    try {
      const session = requireOwnPage(event, findSession(event.sender.id));
      const checked = safeParse(params, sent);
      if (checked.success) return { value: await answer(session, ...checked.output) };
      throw new InspectError({ code: 'usage', message: `${name} was asked with parameters of another kind.` });
    } catch (error) {
      return { error: toErrorData(error) };
    }
  });
}

function isCall(name: string, answers: HostAnswers): name is HostCallName {
  return Object.hasOwn(answers, name);
}

/** Only the main frame of one of our windows, showing our page, is answered. */
function requireOwnPage(event: IpcMainInvokeEvent, session: WindowSession | undefined): WindowSession {
  const frame = event.senderFrame;
  const own = frame !== null && frame === event.sender.mainFrame && frame.origin === APP_ORIGIN;
  if (session !== undefined && own) return session;
  throw new InspectError({ code: 'usage', message: 'This page may not ask the application anything.' });
}
