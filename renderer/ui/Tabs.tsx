import { useRef, type KeyboardEvent, type ReactElement } from 'react';
import { joinClasses } from './joinClasses.ts';
import styles from './Tabs.module.css';

interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** The digit that selects the tab together with Alt. */
  readonly digit: number;
  /** Whether a line stands before it. */
  readonly separated?: boolean;
}

export interface TabsProps<Id extends string> {
  /** Accessible name of the row of tabs. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** Id of the panel that the tabs control. */
  readonly panel: string;
}

/** A row of tabs with their keys: one stop for Tab, arrows move and select. */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactElement {
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const now = props.tabs.findIndex((tab) => tab.id === props.selected);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.altKey) return;
    event.preventDefault();
    const next = props.tabs[(now + step + props.tabs.length) % props.tabs.length];
    if (next === undefined) return;
    props.onSelect(next.id);
    row.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <div ref={row} role="tablist" aria-label={props.label} className={styles.row}>
      {props.tabs.map((tab) => (
        <button
          key={tab.id}
          id={`tab-${tab.id}`}
          type="button"
          role="tab"
          aria-selected={tab.id === props.selected}
          aria-controls={props.panel}
          aria-keyshortcuts={`Alt+${tab.digit}`}
          title={`${tab.label} (Alt ${tab.digit})`}
          tabIndex={tab.id === props.selected ? 0 : -1}
          className={joinClasses(styles.tab, tab.separated === true && styles.separated)}
          onClick={() => props.onSelect(tab.id)}
          onKeyDown={move}
        >
          {tab.label}
          <span className={styles.digit} aria-hidden="true">
            {tab.digit}
          </span>
        </button>
      ))}
    </div>
  );
}
