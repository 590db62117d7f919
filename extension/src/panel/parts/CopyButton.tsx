import { useState } from 'react';
import { say } from '../words.js';
import { Button } from './Button.js';

interface CopyButtonProps {
  /** What the button says before it was pressed. */
  readonly label: string;
  /** Differs when something else would be copied: the button then says its label again. */
  readonly of: unknown;
  readonly text: () => string;
}

/** Puts plain text on the clipboard, and says whether the browser let it. */
export function CopyButton({ label, of, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<{ of: unknown; copied: boolean }>();

  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome({ of, copied: true });
    } catch {
      // Refused by the browser (no permission, insecure page); the button says so.
      setOutcome({ of, copied: false });
    }
  }

  const shown = outcome?.of === of ? outcome : undefined;
  return (
    <Button
      variant="ghost"
      onClick={() => void copy()}
      title={shown?.copied === false ? say('copy.failed') : undefined}
    >
      <span aria-live="polite">
        {shown === undefined ? label : say(shown.copied ? 'copy.copied' : 'copy.failed')}
      </span>
    </Button>
  );
}
