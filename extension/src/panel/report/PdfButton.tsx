import { useState } from 'react';
import { Button } from '../parts/Button.js';
import { say } from '../words.js';

interface PdfButtonProps {
  /** Downloads it; rejects where it cannot be made. */
  readonly onDownload: () => Promise<void>;
}

/** Downloads the page to read and print, and says where that fails. */
export function PdfButton({ onDownload }: PdfButtonProps) {
  const [state, setState] = useState<'idle' | 'printing' | 'failed'>('idle');

  async function download() {
    setState('printing');
    try {
      await onDownload();
      setState('idle');
    } catch (error) {
      setState('failed');
      reportError(error);
    }
  }

  return (
    <Button
      variant="ghost"
      aria-disabled={state === 'printing'}
      title={say('report.pdfHint')}
      onClick={() => void download()}
    >
      <span aria-live="polite">{say(state === 'failed' ? 'report.pdfFailed' : 'report.pdf')}</span>
    </Button>
  );
}
