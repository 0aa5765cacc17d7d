import { ArrowLeftRight, ChevronDown } from 'lucide-react';
import type { ReactElement } from 'react';
import type { FileId } from '../../shared/engineApi.ts';
import { useActions, useApp } from '../store/appContext.ts';
import type { ComparisonSubject } from '../store/runState.ts';
import { countersOf, labelOf } from '../store/trainingOrder.ts';
import { formatTick } from '../ui/format/formatFigure.ts';
import { formatCount } from '../ui/format/formatCount.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import styles from './ComparePickers.module.css';
import { listPartners } from './listPartners.ts';
import { SideBadge } from './SideBadge.tsx';

export interface ComparePickersProps {
  readonly subject: ComparisonSubject;
  readonly onSwap: () => void;
}

/** Which two files are compared, and in which order. */
export function ComparePickers({ subject, onSwap }: ComparePickersProps): ReactElement {
  return (
    <div className={styles.pickers}>
      <SidePicker side="left" subject={subject} />
      <IconButton label="Swap A and B (X)" icon={<Icon of={ArrowLeftRight} size={15} />} onClick={onSwap} />
      <SidePicker side="right" subject={subject} />
    </div>
  );
}

interface SidePickerProps {
  readonly side: 'left' | 'right';
  readonly subject: ComparisonSubject;
}

function SidePicker({ side, subject }: SidePickerProps): ReactElement {
  const actions = useActions();
  const files = useApp((state) => state.files);
  const folders = useApp((state) => state.folders);
  const openFolders = useApp((state) => state.openFolders);
  const peeks = useApp((state) => state.peeks);
  const writing = useApp((state) => state.writing);
  const known = { files, folders, openFolders, peeks, writing };
  const chosen = subject[side];
  const letter = side === 'left' ? 'A' : 'B';
  const groups = listPartners(known, chosen).map(({ title, files: members }) => ({
    title,
    items: members.map((item) => ({
      id: item.file,
      label: item.label,
      disabled: item.file === chosen,
      ...(item.detail !== undefined && { detail: item.detail }),
      onChoose: () => actions().chooseSide(side, item.file),
    })),
  }));
  const label = chosen === undefined ? `Choose ${letter}` : labelOf(known, chosen);
  return (
    <Menu label={`Checkpoint ${letter}`} groups={groups}>
      {(trigger) => (
        <button type="button" className={styles.picker} aria-label={`${letter}: ${label}`} {...trigger}>
          <SideBadge side={letter} />
          <span className={styles.label}>{label}</span>
          {chosen !== undefined && <Counters side={side} file={chosen} />}
          <Icon of={ChevronDown} className={styles.chevron} />
        </button>
      )}
    </Menu>
  );
}

/** The step, and the learning rate once the comparison has told it. */
function Counters({ side, file }: { readonly side: 'left' | 'right'; readonly file: FileId }): ReactElement {
  const step = useApp((state) => countersOf(state, file).globalStep);
  const rate = useApp(({ compared }) =>
    compared?.comparison[side] === file ? compared.overview[side].learningRate : undefined,
  );
  return (
    <span className={styles.counters}>
      {step !== undefined && `step ${formatCount(step)}`}
      {rate !== undefined && ` lr ${formatTick(Number(rate.toPrecision(3)))}`}
    </span>
  );
}
