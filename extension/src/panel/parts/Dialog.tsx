import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { say } from '../words.js';
import { Button } from './Button.js';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog, wider than the panel could show it; Esc closes it, and the focus returns to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  // The viewer takes Esc for a hotkey of its own, and the browser then leaves the dialog open.
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    dialog.current?.close();
  }

  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onKeyDown={closeOnEscape}
      className="mp-dialog bg-muted text-foreground"
    >
      <div className="mp-dialog-bar bg-popover">
        <h2 className="text-[13px] font-semibold">{title}</h2>
        <Button variant="ghost" onClick={() => dialog.current?.close()}>
          {say('model.close')}
        </Button>
      </div>
      {children}
    </dialog>
  );
}
