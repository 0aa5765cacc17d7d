import type { FoundNode } from '../../shared/engineApi.ts';
import { useApp } from '../store/appContext.ts';
import { fileOfSubject } from '../store/tabs.ts';
import { useQuestion } from '../store/useQuestion.ts';

/** Rows of the list that names of the file may take. */
const LIMIT = 12;

/** Names in the file on screen that match loosely; empty without a file, without text, and for `>` and `:` queries. */
export function useFoundNodes(text: string): readonly FoundNode[] {
  const file = useApp((state) => {
    const status = state.files.get(fileOfSubject(state, state.place.subject) ?? '')?.status;
    return status?.state === 'ready' ? status.file : undefined;
  });
  const query = /^\s*[>:]/.test(text) ? '' : text.trim();
  const key = file === undefined || query === '' ? undefined : `${file.id} ${file.generation} ${query}`;
  const answer = useQuestion<readonly FoundNode[]>(key, async () =>
    file === undefined ? [] : file.engine.findNodes({ file: file.id, text: query, limit: LIMIT }),
  );
  return answer.value ?? NONE;
}

const NONE: readonly FoundNode[] = [];
