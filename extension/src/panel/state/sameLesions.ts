import type { Prediction, PriorMatch } from '@mutation-prediction/core';
import { byMatch, matchPriorLesion } from '@mutation-prediction/core';
import type { LesionCandidate, PriorPrediction } from '../../contract.js';
import type { PanelState, SameLesions } from './panelState.js';

export type SameLesionEvent =
  /** `answered` where a person said so; else the answer is taken back. */
  | {
      readonly type: 'lesion-tracked-as';
      readonly lesionId: string;
      readonly trackingUid: string;
      readonly answered: boolean;
    }
  | { readonly type: 'lesion-is-not'; readonly lesionId: string; readonly trackingUid: string };

/** A lesion of another study beside the chosen one. */
export interface ComparedPrior {
  readonly prior: PriorPrediction;
  /** Absent while no lesion is chosen. */
  readonly match?: PriorMatch;
  /** The user said that it is the same, and can take that back. */
  readonly isAnswered: boolean;
}

/**
 * The lesions of other studies as they relate to the chosen one, the likeliest first.
 *
 * @param trackingUid of the chosen lesion, where it has one
 */
export function comparedPriors(
  { snapshot, sameLesions }: PanelState,
  lesion: LesionCandidate | undefined,
  trackingUid: string | undefined,
): ComparedPrior[] {
  const { entries } = snapshot.prior;
  if (!lesion) return entries.map((prior) => ({ prior, isAnswered: false }));
  return entries
    .map((prior) => {
      const priorUid = prior.prediction.lesion.trackingUid;
      const declined = sameLesions.no.has(pairOf(lesion.id, priorUid));
      const match: PriorMatch = declined
        ? { kind: 'apart' }
        : matchPriorLesion({ ...lesion, trackingUid }, placeOf(prior.prediction));
      return { prior, match, isAnswered: sameLesions.yes.get(lesion.id) === priorUid };
    })
    .sort((a, b) => byMatch(a.match, b.match));
}

function placeOf({ lesion, inputs }: Prediction) {
  return { ...lesion, frameOfReferenceUid: inputs.image?.frameOfReferenceUid };
}

/** A result whose report is not built yet takes the new tracking UID over. */
export function answerSameLesion(state: PanelState, event: SameLesionEvent): PanelState {
  const { lesionId, trackingUid } = event;
  const { yes, no } = state.sameLesions;
  if (event.type === 'lesion-is-not') {
    return withAnswers(state, { yes, no: new Set(no).add(pairOf(lesionId, trackingUid)) });
  }
  const others = [...yes].filter(([id]) => id !== lesionId);
  const answers = event.answered ? [...others, [lesionId, trackingUid] as const] : others;
  const unsaid = [...no].filter((pair) => pair !== pairOf(lesionId, trackingUid));
  const answered = withAnswers(state, { yes: new Map(answers), no: new Set(unsaid) });

  const result = state.results.get(lesionId);
  if (!result || isReported(state, result.prediction)) return answered;
  const { prediction } = result;
  const tracked = { ...prediction, lesion: { ...prediction.lesion, trackingUid } };
  return {
    ...answered,
    results: new Map(state.results).set(lesionId, { ...result, prediction: tracked }),
  };
}

function isReported({ reports }: PanelState, { uid }: Prediction): boolean {
  return [...reports.values()].some(({ predictions }) =>
    predictions.some((reported) => reported.uid === uid),
  );
}

function withAnswers(state: PanelState, sameLesions: SameLesions): PanelState {
  return { ...state, sameLesions };
}

const pairOf = (lesionId: string, trackingUid: string) => `${lesionId} ${trackingUid}`;
