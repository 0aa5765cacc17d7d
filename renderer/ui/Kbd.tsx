import type { ReactElement } from 'react';
import styles from './Kbd.module.css';
import { formatChord } from './keyChord.ts';

/** A key or chord as it stands on this machine's keyboard: `Mod+K` shows as Ctrl K, or as ⌘ K on a Mac. */
export function Kbd({ chord }: { readonly chord: string }): ReactElement {
  return <kbd className={styles.key}>{formatChord(chord)}</kbd>;
}
