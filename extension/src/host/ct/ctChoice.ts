import { MutationPredictionError } from '@mutation-prediction/core';
import type { CtChoice } from '../../contract.js';

/** What decides whether a CT series fits a segmentation, and how well. */
export interface CtCandidate {
  readonly choice: CtChoice;
  readonly frameOfReferenceUid: string;
  readonly sliceSpacingMm: number;
}

/** What a segmentation says about the CT it belongs to. */
export interface CtReference {
  /** Names the segmentation in errors, e.g. `SEG "GTV-1"`. */
  readonly name: string;
  readonly seriesInstanceUid?: string | undefined;
  readonly frameOfReferenceUid?: string | undefined;
}

/** The CT series of a study: those that can be read, and why the others cannot. */
export interface StudyCts<Candidate extends CtCandidate> {
  readonly usable: readonly Candidate[];
  readonly refused: readonly {
    readonly seriesInstanceUid: string;
    readonly error: MutationPredictionError;
  }[];
}

/** The reason for a CT that the user asked for. */
export const CHOSEN_BY_USER = 'chosen by you';

export interface ChosenCt<Candidate extends CtCandidate> {
  readonly ct: Candidate;
  /** Why this one, for people. */
  readonly reason: string;
  readonly alternatives: readonly CtChoice[];
}

/**
 * Chooses the CT to read a segmentation on: the user's choice; else the series it was drawn on; else
 * of the series with its frame of reference the thinnest.
 *
 * @param preferred Display Set Instance UID the user asked for
 * @throws `no-ct`, `other-frame-of-reference`, or why the series it was drawn on cannot be read
 */
export function chooseCt<Candidate extends CtCandidate>(
  reference: CtReference,
  { usable, refused }: StudyCts<Candidate>,
  preferred?: string,
): ChosenCt<Candidate> {
  const drawnOn = usable.find(
    ({ choice }) => choice.seriesInstanceUid === reference.seriesInstanceUid,
  );
  const frameOfReference = reference.frameOfReferenceUid ?? drawnOn?.frameOfReferenceUid;
  const fitting = usable
    .filter((candidate) => candidate.frameOfReferenceUid === frameOfReference)
    .toSorted((a, b) => a.sliceSpacingMm - b.sliceSpacingMm);
  const thinnest = fitting[0];
  if (!thinnest) {
    const drawnOnRefused = refused.find(
      ({ seriesInstanceUid }) => seriesInstanceUid === reference.seriesInstanceUid,
    );
    throw drawnOnRefused?.error ?? noFittingCt(reference, usable.length > 0);
  }

  const asked = fitting.find(({ choice }) => choice.displaySetInstanceUid === preferred);
  const drawnOnFitting = drawnOn && fitting.includes(drawnOn) ? drawnOn : undefined;
  const ct = asked ?? drawnOnFitting ?? thinnest;
  const reason = asked
    ? CHOSEN_BY_USER
    : drawnOnFitting
      ? 'the series it was drawn on'
      : fitting.length === 1
        ? 'the only CT with its frame of reference'
        : `the thinnest slices (${thinnest.sliceSpacingMm.toFixed(2)} mm) of the CT series with its frame of reference`;
  return {
    ct,
    reason,
    alternatives: fitting.filter((other) => other !== ct).map(({ choice }) => choice),
  };
}

function noFittingCt({ name }: CtReference, hasCt: boolean): MutationPredictionError {
  return hasCt
    ? new MutationPredictionError('other-frame-of-reference.than-ct', { segmentation: name })
    : new MutationPredictionError('no-ct.none-readable');
}
