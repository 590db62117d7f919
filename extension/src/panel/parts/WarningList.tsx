import { wordsOfWarning, type Warning } from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { Notice } from './Notice.js';

/** Warnings beside what they limit. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
  const catalogue = useCatalogue();
  if (warnings.length === 0) return null;
  return (
    <ul className="mp-warnings">
      {warnings.map((warning) => (
        <li key={warning.code}>
          <Notice kind="warning" text={wordsOfWarning(warning, catalogue)} />
        </li>
      ))}
    </ul>
  );
}
