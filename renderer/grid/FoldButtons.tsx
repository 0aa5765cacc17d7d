import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import type { ReactElement } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Unfolds or folds all rows. */
export function FoldButtons({ onFoldAll }: { readonly onFoldAll: (open: boolean) => void }): ReactElement {
  return (
    <>
      <IconButton label="Expand all" icon={<Icon of={ChevronsUpDown} />} onClick={() => onFoldAll(true)} />
      <IconButton label="Collapse all" icon={<Icon of={ChevronsDownUp} />} onClick={() => onFoldAll(false)} />
    </>
  );
}
