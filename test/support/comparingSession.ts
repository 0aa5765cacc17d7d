import { fileURLToPath } from 'node:url';
import { createFileResources } from '../../engine/node/fileResources.ts';
import { yieldNow } from '../../engine/node/yieldNow.ts';
import { createSession, type SessionParts } from '../../engine/session/createSession.ts';
import type { ComparisonRef } from '../../shared/comparison.ts';
import type { EngineApi } from '../../shared/engineApi.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A session on this thread that may read all of the repository; ids are `root/` and a path in it. */
export function createTestSession(parts: Partial<SessionParts> = {}): EngineApi {
  const resources = createFileResources();
  resources.grant({ file: 'root', resource: { path: ROOT } });
  return createSession({ resources, clock: () => performance.now(), yieldNow, ...parts });
}

/** Opens two files, by their paths in the repository. */
export async function openPair(engine: EngineApi, left: string, right: string, align = false): Promise<ComparisonRef> {
  const ref = { left: `root/${left}`, right: `root/${right}`, align };
  await engine.open({ file: ref.left });
  await engine.open({ file: ref.right });
  return ref;
}
