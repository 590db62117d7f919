import { levelOf, wordsOfWarning, type Warning } from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { ErrorIcon, InfoIcon, WarningIcon } from '../parts/icons.js';
import { say } from '../words.js';

/** How many warnings a result has, under the sign of the gravest; their words to whoever asks. */
export function NotesCell({ warnings }: { readonly warnings: readonly Warning[] }) {
  const catalogue = useCatalogue();
  if (warnings.length === 0) return null;
  const levels = warnings.map(levelOf);
  const Icon = levels.includes('withhold')
    ? ErrorIcon
    : levels.includes('caution')
      ? WarningIcon
      : InfoIcon;
  const notes = warnings.map((warning) => wordsOfWarning(warning, catalogue));
  const text = say('overview.noteList', { count: notes.length, notes: notes.join(' ') });
  return (
    <span className="mp-lesions-notes" title={notes.join('\n')}>
      <Icon />
      <span aria-hidden="true">{notes.length}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
