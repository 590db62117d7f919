import type { ActivationMaps, Prediction } from '@mutation-prediction/core';
import type { EarlierPrediction, ModelEntry, ShownInImages } from '../../contract.js';
import { readClinicalForm, sameClinical } from './clinicalForm.js';
import type { LesionFeatures } from './featuresState.js';
import type { LesionKey, ListedLesion } from './lesions.js';
import { hasSameContours, readyLesions } from './lesions.js';
import type {
  ExplainedResult,
  LesionResult,
  PanelState,
  ReportEntry,
  RunKey,
} from './panelState.js';
import { reportId } from './panelState.js';

export function chosenLesion(state: PanelState): ListedLesion | undefined {
  return readyLesions(state.snapshot).find(({ lesion }) => lesion.id === state.lesionId);
}

/** The model picked by the user, else the first of the configured ones; never another in its stead. */
export function chosenModel(state: PanelState): ModelEntry | undefined {
  if (state.models.status !== 'ready') return undefined;
  const { entries, lacksFirst } = state.models;
  if (state.modelId !== undefined) {
    return entries.find((entry) => entry.manifest.id === state.modelId);
  }
  return lacksFirst ? undefined : entries[0];
}

/** Why Predict cannot run now, or `undefined` when it can. */
export type Blocker =
  | 'no-study'
  | 'reading'
  | 'nothing'
  | 'no-lesion'
  | 'no-model'
  | 'no-model-chosen'
  | 'age-invalid'
  | 'running';

export function blockerOf(state: PanelState): Blocker | undefined {
  if (state.snapshot.studyInstanceUid === undefined) return 'no-study';
  if (state.run.status === 'running') return 'running';
  if (isBeingRead(state)) return 'reading';
  if (readyLesions(state.snapshot).length > 0 && !chosenLesion(state)) return 'no-lesion';
  return blockerOfAll(state);
}

/** Why Predict all cannot run now, or `undefined` when it can. */
export function blockerOfAll(state: PanelState): Blocker | undefined {
  const { snapshot } = state;
  if (snapshot.studyInstanceUid === undefined) return 'no-study';
  if (state.run.status === 'running') return 'running';
  if (readyLesions(snapshot).length === 0) return 'nothing';
  if (!chosenModel(state)) return hasModels(state) ? 'no-model-chosen' : 'no-model';
  return readClinicalForm(snapshot.patient, state.edits).invalid.length > 0
    ? 'age-invalid'
    : undefined;
}

function hasModels({ models }: PanelState): boolean {
  return models.status === 'ready' && models.entries.length > 0;
}

/** The contours of the chosen lesion have changed, and are not known yet. */
function isBeingRead({ snapshot, lesionId }: PanelState): boolean {
  return snapshot.segmentations.some(
    ({ status, lesions }) => status === 'loading' && lesions.some(({ id }) => id === lesionId),
  );
}

/** A lesion (the chosen one by default) as it is now; `undefined` while it cannot be used. */
export function lesionKey(state: PanelState, placed = chosenLesion(state)): LesionKey | undefined {
  const { studyInstanceUid } = state.snapshot;
  if (studyInstanceUid === undefined || !placed) return undefined;
  return {
    studyInstanceUid,
    segmentationId: placed.segmentation.id,
    lesionId: placed.lesion.id,
    revision: placed.segmentation.revision,
    centroidLps: placed.lesion.centroidLps,
    volumeMm3: placed.lesion.volumeMm3,
  };
}

/** What a run on a lesion (the chosen one by default), started now, would be about; `undefined` while none can be. */
export function keyOfNextRun(state: PanelState, placed?: ListedLesion): RunKey | undefined {
  const lesion = lesionKey(state, placed);
  const model = chosenModel(state);
  if (!lesion || !model) return undefined;
  return {
    ...lesion,
    clinical: readClinicalForm(state.snapshot.patient, state.edits).values,
    modelId: model.manifest.id,
    modelDigest: model.digest,
  };
}

export type StaleReason = 'contours' | 'patient' | 'model';

/** Why a result no longer describes what is on the screen; empty when it still does. */
export function staleReasons(state: PanelState, key: RunKey): readonly StaleReason[] {
  const form = readClinicalForm(state.snapshot.patient, state.edits);
  const samePatient = form.invalid.length === 0 && sameClinical(form.values, key.clinical);
  const model = chosenModel(state);
  // While a list is being read, nobody has chosen another one.
  const sameModel =
    state.models.status === 'loading' ||
    (model?.manifest.id === key.modelId && model.digest === key.modelDigest);
  return [
    ...(hasSameContours(state.snapshot, key) ? [] : (['contours'] as const)),
    ...(samePatient ? [] : (['patient'] as const)),
    ...(sameModel ? [] : (['model'] as const)),
  ];
}

/** The features of the chosen lesion, if it has some. */
export function shownFeatures(state: PanelState): LesionFeatures | undefined {
  return state.lesionId === undefined ? undefined : state.features.results.get(state.lesionId);
}

/** The features that a report on this lesion is to hold: current ones, where the user wants them. */
export function featuresToReport(state: PanelState, lesionId: string): LesionFeatures | undefined {
  const computed = state.features.results.get(lesionId);
  const isWanted = state.features.inReport && computed;
  return isWanted && hasSameContours(state.snapshot, computed.key) ? computed : undefined;
}

/** The result of the chosen lesion, if it has one. */
export function shownResult(state: PanelState): LesionResult | undefined {
  return state.lesionId === undefined ? undefined : state.results.get(state.lesionId);
}

export function openedReport(state: PanelState): EarlierPrediction | undefined {
  const { earlier, prior } = state.snapshot;
  return [...earlier, ...prior.entries].find(({ id }) => id === state.openedReport);
}

/** The result of the same lesion that is still current, to compare an earlier report with. */
export function currentResultOf(state: PanelState, earlier: Prediction): LesionResult | undefined {
  return [...state.results.values()].find(
    (result) =>
      sameLesion(result.prediction, earlier) &&
      result.prediction.uid !== earlier.uid &&
      staleReasons(state, result.key).length === 0,
  );
}

/** Results of listed lesions, in their order, that still describe what is on the screen. */
export function currentResults(state: PanelState): readonly LesionResult[] {
  return readyLesions(state.snapshot).flatMap(({ lesion }) => {
    const result = state.results.get(lesion.id);
    return result && staleReasons(state, result.key).length === 0 ? [result] : [];
  });
}

/** The report on exactly these predictions, or one that was stored and holds them, too. */
export function reportOn(
  state: PanelState,
  predictions: readonly Prediction[],
): ReportEntry | undefined {
  const holdsAll = (report: ReportEntry) =>
    predictions.every(({ uid }) => report.predictions.some((held) => held.uid === uid));
  return (
    state.reports.get(reportId(predictions)) ??
    [...state.reports.values()].find((report) => report.status === 'stored' && holdsAll(report))
  );
}

/** Those whose own part of the panel is shown: on the chosen lesion's result, and on all current ones. */
export function reportsOnScreen(state: PanelState): readonly ReportEntry[] {
  const all = currentResults(state).map(({ prediction }) => prediction);
  const chosen = all.filter(({ uid }) => uid === shownResult(state)?.prediction.uid);
  return [all, chosen].flatMap((predictions) => state.reports.get(reportId(predictions)) ?? []);
}

/** Reports that exist nowhere but here. */
export function unsavedReports(state: PanelState): readonly ReportEntry[] {
  return [...state.reports.values()].filter(isUnsaved);
}

export function isUnsaved(report: ReportEntry): boolean {
  return report.document !== undefined && report.status !== 'stored' && !report.downloaded;
}

function sameLesion(a: Prediction, b: Prediction): boolean {
  if (a.lesion.trackingUid === b.lesion.trackingUid) return true;
  const [left, right] = [a.inputs.segmentation, b.inputs.segmentation];
  return (
    left.sopInstanceUid !== undefined &&
    left.sopInstanceUid === right.sopInstanceUid &&
    left.segmentNumber === right.segmentNumber &&
    left.component === right.component
  );
}

export interface ShownMap {
  readonly maps: ActivationMaps;
  readonly target: string;
}

/** Of the maps of a result those that are shown: the asked-for target's, where there is one. */
export function shownMap(
  { images: { map } }: PanelState,
  { activationMaps }: Pick<ExplainedResult, 'activationMaps'>,
): ShownMap | undefined {
  const [maps] = activationMaps ?? [];
  if (!maps) return undefined;
  const target = maps.targets.find((id) => id === map.target) ?? maps.targets[0];
  return target === undefined ? undefined : { maps, target };
}

/** The opened report's prediction with its stored maps, once they have been read. */
export function storedExplanation(state: PanelState): ExplainedResult | undefined {
  const prediction = openedReport(state)?.prediction;
  const stored = prediction && state.explanations.get(prediction.uid);
  if (!prediction || stored?.status !== 'read') return undefined;
  const { seen, activationMaps } = stored.explanation;
  return { prediction, ...seen, activationMaps };
}

/** What is on the screen and tells where its network looked: of a result only one that still holds. */
function explainedOnScreen(state: PanelState): ExplainedResult | undefined {
  if (state.openedReport !== undefined) return storedExplanation(state);
  const result = shownResult(state);
  return result && staleReasons(state, result.key).length === 0 ? result : undefined;
}

/** What lies over the images now. */
export function shownInImages(state: PanelState): ShownInImages {
  const { outline, pointLps, map } = state.images;
  const lesion = chosenLesion(state)?.lesion;
  const result = explainedOnScreen(state);
  const shown = result && map.overImages === result.prediction.uid && shownMap(state, result);
  return {
    ...(outline && lesion && { lesionId: lesion.id }),
    ...(pointLps && { pointLps }),
    ...(shown && {
      activation: {
        ...shown,
        seen: result,
        frameOfReferenceUid: result.prediction.inputs.image?.frameOfReferenceUid,
        opacity: map.opacity,
        threshold: map.threshold,
      },
    }),
  };
}
