import { Download, Search } from 'lucide-react';
import { useMemo, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { ChangedValue, ComparisonOverview } from '../../shared/comparison.ts';
import { useActions } from '../store/appContext.ts';
import { useQuestion } from '../store/useQuestion.ts';
import { useViewCommands } from '../store/useViewCommands.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { formatCount, formatCounted } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { Toolbar, ToolbarCount } from '../ui/Toolbar.tsx';
import { Button } from '../ui/Button.tsx';
import type { Pair } from './pair.ts';
import { filterValues } from './filterValues.ts';
import { ValuesTable } from './ValuesTable.tsx';
import styles from './ValuesView.module.css';

export interface ValuesViewProps {
  readonly pair: Pair;
  readonly overview: ComparisonOverview;
  readonly toolbar: ReactNode;
  readonly onSave: () => void;
}

/** What differs between two files and is no tensor: counters, hyper-parameters, versions. */
export function ValuesView({ pair, overview, toolbar, onSave }: ValuesViewProps): ReactElement {
  const actions = useActions();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const answer = useQuestion(`${pair.key}|values`, () => pair.engine.comparedValues(pair.comparison));
  const all = answer.value;
  const shown = useMemo(() => (all ? filterValues(all.values, text) : []), [all, text]);
  const commands = useMemo(
    () => [{ id: 'find', title: 'Filter the values', chord: '/', run: () => field.current?.select() }],
    [],
  );
  useViewCommands(commands);
  return (
    <section className={styles.table} aria-label="Values">
      {toolbar}
      <Toolbar label="Comparison">
        <TextField
          ref={field}
          label="Filter names and values"
          placeholder="Filter names, values"
          className={styles.field}
          value={text}
          icon={<Icon of={Search} />}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || text === '') return;
            event.preventDefault();
            setText('');
          }}
        />
        <ToolbarCount>{all && describeCount(shown, all.values.length, all.more)}</ToolbarCount>
        <IconButton label="Save as diff.json" icon={<Icon of={Download} />} onClick={onSave} />
      </Toolbar>
      {answer.error && (
        <ErrorPanel error={answer.error} subject={pair.right.name} onCopy={(copied) => actions().copyText(copied)} />
      )}
      {all && shown.length > 0 && <ValuesTable values={shown} overview={overview} />}
      {all && shown.length === 0 && (
        <EmptyState
          icon={<Icon of={Search} size={32} />}
          title={text === '' ? 'Every value is the same in both files' : 'Nothing matches'}
          text={text === '' ? 'Only tensors differ.' : text}
          actions={text !== '' && <Button onClick={() => setText('')}>Clear filter</Button>}
        />
      )}
    </section>
  );
}

function describeCount(shown: readonly ChangedValue[], total: number, more: number): string {
  const rest = more > 0 ? `, ${formatCount(more)} more are not listed` : '';
  const all = formatCounted(total, 'value');
  return (shown.length === total ? `${all} differ` : `${formatCount(shown.length)} of ${all}`) + rest;
}
