import { CircleSlash2, Layers, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, type ReactElement } from 'react';
import type { SeriesViewProps } from '../app/viewProps.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { Command } from '../store/appState.ts';
import type { SeriesReading } from '../store/seriesState.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { ReadingBar } from './ReadingBar.tsx';
import { SeriesBoard } from './SeriesBoard.tsx';
import styles from './SeriesView.module.css';
import { UnreadableBar } from './UnreadableBar.tsx';
import { WatchChip } from './WatchChip.tsx';

/** All checkpoints of a folder as one series: where they are along the run, what changed between them, what stands out. */
export function SeriesView(props: SeriesViewProps): ReactElement | undefined {
  const { id, engine, files } = props;
  const actions = useActions();
  const reading = useApp((state) => state.seriesReadings.get(id));
  const ids = useMemo(() => files.map(({ file }) => file), [files]);
  const question = useMemo(() => ({ id, engine, files: ids }), [id, engine, ids]);
  const asked = useRef<typeof question>(undefined);
  useEffect(() => {
    const { current } = asked;
    asked.current = question;
    if (question.files.length === 0) return;
    // Another list while the view is open stands for other content, even if the names are the same.
    if (current !== undefined && current !== question) actions().readSeriesAgain(question);
    else actions().followSeries(question);
  }, [actions, question]);
  const isReading = reading?.state === 'reading';
  const cancel = useCallback((): void => actions().cancelSeries(id), [actions, id]);
  // Esc cancels wherever the keyboard is, unless something there has another use for it.
  const commands = useMemo<readonly Command[]>(
    () => (isReading ? [{ id: 'series-cancel', title: 'Stop reading the series', chord: 'Escape', run: cancel }] : []),
    [isReading, cancel],
  );
  useViewCommands(commands);
  const readAgain = (): void => actions().readSeriesAgain(question);
  if (files.length === 0) return <NoCheckpoints {...props} />;
  if (reading === undefined) return undefined;
  const { overview } = reading;
  return (
    <div className={styles.view}>
      {isReading && <ReadingBar reading={reading} onCancel={cancel} />}
      {overview !== undefined && <Outcome reading={reading} onAgain={readAgain} />}
      {overview !== undefined && <UnreadableBar unreadable={overview.unreadable} />}
      {overview !== undefined ? (
        <SeriesBoard {...props} overview={overview} onAgain={readAgain} />
      ) : (
        <WithoutOverview {...props} reading={reading} onAgain={readAgain} />
      )}
    </div>
  );
}

interface OutcomeProps {
  readonly reading: SeriesReading;
  readonly onAgain: () => void;
}

/** Why the newest question has no answer, above what an earlier one answered. */
function Outcome({ reading, onAgain }: OutcomeProps): ReactElement | undefined {
  if (reading.state !== 'cancelled' && reading.state !== 'failed') return undefined;
  return (
    <p role="status" className={styles.outcome}>
      <span className={styles.words}>
        {reading.state === 'cancelled'
          ? 'Reading was cancelled: the table shows what was read before.'
          : `The series could not be read anew: ${reading.error?.message ?? ''}`}
      </span>
      <Button size="small" icon={<Icon of={RefreshCw} />} onClick={onAgain}>
        Read again
      </Button>
    </p>
  );
}

function WithoutOverview({ reading, title, onAgain }: SeriesViewProps & OutcomeProps): ReactElement | undefined {
  const actions = useActions();
  if (reading.state === 'failed' && reading.error) {
    return (
      <ErrorPanel
        error={reading.error}
        subject={title}
        onCopy={(text) => actions().copyText(text)}
        actions={<Button onClick={onAgain}>Try again</Button>}
      />
    );
  }
  if (reading.state !== 'cancelled') return undefined;
  return (
    <EmptyState
      icon={<Icon of={CircleSlash2} size={32} />}
      title="Reading was cancelled"
      text="What was finished is kept: reading on starts where it stopped."
      actions={<Button onClick={onAgain}>Read on</Button>}
    />
  );
}

function NoCheckpoints({ title, writing, watch }: SeriesViewProps): ReactElement {
  const text =
    writing.length > 0
      ? `${formatCounted(writing.length, 'checkpoint')} ${writing.length === 1 ? 'is' : 'are'} being written; the series begins when one is whole.`
      : 'A series follows .ckpt, .pt, .pth, .bin, .pkl and .safetensors files of one folder.';
  return (
    <EmptyState
      icon={<Icon of={Layers} size={32} />}
      title={`No checkpoints in ${title}`}
      text={text}
      actions={watch && <WatchChip watch={watch} />}
    />
  );
}
