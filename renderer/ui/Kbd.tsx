import type { ReactElement } from 'react';
import { formatChord } from './keyChord.ts';
import styles from './Kbd.module.css';

/** A key or chord as it stands on this machine's keyboard: `Mod+K` shows as Ctrl K, or as ⌘ K on a Mac. */
export function Kbd({ chord }: { readonly chord: string }): ReactElement {
  return <kbd className={styles.key}>{formatChord(chord)}</kbd>;
}
