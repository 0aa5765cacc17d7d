import { Copy } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { showLabel } from '../grid/showLabel.ts';
import { useActions } from '../store/appContext.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { joinClasses } from '../ui/joinClasses.ts';
import styles from './DetailHeader.module.css';
import { NamePath } from './NamePath.tsx';

export interface DetailHeaderProps {
  readonly name: string;
  /** The end of the name that is the title. Absent: what follows its last dot. */
  readonly leaf?: string;
  /** Stands before the title. */
  readonly lead?: ReactNode;
  /** What it is. Chips without room on the line are left out, or wrap. */
  readonly chips: ReactNode;
  readonly wraps?: boolean;
  /** Stands behind the chips, before the buttons. */
  readonly state?: ReactNode;
  /** Buttons behind the one that copies the name. */
  readonly buttons?: ReactNode;
  /** Stands below the whole name. */
  readonly children?: ReactNode;
}

/** The name of what details are about, what it is, and what can be done with it. */
export function DetailHeader(props: DetailHeaderProps): ReactElement {
  const { name, leaf = name.slice(name.lastIndexOf('.') + 1) } = props;
  const actions = useActions();
  const title = showLabel(leaf);
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        {props.lead}
        <h2 className={styles.title} title={title}>
          {title}
        </h2>
        <span className={joinClasses(styles.chips, props.wraps !== true && styles.single)}>{props.chips}</span>
        {props.state}
        <IconButton
          label="Copy the name"
          size="small"
          icon={<Icon of={Copy} />}
          onClick={() => actions().copyText(name)}
        />
        {props.buttons}
      </div>
      <NamePath name={name} leaf={leaf} />
      {props.children}
    </header>
  );
}
