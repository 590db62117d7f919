import {
  levelOf,
  wordsOfWarning,
  type Warning,
  type WarningLevel,
} from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { Notice } from './Notice.js';

const KINDS = { note: 'info', caution: 'warning', withhold: 'error' } as const satisfies Record<
  WarningLevel,
  string
>;

/** Warnings beside what they limit; their level shows in the sign before them. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
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
