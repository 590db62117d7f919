/** What viewer and command line both decide: which CT, which lesion. */
export {
  chooseCt,
  CHOSEN_BY_USER,
  type ChosenCt,
  type CtCandidate,
  type CtCandidates,
  type CtChoiceOptions,
  type CtPlace,
  type CtReason,
  type CtReference,
  describedCt,
  type DrawnOn,
  eligibleCts,
  listedCts,
  otherCtWarnings,
  wordsOfCtReason,
} from './chooseCt.js';
export {
  lesionLabel,
  lesionReference,
  type LesionSegment,
  lesionSource,
  segmentLabel,
  statedTrackingUid,
} from './lesionSource.js';
export {
  type ContoursOfPatient,
  type CtOfPatient,
  type OnePatientOptions,
  requireOnePatient,
} from './onePatient.js';
