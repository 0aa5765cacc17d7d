/** Margin in pixels that a popover keeps from its anchor and from the window's edges. */
const GAP = 4;

/** Puts an open popover below its anchor, or above where there is no room, and keeps it inside the window. */
export function placePopover(popover: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = popover;
  const left = Math.max(GAP, Math.min(anchor.left, window.innerWidth - width - GAP));
  const below = anchor.bottom + GAP;
  const fits = below + height + GAP <= window.innerHeight;
  popover.style.left = `${left}px`;
  popover.style.top = `${fits ? below : Math.max(GAP, anchor.top - height - GAP)}px`;
}
