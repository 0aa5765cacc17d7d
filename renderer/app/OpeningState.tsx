import { CircleSlash2, Hourglass } from 'lucide-react';
import type { ReactElement } from 'react';
import { useActions, useApp } from '../store/appContext.ts';
import type { FileRecord } from '../store/appState.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { formatBytes } from '../ui/format/formatBytes.ts';
import { Icon } from '../ui/Icon.tsx';
import { folderOf } from '../store/trainingOrder.ts';
import { LoadingPanel } from './LoadingPanel.tsx';

/** What stands in the place of a view as long as its file is not open: progress, or why there is nothing to see. */
export function OpeningState({ record }: { readonly record: FileRecord }): ReactElement | undefined {
  const actions = useActions();
  const { status, grant } = record;
  const isWritten = useApp((state) => state.writing.has(grant.file));
  if (status.state === 'idle' || status.state === 'ready') return undefined;
  if (status.state === 'opening') {
    const cancel = (): void => actions().cancelOpen(grant.file);
    return <LoadingPanel name={grant.name} progress={status.progress} onCancel={cancel} />;
  }
  if (status.error.code === 'cancelled') {
    return (
      <EmptyState
        icon={<Icon of={CircleSlash2} size={32} />}
        title="Opening was cancelled"
        text={grant.name}
        actions={<Button onClick={() => actions().reloadFile(grant.file)}>Open again</Button>}
      />
    );
  }
  if (isWritten) return <BeingWritten record={record} />;
  return (
    <ErrorPanel
      error={status.error}
      subject={grant.name}
      onCopy={(text) => actions().copyText(text)}
      actions={
        <>
          <Button onClick={() => actions().reloadFile(grant.file)}>Try again</Button>
          <Button onClick={() => actions().pick('file')}>Open another…</Button>
        </>
      }
    />
  );
}

/** A checkpoint that something is still writing: no error, and nothing to do but wait. */
function BeingWritten({ record }: { readonly record: FileRecord }): ReactElement {
  const actions = useActions();
  const { grant } = record;
  const entry = useApp((state) => {
    const folder = folderOf(state, grant.file);
    return folder === undefined
      ? undefined
      : state.folders.get(folder)?.entries.find(({ file }) => file === grant.file);
  });
  const soFar = entry === undefined ? undefined : `${formatBytes(entry.bytes)} so far. `;
  return (
    <EmptyState
      icon={<Icon of={Hourglass} size={32} />}
      title={`${grant.name} is being written`}
      text={`${soFar ?? ''}It opens by itself when it is whole.`}
      actions={<Button onClick={() => actions().reloadFile(grant.file)}>Try now</Button>}
    />
  );
}
