import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { say } from '../words.js';
import { Button } from './Button.js';

interface DialogProps {
  readonly title: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog over the whole viewer; closed, the focus goes back to where it was. */
export function Dialog({ title, className = '', onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  // The viewer has hotkeys for what is typed here, and keeps Escape from the browser.
  function keepKeys(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    dialog.current?.close();
  }

  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onKeyDown={keepKeys}
      className={`mp-dialog bg-muted text-foreground ${className}`}
    >
      <div className="mp-dialog-bar bg-popover">
        <h2 className="text-[13px] font-semibold">{title}</h2>
        <Button variant="ghost" onClick={() => dialog.current?.close()}>
          {say('dialog.close')}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
