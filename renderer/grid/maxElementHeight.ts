let measured: number | undefined;

/** The greatest height in pixels that this browser gives an element: about 33.5 million in Chromium, half of it in Firefox. */
export function maxElementHeight(): number {
  if (measured === undefined) {
    const probe = document.createElement('div');
    probe.style.cssText = 'position:absolute;visibility:hidden;width:1px;height:1e9px';
    document.body.append(probe);
    // Kept a little below the cap, for the header and the note below the rows.
    measured = probe.offsetHeight - 1000;
    probe.remove();
  }
  return measured;
}
