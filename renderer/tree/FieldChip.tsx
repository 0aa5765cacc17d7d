import { Filter } from 'lucide-react';
import { useId, useRef, useState, type ReactElement } from 'react';
import { Button } from '../ui/Button.tsx';
import { FilterChip } from '../ui/Chip.tsx';
import { Icon } from '../ui/Icon.tsx';
import { placePopover } from '../ui/placePopover.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './FieldChip.module.css';

export interface FieldChipProps {
  readonly label: string;
  /** The condition that holds, for the chip; undefined without one. */
  readonly value: string | undefined;
  /** The condition as text to begin with when the field opens. */
  readonly text: string;
  readonly placeholder: string;
  readonly hint: string;
  /** What is shown while the text cannot be read. */
  readonly problem: string;
  /** Takes text over; answers false if it cannot be read. The empty text takes the condition away. */
  readonly onChange: (text: string) => boolean;
}

/** A filter chip that opens a field. The condition holds as soon as it can be read; Enter or Esc closes the field. */
export function FieldChip(props: FieldChipProps): ReactElement {
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState('');
  const [readable, setReadable] = useState(true);
  const change = (text: string): void => {
    setDraft(text);
    setReadable(props.onChange(text));
  };
  const open = (): void => {
    const chip = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
    if (popover.current && chip) placePopover(popover.current, chip.getBoundingClientRect());
    input.current?.select();
  };
  return (
    <>
      <FilterChip
        label={props.label}
        icon={<Icon of={Filter} size={12} className={styles.funnel} />}
        value={props.value}
        active={props.value !== undefined}
        popoverTarget={id}
        onClick={() => undefined}
      />
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={`Filter by ${props.label}`}
        className={styles.popover}
        onBeforeToggle={(event) => {
          if (event.newState !== 'open') return;
          setDraft(props.text);
          setReadable(true);
          requestAnimationFrame(open);
        }}
      >
        <div className={styles.line}>
          <TextField
            ref={input}
            label={`Filter by ${props.label}`}
            className={styles.field}
            value={draft}
            placeholder={props.placeholder}
            onChange={change}
            onKeyDown={(event) => {
              // Esc closes the popover; it must not clear the filter as well.
              if (event.key === 'Escape') event.stopPropagation();
              if (event.key !== 'Enter') return;
              // Focus goes back to the chip: the same key must not press it.
              event.preventDefault();
              popover.current?.hidePopover();
            }}
          />
          <Button tone="quiet" size="small" disabled={draft === ''} onClick={() => change('')}>
            Clear
          </Button>
        </div>
        <p className={readable ? styles.hint : styles.problem} role={readable ? undefined : 'alert'}>
          {readable ? props.hint : props.problem}
        </p>
      </div>
    </>
  );
}
