import { useId } from 'react';
import {
  MutationPredictionError,
  wordsOf,
  wordsOfFallback,
  type Catalogue,
} from '@mutation-prediction/core';
import { useCatalogue } from '../catalogue.js';
import { Select } from '../parts/Select.js';
import type { Where } from '../state/panelState.js';
import { say } from '../words.js';

interface PlaceRowProps {
  readonly where: Where;
  /** What the server is called. */
  readonly server: string;
  readonly onChoose: (choice: Where['choice']) => void;
}

const CHOICES = ['auto', 'here', 'server'] as const;

/** Where models run, why there, and what goes there. */
export function PlaceRow({ where, server, onChoose }: PlaceRowProps) {
  const id = useId();
  const catalogue = useCatalogue();
  return (
    <div className="mp-place">
      <label htmlFor={id} className="text-muted-foreground text-base">
        {say('place.label')}
      </label>
      <Select
        id={id}
        value={where.choice}
        describedBy={`${id}-why`}
        options={CHOICES.map((value) => ({ value, text: say(`place.${value}`, { server }) }))}
        onChange={(value) => onChoose(value as Where['choice'])}
      />
      <div id={`${id}-why`} className="mp-place-why text-muted-foreground text-sm">
        {where.choice === 'auto' && <p>{whyText(where, catalogue)}</p>}
        {where.at === 'server' && <p>{say('place.sent')}</p>}
      </div>
    </div>
  );
}

function whyText({ why }: Where, catalogue: Catalogue): string {
  if (!why) return say('place.deciding');
  if (why.place === 'server') {
    const reason =
      why.why instanceof MutationPredictionError
        ? wordsOf(why.why, catalogue).message
        : wordsOfFallback(why.why, catalogue);
    return say('place.why.server', { reason });
  }
  return 'error' in why
    ? say('place.why.serverAway', { problem: wordsOf(why.error, catalogue).message })
    : say('place.why.here');
}
