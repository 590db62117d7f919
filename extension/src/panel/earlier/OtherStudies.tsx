import { Suspense } from 'react';
import type { Prediction } from '@mutation-prediction/core';
import type { LesionCandidate, PriorRefusal, PriorReports } from '../../contract.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { missingPart, onDemand } from '../parts/onDemand.js';
import type { SameLesionActions } from '../state/sameLesionActions.js';
import type { ComparedPrior } from '../state/sameLesions.js';
import { say } from '../words.js';

interface OtherStudiesProps {
  readonly reports: PriorReports;
  readonly compared: readonly ComparedPrior[];
  readonly lesion: LesionCandidate | undefined;
  /** The current result of the chosen lesion. */
  readonly current: Prediction | undefined;
  readonly openedId: string | undefined;
  readonly actions: SameLesionActions;
  readonly onOpen: (id: string) => void;
}

/** The predictions of the patient's other studies, beside the chosen lesion where it is the same. */
export function OtherStudies(props: OtherStudiesProps) {
  const { reports, compared, lesion, current, openedId, actions, onOpen } = props;
  const { status, refused, error } = reports;
  return (
    <div>
      <h4 className="mp-prior-heading text-foreground text-sm">{say('prior.heading')}</h4>
      <div role="status">
        {status === 'searching' && (
          <p className="text-muted-foreground text-sm">{say('prior.searching')}</p>
        )}
        {status === 'ready' && compared.length === 0 && (
          <p className="text-muted-foreground text-sm">{say('prior.none')}</p>
        )}
        {compared.length > 0 && !lesion && (
          <p className="text-muted-foreground text-sm">{say('prior.noLesion')}</p>
        )}
      </div>
      {status === 'failed' && error && <ErrorNotice error={error} />}
      <Suspense fallback={null}>
        <ul>
          {compared.map((entry) => (
            <PriorRow
              key={entry.prior.id}
              entry={entry}
              lesion={lesion}
              current={current}
              opened={entry.prior.id === openedId}
              actions={actions}
              onOpen={() => onOpen(entry.prior.id)}
            />
          ))}
        </ul>
      </Suspense>
      {[...new Set(refused)].map((reason) => (
        <Notice key={reason} kind="warning" text={refusalWords(refused, reason)} />
      ))}
    </div>
  );
}

function refusalWords(refused: readonly PriorRefusal[], reason: PriorRefusal): string {
  const count = refused.filter((other) => other === reason).length;
  return say('prior.refused', { count, reason: say(`prior.refused.${reason}`) });
}

const MissingRow = missingPart('prior.missing');

/** Fetched with the first report of another study. */
const PriorRow = onDemand(
  async () => (await import(/* webpackChunkName: 'other-studies' */ './PriorRow.js')).PriorRow,
  () => (
    <li>
      <MissingRow />
    </li>
  ),
);
