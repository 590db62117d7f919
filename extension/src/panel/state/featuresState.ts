import type {
  ExtractedFeatures,
  FeatureParameters,
  MutationPredictionError,
  RadiomicsProgress,
  Vector3,
} from '@mutation-prediction/core';
import type { StudySnapshot } from '../../contract.js';
import type { FeatureChoice } from '../features/featureChoice.js';
import { DEFAULT_FEATURE_CHOICE } from '../features/featureChoice.js';
import type { LesionKey } from './lesions.js';
import { stillExists } from './lesions.js';

export type FeatureRun =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly key: LesionKey;
      readonly lesionLabel: string;
      /** Absent while the voxels are being read. */
      readonly progress?: RadiomicsProgress;
    }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: MutationPredictionError };

/** The features of a lesion, and all that they depend on. */
export interface LesionFeatures extends ExtractedFeatures {
  readonly key: LesionKey;
  readonly lesionLabel: string;
  readonly parameters: FeatureParameters;
  /** Of the CT, mm along i, j, k. */
  readonly spacingMm: Vector3;
}

export interface FeaturesState {
  readonly choice: FeatureChoice;
  readonly run: FeatureRun;
  /** Whether reports are to hold the features that have a code. */
  readonly inReport: boolean;
  /** The last ones of each lesion of the open study, by lesion id. */
  readonly results: ReadonlyMap<string, LesionFeatures>;
}

export const initialFeatures: FeaturesState = {
  choice: DEFAULT_FEATURE_CHOICE,
  run: { status: 'idle' },
  inReport: false,
  results: new Map(),
};

/** As for predictions: an event of a run that is not the running one is late, and ignored. */
export type FeatureEvent =
  | { readonly type: 'features-chosen'; readonly choice: FeatureChoice }
  | { readonly type: 'features-in-report'; readonly inReport: boolean }
  | { readonly type: 'features-started'; readonly key: LesionKey; readonly lesionLabel: string }
  | {
      readonly type: 'features-progress';
      readonly key: LesionKey;
      readonly progress: RadiomicsProgress;
    }
  | { readonly type: 'features-finished'; readonly result: LesionFeatures }
  | { readonly type: 'features-cancelled'; readonly key: LesionKey }
  | {
      readonly type: 'features-failed';
      readonly key: LesionKey;
      readonly error: MutationPredictionError;
    };

export function reduceFeatures(state: FeaturesState, event: FeatureEvent): FeaturesState {
  switch (event.type) {
    case 'features-chosen':
      return { ...state, choice: event.choice };
    case 'features-in-report':
      return { ...state, inReport: event.inReport };
    case 'features-started': {
      const { key, lesionLabel } = event;
      return { ...state, run: { status: 'running', key, lesionLabel } };
    }
    case 'features-progress':
      if (!isRunning(state, event.key)) return state;
      return { ...state, run: { ...state.run, progress: event.progress } };
    case 'features-finished': {
      const { result } = event;
      if (!isRunning(state, result.key)) return state;
      const results = new Map(state.results).set(result.key.lesionId, result);
      return { ...state, run: { status: 'idle' }, results };
    }
    case 'features-cancelled':
      return isRunning(state, event.key) ? { ...state, run: { status: 'cancelled' } } : state;
    case 'features-failed':
      return isRunning(state, event.key)
        ? { ...state, run: { status: 'failed', error: event.error } }
        : state;
  }
}

/** What is left when the viewer shows something else: features of lesions that are still there. */
export function featuresAfter(state: FeaturesState, snapshot: StudySnapshot): FeaturesState {
  const { run, results } = state;
  const isGone = run.status === 'running' && !stillExists(snapshot, run.key);
  return {
    ...state,
    run: isGone ? { status: 'idle' } : run,
    results: new Map([...results].filter(([, { key }]) => stillExists(snapshot, key))),
  };
}

/** The message of an ended run is about a lesion that is no longer chosen. */
export function settledFeatures(state: FeaturesState): FeaturesState {
  return state.run.status === 'running' ? state : { ...state, run: { status: 'idle' } };
}

function isRunning(
  state: FeaturesState,
  key: LesionKey,
): state is FeaturesState & { run: { status: 'running' } } {
  return state.run.status === 'running' && state.run.key === key;
}
