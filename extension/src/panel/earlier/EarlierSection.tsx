import type { ReactNode } from 'react';
import type { EarlierPrediction } from '../../contract.js';
import { Section } from '../parts/Section.js';
import { reportUidOf } from '../state/openedReports.js';
import { say } from '../words.js';
import { EarlierRow } from './EarlierRow.js';

interface EarlierSectionProps {
  readonly earlier: readonly EarlierPrediction[];
  readonly openedId: string | undefined;
  readonly onOpen: (id: string) => void;
  /** What the patient's other studies hold. */
  readonly children: ReactNode;
}

/** The stored predictions, newest first. */
export function EarlierSection({ earlier, openedId, onOpen, children }: EarlierSectionProps) {
  const newestFirst = [...earlier].sort((a, b) => b.contentDate.localeCompare(a.contentDate));
  const reports = new Map<string, EarlierPrediction[]>();
  for (const entry of newestFirst) {
    const uid = reportUidOf(entry);
    reports.set(uid, [...(reports.get(uid) ?? []), entry]);
  }
  return (
    <Section title={say('earlier.heading')}>
      {earlier.length === 0 && (
        <p className="text-muted-foreground text-sm">{say('earlier.none')}</p>
      )}
      <ul>
        {[...reports].map(([uid, entries]) => (
          <EarlierRow
            key={uid}
            entries={entries}
            opened={entries.some(({ id }) => id === openedId)}
            onOpen={() => onOpen(entries[0]!.id)}
          />
        ))}
      </ul>
      {children}
    </Section>
  );
}
