import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { ChevronIcon } from './icons.js';

interface SectionProps {
  readonly title: string;
  /** Closed sections draw their content when they are first opened. */
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A headed, collapsible part of the panel, built and styled like OHIF's `PanelSection`. */
export function Section({ title, startsOpen = true, children }: SectionProps) {
  const [shown, setShown] = useState<'open' | 'closed' | 'never'>(startsOpen ? 'open' : 'never');
  const open = shown === 'open';
  const id = useId();
  return (
    <section className="flex-shrink-0" aria-labelledby={`${id}-title`}>
      <h3 className="flex">
        <button
          type="button"
          id={`${id}-title`}
          aria-expanded={open}
          aria-controls={`${id}-content`}
          onClick={() => setShown(open ? 'closed' : 'open')}
          className="mp-focus bg-popover hover:bg-accent text-muted-foreground my-0.5 flex h-7 w-full items-center justify-between rounded py-2 pr-1 pl-2.5 text-[13px] font-medium"
        >
          {title}
          <ChevronIcon up={open} />
        </button>
      </h3>
      <div id={`${id}-content`} hidden={!open}>
        {shown !== 'never' && <div className="mp-section-content">{children}</div>}
      </div>
    </section>
  );
}
