import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

export interface IconProps {
  readonly of: LucideIcon;
  /** Pixels; 14 in rows and buttons, 16 in bars. */
  readonly size?: number;
  readonly className?: string | undefined;
}

/** One of lucide's drawings, in the stroke weight of the text around it. It is decoration: the words beside it say the same. */
export function Icon({ of: Drawing, size = 14, className }: IconProps): ReactElement {
  return <Drawing size={size} strokeWidth={1.75} aria-hidden="true" className={className} focusable="false" />;
}
