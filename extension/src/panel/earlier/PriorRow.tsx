import { shortNameOf, type Prediction, type PriorMatch } from '@mutation-prediction/core';
import type { LesionCandidate } from '../../contract.js';
import { formatDate, formatMm, formatVolume } from '../format.js';
import { Button } from '../parts/Button.js';
import type { SameLesionActions } from '../state/sameLesionActions.js';
import type { ComparedPrior } from '../state/sameLesions.js';
import { probabilityText } from '../result/probabilityText.js';
import { say } from '../words.js';
import { ThenAndNow } from './ThenAndNow.js';

interface PriorRowProps {
  readonly entry: ComparedPrior;
  readonly lesion: LesionCandidate | undefined;
  readonly current: Prediction | undefined;
  readonly opened: boolean;
  readonly actions: SameLesionActions;
  readonly onOpen: () => void;
}

/** A lesion of another study: what it was, whether it is the chosen one, and how that has changed. */
export function PriorRow({ entry, lesion, current, opened, actions, onOpen }: PriorRowProps) {
  const { prior, match, isAnswered } = entry;
  const { prediction, studyDate, origin } = prior;
  const date = formatDate(studyDate);
  const isSame = match?.kind === 'same';
  return (
    <li className={`mp-prior ${opened ? 'bg-popover' : 'bg-muted'}`}>
      <div className="mp-prior-head">
        <div className="min-w-0">
          <p className="text-foreground text-sm">
            <time dateTime={studyDate}>{date}</time>
          </p>
          <p className="text-muted-foreground truncate text-xs">
            {prediction.lesion.label} · {prediction.model.name} {prediction.model.version}
          </p>
        </div>
        <Button
          variant="ghost"
          aria-label={say(opened ? 'prior.openedOf' : 'prior.openOf', {
            lesion: prediction.lesion.label,
            date,
          })}
          aria-pressed={opened}
          onClick={onOpen}
        >
          {say(opened ? 'earlier.opened' : 'earlier.open')}
        </Button>
      </div>
      {origin?.system === 'other' ? (
        <p className="text-foreground text-sm">{say('origin.other')}</p>
      ) : isSame && lesion ? (
        <ThenAndNow then={prediction} lesion={lesion} current={current} />
      ) : (
        <p className="text-muted-foreground text-sm">{thenWords(prediction)}</p>
      )}
      {match && (
        <SameLesion
          match={match}
          isAnswered={isAnswered}
          question={say('prior.questionOf', { lesion: prediction.lesion.label, date })}
          onYes={() => actions.isSameLesion(prediction)}
          onNo={() => actions.isNotSameLesion(prediction)}
        />
      )}
    </li>
  );
}

interface SameLesionProps {
  readonly match: PriorMatch;
  readonly isAnswered: boolean;
  readonly question: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** What is known of whether two lesions are one; what is not certain is asked. */
function SameLesion({ match, isAnswered, question, onYes, onNo }: SameLesionProps) {
  if (match.kind === 'apart') {
    return (
      <p className="mp-prior-answer text-muted-foreground text-sm">
        {say('prior.apart')}
        <Button variant="ghost" aria-label={`${question} ${say('prior.yes')}`} onClick={onYes}>
          {say('prior.isSame')}
        </Button>
      </p>
    );
  }
  if (match.kind === 'same') {
    return (
      <p className="mp-prior-answer text-muted-foreground text-sm">
        {say(isAnswered ? 'prior.answered' : 'prior.same')}
        {isAnswered && (
          <Button variant="ghost" onClick={onNo}>
            {say('prior.undo')}
          </Button>
        )}
      </p>
    );
  }
  return (
    <div className="text-sm" role="group" aria-label={question}>
      <div className="mp-prior-answer">
        <p className="text-foreground">{say('prior.question')}</p>
        <span className="mp-prior-buttons">
          <Button variant="ghost" onClick={onYes}>
            {say('prior.yes')}
          </Button>
          <Button variant="ghost" onClick={onNo}>
            {say('prior.no')}
          </Button>
        </span>
      </div>
      <p className="text-muted-foreground">
        {match.kind === 'near'
          ? say('prior.near', { distance: formatMm(match.distanceMm) })
          : say('prior.sameSide')}
      </p>
    </div>
  );
}

function thenWords({ targets, lesion }: Prediction): string {
  return [
    ...targets.map((target) => `${shortNameOf(target)} ${probabilityText(target)}`),
    formatMm(lesion.longestDiameterMm),
    formatVolume(lesion.volumeMm3),
  ].join(', ');
}
