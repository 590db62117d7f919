import {
  levelOf,
  wordsOfWarning,
  type Warning,
  type WarningLevel,
} from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { say } from '../words.js';
import { Notice } from './Notice.js';

const KINDS = { note: 'info', caution: 'warning', withhold: 'error' } as const satisfies Record<
  WarningLevel,
  string
>;

/** So many warnings stand open, whatever their level. */
const OPEN = 2;

/** Warnings beside what they limit, the gravest first; of many, mere notes are folded away. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
  const grave = warnings.filter((warning) => levelOf(warning) !== 'note');
  const byLevel = [
    ...grave.filter((warning) => levelOf(warning) === 'withhold'),
    ...grave.filter((warning) => levelOf(warning) === 'caution'),
  ];
  const notes = warnings.filter((warning) => !grave.includes(warning));
  if (warnings.length <= OPEN) return <Warnings warnings={[...byLevel, ...notes]} />;
  return (
    <>
      <Warnings warnings={byLevel} />
      {notes.length > 0 && (
        <details className="mp-details text-sm">
          <summary className="text-muted-foreground">
            {say('warnings.notes', { count: notes.length })}
          </summary>
          <Warnings warnings={notes} />
        </details>
      )}
    </>
  );
}

function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const catalogue = useCatalogue();
  if (warnings.length === 0) return null;
  return (
    <ul className="mp-warnings">
      {warnings.map((warning) => (
        <li key={warning.message}>
          <Notice kind={KINDS[levelOf(warning)]} text={wordsOfWarning(warning, catalogue)} />
        </li>
      ))}
    </ul>
  );
}
