import { Eye, EyeOff } from 'lucide-react';
import type { ReactElement } from 'react';
import type { SeriesViewProps } from '../app/viewProps.ts';
import { FilterChip } from '../ui/Chip.tsx';
import { Icon } from '../ui/Icon.tsx';

/** Whether new checkpoints appear by themselves; a click changes it. */
export function WatchChip({ watch }: { readonly watch: NonNullable<SeriesViewProps['watch']> }): ReactElement {
  const { active, set } = watch;
  return (
    <FilterChip
      label={active ? 'watching' : 'not watching'}
      icon={<Icon of={active ? Eye : EyeOff} size={13} />}
      active={active}
      title={active ? 'New checkpoints appear by themselves (W)' : 'Look for new checkpoints (W)'}
      onClick={() => set(!active)}
    />
  );
}
