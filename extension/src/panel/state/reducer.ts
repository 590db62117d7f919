import type {
  ClinicalName,
  MutationPredictionError,
  Prediction,
  Progress,
} from '@mutation-prediction/core';
import type { BetterPlace, Place, ReportDocument, RunsOn, StudySnapshot } from '../../contract.js';
import type { FeatureEvent } from './featuresState.js';
import {
  featuresAfter,
  initialFeatures,
  reduceFeatures,
  settledFeatures,
} from './featuresState.js';
import type { ImagesEvent } from './imagesState.js';
import { imagesOfAnother, reduceImages } from './imagesState.js';
import type {
  ContributionsState,
  LesionResult,
  Models,
  PanelState,
  PlaceInAll,
  ReportEntry,
  RunKey,
  RunState,
  StoredExplanation,
  Where,
} from './panelState.js';
import { reportId } from './panelState.js';
import type { SameLesionEvent } from './sameLesions.js';
import { answerSameLesion } from './sameLesions.js';
import { readyLesions, stillExists } from './lesions.js';
import { chosenModel } from './selectors.js';

/**
 * Everything that can happen to the panel. Events of a run carry the key object they were started
 * with: one that is not the running key is late (cancelled, superseded, other study) and ignored.
 */
export type PanelEvent =
  | SameLesionEvent
  | ImagesEvent
  | FeatureEvent
  | { readonly type: 'snapshot'; readonly snapshot: StudySnapshot }
  | { readonly type: 'place-chosen'; readonly choice: Where['choice'] }
  | { readonly type: 'place-found'; readonly why: BetterPlace }
  | { readonly type: 'models'; readonly models: Models }
  | { readonly type: 'device'; readonly device: RunsOn | MutationPredictionError }
  | { readonly type: 'lesion-chosen'; readonly lesionId: string }
  | { readonly type: 'clinical-edited'; readonly field: ClinicalName; readonly text: string }
  | { readonly type: 'model-chosen'; readonly modelId: string }
  | {
      readonly type: 'run-started';
      readonly key: RunKey;
      readonly lesionLabel: string;
      readonly at: Place;
      readonly inAll?: PlaceInAll;
    }
  | { readonly type: 'run-progress'; readonly key: RunKey; readonly progress: Progress }
  | { readonly type: 'run-finished'; readonly result: LesionResult }
  | { readonly type: 'run-cancelled'; readonly key: RunKey }
  | { readonly type: 'run-failed'; readonly key: RunKey; readonly error: MutationPredictionError }
  /** It could not even be started. */
  | { readonly type: 'run-refused'; readonly at: Place; readonly error: MutationPredictionError }
  | {
      readonly type: 'contributions';
      readonly key: RunKey;
      readonly contributions: ContributionsState;
    }
  | {
      readonly type: 'report-building';
      readonly predictions: readonly Prediction[];
      readonly studyInstanceUid: string;
    }
  /** `report`: as `reportId` names it. */
  | { readonly type: 'report-built'; readonly report: string; readonly document: ReportDocument }
  | { readonly type: 'report-storing'; readonly report: string }
  | { readonly type: 'report-stored'; readonly report: string }
  | {
      readonly type: 'report-failed';
      readonly report: string;
      readonly error: MutationPredictionError;
    }
  | { readonly type: 'report-downloaded'; readonly report: string }
  | { readonly type: 'report-discarded'; readonly report: string }
  | { readonly type: 'report-opened'; readonly id: string }
  /** The opened report is on a lesion that is listed. */
  | { readonly type: 'report-lesion'; readonly lesionId: string }
  | { readonly type: 'report-closed' }
  | {
      readonly type: 'explanation';
      /** UID of the stored prediction. */
      readonly of: string;
      readonly explanation: StoredExplanation;
    };

type Running = Extract<RunState, { status: 'running' }>;

export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'snapshot':
      return withSnapshot(state, event.snapshot);
    case 'place-chosen':
      return withPlace(state, {
        choice: event.choice,
        ...(event.choice !== 'auto' && { at: event.choice }),
      });
    case 'place-found':
      return { ...state, where: { ...state.where, at: event.why.place, why: event.why } };
    case 'models':
      return { ...state, models: event.models };
    case 'device':
      return { ...state, device: event.device };
    case 'lesion-chosen':
      return {
        ...state,
        lesionId: event.lesionId,
        openedReport: undefined,
        run: settled(state),
        features: settledFeatures(state.features),
        images: imagesOfAnother(state.images),
      };
    case 'clinical-edited':
      return { ...state, edits: { ...state.edits, [event.field]: event.text } };
    case 'model-chosen':
      return { ...state, modelId: event.modelId };
    case 'run-started':
      return {
        ...state,
        openedReport: undefined,
        run: {
          status: 'running',
          key: event.key,
          lesionLabel: event.lesionLabel,
          at: event.at,
          stage: 'prepare',
          ...(event.inAll && { inAll: event.inAll }),
        },
      };
    case 'run-progress':
      if (!isRunning(state, event.key)) return state;
      return {
        ...state,
        run: {
          status: 'running',
          key: event.key,
          lesionLabel: state.run.lesionLabel,
          at: state.run.at,
          ...(state.run.inAll && { inAll: state.run.inAll }),
          ...event.progress,
        },
      };
    case 'run-finished':
      if (!isRunning(state, event.result.key)) return state;
      return {
        ...state,
        run: afterLesion(state.run),
        results: withEntry(state.results, event.result.key.lesionId, event.result),
        failures: without(state.failures, event.result.key.lesionId),
      };
    case 'run-cancelled':
      return isRunning(state, event.key) ? { ...state, run: cancelled(state.run) } : state;
    case 'run-failed':
      return isRunning(state, event.key) ? withFailure(state, state.run, event) : state;
    case 'run-refused':
      return { ...state, run: { status: 'failed', at: event.at, error: event.error } };
    case 'contributions':
      return withContributions(state, event);
    case 'report-opened':
      return { ...state, openedReport: event.id, images: askingNothing(state) };
    case 'report-closed':
      return { ...state, openedReport: undefined, images: askingNothing(state) };
    case 'explanation':
      return {
        ...state,
        explanations: new Map(state.explanations).set(event.of, event.explanation),
      };
    case 'report-lesion':
      return { ...state, lesionId: event.lesionId };
    case 'lesion-tracked-as':
    case 'lesion-is-not':
      return answerSameLesion(state, event);
    case 'outline-wanted':
    case 'point-marked':
    case 'why-asked':
    case 'map-changed':
      return { ...state, images: reduceImages(state.images, event) };
    case 'features-chosen':
    case 'features-in-report':
    case 'features-started':
    case 'features-progress':
    case 'features-finished':
    case 'features-cancelled':
    case 'features-failed':
      return { ...state, features: reduceFeatures(state.features, event) };
    default:
      return { ...state, reports: reduceReports(state.reports, event) };
  }
}

/** Only of the result that they were asked for. */
function withContributions(
  state: PanelState,
  { key, contributions }: Extract<PanelEvent, { type: 'contributions' }>,
): PanelState {
  const result = state.results.get(key.lesionId);
  if (result?.key !== key) return state;
  const results = withEntry(state.results, key.lesionId, { ...result, contributions });
  return { ...state, results };
}

type ReportEvent = Exclude<
  Extract<PanelEvent, { type: `report-${string}` }>,
  { type: 'report-opened' | 'report-closed' | 'report-lesion' }
>;

function reduceReports(
  reports: ReadonlyMap<string, ReportEntry>,
  event: ReportEvent,
): ReadonlyMap<string, ReportEntry> {
  if (event.type === 'report-building') {
    const { predictions, studyInstanceUid } = event;
    return withEntry(reports, reportId(predictions), {
      predictions,
      studyInstanceUid,
      status: 'building',
      downloaded: false,
    });
  }
  const report = reports.get(event.report);
  if (!report) return reports;
  switch (event.type) {
    case 'report-built':
      return withEntry(reports, event.report, {
        ...report,
        status: 'kept',
        document: event.document,
      });
    case 'report-storing':
      return withEntry(reports, event.report, { ...report, status: 'storing', error: undefined });
    case 'report-stored':
      return withEntry(reports, event.report, { ...report, status: 'stored' });
    case 'report-failed':
      return withEntry(reports, event.report, { ...report, status: 'failed', error: event.error });
    case 'report-downloaded':
      return withEntry(reports, event.report, { ...report, downloaded: true });
    case 'report-discarded':
      return without(reports, event.report);
  }
}

/** Follows the viewer: what is gone there goes here; only unsaved reports outlive their study. */
function withSnapshot(state: PanelState, snapshot: StudySnapshot): PanelState {
  if (snapshot === state.snapshot) return state;
  const otherStudy = snapshot.studyInstanceUid !== state.snapshot.studyInstanceUid;
  const base = otherStudy ? withoutStudy(state) : state;
  const runGone = base.run.status === 'running' && !stillExists(snapshot, base.run.key);
  const { reportInViewport } = snapshot;
  const isNewInViewport = reportInViewport !== state.snapshot.reportInViewport;
  return {
    ...base,
    snapshot,
    openedReport: (isNewInViewport && reportInViewport) || base.openedReport,
    lesionId: madeNow(state.snapshot, snapshot) ?? lesionAfter(base.lesionId, snapshot),
    run: runGone ? { status: 'idle' } : base.run,
    results: stillThere(base.results, snapshot),
    failures: stillThere(base.failures, snapshot),
    features: featuresAfter(base.features, snapshot),
  };
}

function withoutStudy(state: PanelState): PanelState {
  return {
    ...state,
    lesionId: undefined,
    openedReport: undefined,
    edits: {},
    run: { status: 'idle' },
    results: new Map(),
    failures: new Map(),
    explanations: new Map(),
    sameLesions: { yes: new Map(), no: new Set() },
    images: imagesOfAnother(state.images),
    features: { ...initialFeatures, choice: state.features.choice },
  };
}

/** The nodule that one-click segmentation has made, as soon as it is listed: it is the one to look at. */
function madeNow(before: StudySnapshot, { nodule, ...now }: StudySnapshot): string | undefined {
  const isListed = (snapshot: StudySnapshot) =>
    readyLesions(snapshot).some(({ lesion }) => lesion.id === nodule?.lesionId);
  return isListed(now) && !isListed(before) ? nodule?.lesionId : undefined;
}

/** Keeps the choice while its segmentation may still have it; takes the only candidate by itself. */
function lesionAfter(chosen: string | undefined, snapshot: StudySnapshot): string | undefined {
  const lesions = readyLesions(snapshot);
  const loading = snapshot.segmentations.some(({ status }) => status === 'loading');
  if (chosen !== undefined && (loading || lesions.some(({ lesion }) => lesion.id === chosen))) {
    return chosen;
  }
  return lesions.length === 1 && !loading ? lesions[0]!.lesion.id : undefined;
}

/** Who turns to another report asks no longer why the one before says what it says. */
const askingNothing = ({ images }: PanelState) => ({ ...images, askedWhy: undefined });

/** The model stays chosen, where the new place has it, too. */
function withPlace(state: PanelState, where: Where): PanelState {
  const modelId = chosenModel(state)?.manifest.id ?? state.modelId;
  return {
    ...state,
    where,
    ...(modelId !== undefined && { modelId }),
    models: { status: 'loading' },
    device: undefined,
    run: settled(state),
  };
}

/** A run goes on; the message of an ended one is about a lesion that is no longer chosen. */
function settled(state: PanelState): PanelState['run'] {
  return state.run.status === 'running' ? state.run : { status: 'idle' };
}

function isRunning(state: PanelState, key: RunKey): state is PanelState & { run: Running } {
  return state.run.status === 'running' && state.run.key === key;
}

/** Of several the next one follows at once: nothing is idle in between. */
function afterLesion(run: Running): PanelState['run'] {
  const { inAll } = run;
  return inAll && inAll.place < inAll.total ? run : { status: 'idle' };
}

function cancelled({ inAll }: Running): PanelState['run'] {
  return { status: 'cancelled', ...(inAll && { inAll }) };
}

/** Among several it is told in their table, and does not stop the others. */
function withFailure(
  state: PanelState,
  run: Running,
  { key, error }: { readonly key: RunKey; readonly error: MutationPredictionError },
): PanelState {
  return {
    ...state,
    run: run.inAll ? afterLesion(run) : { status: 'failed', at: run.at, error },
    failures: withEntry(state.failures, key.lesionId, { key, error }),
  };
}

function stillThere<V extends { readonly key: RunKey }>(
  byLesion: ReadonlyMap<string, V>,
  snapshot: StudySnapshot,
): ReadonlyMap<string, V> {
  return new Map([...byLesion].filter(([, { key }]) => stillExists(snapshot, key)));
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  return new Map([...map].filter(([other]) => other !== key));
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value);
}
