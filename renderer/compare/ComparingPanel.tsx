import { CircleSlash2 } from 'lucide-react';
import { useMemo, type ReactElement } from 'react';
import { RunningPanel } from '../app/RunningPanel.tsx';
import { describePace } from '../statistics/describeStatistics.ts';
import { useActions } from '../store/appContext.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { Comparing } from './useComparison.ts';

export interface ComparingPanelProps {
  readonly comparing: Comparing;
  /** Both files' names, for copied details. */
  readonly subject: string;
}

/** What stands in place of a comparison: how far it is, or why there is none. */
export function ComparingPanel({ comparing, subject }: ComparingPanelProps): ReactElement | undefined {
  const actions = useActions();
  const { error } = comparing;
  if (error === undefined) return <Running comparing={comparing} />;
  if (error.code === 'cancelled') {
    return (
      <EmptyState
        icon={<Icon of={CircleSlash2} size={32} />}
        title="Comparing was cancelled"
        text={subject}
        actions={<Button onClick={comparing.start}>Compare again</Button>}
      />
    );
  }
  return (
    <ErrorPanel
      error={error}
      subject={subject}
      onCopy={(text) => actions().copyText(text)}
      actions={<Button onClick={comparing.start}>Try again</Button>}
    />
  );
}

const WHAT = 'Comparing';

function Running({ comparing }: { readonly comparing: Comparing }): ReactElement {
  const { progress, cancel, elapsed } = comparing;
  const commands = useMemo(
    () => [{ id: 'cancel-comparing', title: 'Cancel comparing', chord: 'Escape', run: cancel }],
    [cancel],
  );
  useViewCommands(commands);
  return (
    <RunningPanel
      what={progress?.what ?? WHAT}
      name={WHAT}
      progress={progress}
      figures={progress && describePace(progress, elapsed)}
      onCancel={cancel}
    />
  );
}
