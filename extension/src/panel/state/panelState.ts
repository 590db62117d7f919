import type {
  ActivationMaps,
  ClinicalInputs,
  LesionViews,
  MutationPredictionError,
  PredictedTarget,
  Prediction,
  SeenImages,
  Stage,
  ViewReading,
} from '@mutation-prediction/core';
import type {
  BetterPlace,
  Explanation,
  ModelEntry,
  ModelServer,
  Place,
  ReportDocument,
  RunsOn,
  StudySnapshot,
} from '../../contract.js';
import type { ClinicalEdits } from './clinicalForm.js';
import type { FeaturesState } from './featuresState.js';
import { initialFeatures } from './featuresState.js';
import type { ImagesState } from './imagesState.js';
import { initialImages } from './imagesState.js';
import type { LesionKey } from './lesions.js';

/** Everything a prediction depends on. */
export interface RunKey extends LesionKey {
  readonly clinical: ClinicalInputs;
  readonly modelId: string;
  readonly modelDigest: string;
}

export interface LesionResult {
  readonly key: RunKey;
  readonly prediction: Prediction;
  /** Absent for a model that looks at no views. */
  readonly views?: LesionViews;
  /** What else of the CT it saw. */
  readonly images?: readonly SeenImages[];
  /** Where it looked; absent for a model that does not tell. */
  readonly activationMaps?: readonly ActivationMaps[];
  /** What the result goes by, where a user asked for it. */
  readonly contributions?: ContributionsState;
}

/** A prediction, with what its network saw and where it looked: of a run here, or as it was stored. */
export type ExplainedResult = Pick<
  LesionResult,
  'prediction' | 'views' | 'images' | 'activationMaps'
>;

/** The same prediction again, with what each group of inputs contributes. */
export type ContributionsState =
  | { readonly status: 'running' }
  | { readonly status: 'failed'; readonly error: MutationPredictionError }
  | { readonly status: 'told'; readonly targets: readonly PredictedTarget[] };

/** Where the network of a stored prediction looked. */
export type StoredExplanation =
  | { readonly status: 'reading' }
  | { readonly status: 'failed'; readonly error: MutationPredictionError }
  | { readonly status: 'read'; readonly explanation: Explanation };

/** Which lesion of how many, from 1. */
export interface PlaceInAll {
  readonly place: number;
  readonly total: number;
}

/** A run that brought no result. */
export interface FailedRun {
  readonly key: RunKey;
  readonly error: MutationPredictionError;
}

/** The stages of the model host, after the viewer's own reading of the voxels. */
export type RunStage = 'prepare' | Stage;

export type RunState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly key: RunKey;
      readonly lesionLabel: string;
      readonly at: Place;
      readonly stage: RunStage;
      readonly loaded?: number;
      readonly total?: number;
      /** Of a download. */
      readonly secondsLeft?: number;
      /** What the views read so far say, each alone. */
      readonly views?: readonly ViewReading[];
      /** In the server's queue, from 1. */
      readonly place?: number;
      /** Which one it is, of several that follow each other. */
      readonly inAll?: PlaceInAll;
    }
  | { readonly status: 'cancelled'; readonly inAll?: PlaceInAll }
  | { readonly status: 'failed'; readonly at: Place; readonly error: MutationPredictionError };

/** Where models run. */
export interface Where {
  /** What the user, or the site, chose. */
  readonly choice: ModelServer['place'];
  /** Where that is; absent while `auto` is being decided. */
  readonly at?: Place;
  /** Why `auto` came to it. */
  readonly why?: BetterPlace;
}

export type Models =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: MutationPredictionError }
  | {
      readonly status: 'ready';
      readonly entries: readonly ModelEntry[];
      readonly failures: readonly MutationPredictionError[];
      /** The first one, which is taken where nobody chooses, is among the failures. */
      readonly lacksFirst?: boolean;
    };

/**
 * A report on its way to the archive. Once its document is built it is kept until it has been stored,
 * downloaded or knowingly discarded, whatever else happens in the panel.
 */
export interface ReportEntry {
  /** One for each lesion. */
  readonly predictions: readonly Prediction[];
  readonly studyInstanceUid: string;
  readonly status: 'building' | 'kept' | 'storing' | 'stored' | 'failed';
  readonly document?: ReportDocument;
  /** Why building or storing failed; only with `failed`. */
  readonly error?: MutationPredictionError | undefined;
  readonly downloaded: boolean;
}

/** The same for the same predictions. */
export function reportId(predictions: readonly Prediction[]): string {
  return predictions.map(({ uid }) => uid).join(' ');
}

/** What the user answered to "Same lesion?". */
export interface SameLesions {
  /** Tracking UID that a lesion was given by a Yes, by lesion id. */
  readonly yes: ReadonlyMap<string, string>;
  /** Pairs of a lesion and the tracking UID it is not, see `pairOf`. */
  readonly no: ReadonlySet<string>;
}

export interface PanelState {
  readonly snapshot: StudySnapshot;
  readonly lesionId: string | undefined;
  readonly edits: ClinicalEdits;
  readonly where: Where;
  readonly models: Models;
  readonly modelId?: string;
  /** What models run on in the chosen place, or why they do not. */
  readonly device?: RunsOn | MutationPredictionError | undefined;
  readonly run: RunState;
  /** The last result of each lesion of the open study, by lesion id. */
  readonly results: ReadonlyMap<string, LesionResult>;
  /** Of lesions whose last run brought none, by lesion id. */
  readonly failures: ReadonlyMap<string, FailedRun>;
  readonly features: FeaturesState;
  /** By `reportId` of the predictions. */
  readonly reports: ReadonlyMap<string, ReportEntry>;
  /** Lesions of other studies that the user said are, or are not, lesions of this one. */
  readonly sameLesions: SameLesions;
  /** SOP Instance UID of the stored report that is shown instead of the current result. */
  readonly openedReport: string | undefined;
  readonly images: ImagesState;
  /** Of stored reports, by the UID of the prediction; read when it is asked why. */
  readonly explanations: ReadonlyMap<string, StoredExplanation>;
}

/** Before the viewer was asked anything. */
export const initialState: PanelState = {
  snapshot: {
    hasCt: false,
    segmentations: [],
    patient: {},
    earlier: [],
    prior: { status: 'none', entries: [], refused: [] },
    measured: [],
  },
  lesionId: undefined,
  edits: {},
  where: { choice: 'here', at: 'here' },
  models: { status: 'loading' },
  run: { status: 'idle' },
  results: new Map(),
  failures: new Map(),
  features: initialFeatures,
  reports: new Map(),
  sameLesions: { yes: new Map(), no: new Set() },
  openedReport: undefined,
  images: initialImages,
  explanations: new Map(),
};
