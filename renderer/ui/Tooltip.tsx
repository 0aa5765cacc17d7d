import { useId, useRef, type ReactElement, type ReactNode } from 'react';
import { placePopover } from './placePopover.ts';
import styles from './Tooltip.module.css';

export interface TooltipProps {
  readonly content: ReactNode;
  readonly children: ReactNode;
}

/** Text that shows while the pointer rests on its children or focus is inside. Plain words go into `title` instead. */
export function Tooltip({ content, children }: TooltipProps): ReactElement {
  const id = useId();
  const tip = useRef<HTMLDivElement>(null);
  const show = (anchor: Element): void => {
    tip.current?.showPopover();
    if (tip.current !== null) placePopover(tip.current, anchor.getBoundingClientRect());
  };
  const hide = (): void => tip.current?.hidePopover();
  return (
    <span
      className={styles.anchor}
      aria-describedby={id}
      onPointerEnter={(event) => show(event.currentTarget)}
      onPointerLeave={hide}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={hide}
    >
      {children}
      <div ref={tip} id={id} role="tooltip" popover="manual" className={styles.tip}>
        {content}
      </div>
    </span>
  );
}
