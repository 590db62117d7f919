import type { ModelManifest } from '../contract/modelManifest.js';
import { NO_DEVICE } from '../contract/noDevice.js';
import type { Lesion, Prediction, WithheldTarget } from '../contract/prediction.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning, WarningCode } from '../contract/warning.js';
import { withholding } from '../contract/warningLevels.js';
import { warningOf } from '../contract/warningOf.js';
import type { EncodedClinical } from '../inference/encodeClinical.js';
import { encodeClinical } from '../inference/encodeClinical.js';
import type { LoadedManifest } from '../inference/loadManifest.js';
import { modelIdentity } from '../inference/loadManifest.js';
import { clinicalInputOf } from '../inference/modelInputs.js';
import type { TakenInputs } from '../inputs/sampleInputs.js';
import { findingOf } from '../plausibility/finding.js';
import { checkModelStatus, checkSubject } from './inputChecks.js';
import { warningsOfMissing } from './missingClinical.js';
import type { ModelRun } from './runModel.js';

/** Identity and times of a run. */
export interface RunRecord {
  readonly uid: string;
  readonly createdAt: Date;
  /** Wall times, ms: taking the inputs of the CT, and the whole run. */
  readonly samplingMs: number;
  readonly totalMs: number;
}

/**
 * What a model said of a request's inputs, with whose they are and what is to be told of them. All that
 * is known of a patient enters here, beside the voxels: wherever the model ran, this runs where the
 * request was made.
 *
 * @param checks of the request; those that would withhold the result mark it
 */
export function completePrediction(
  request: PredictionRequest,
  manifest: ModelManifest,
  checks: readonly Warning[],
  taken: TakenInputs,
  run: ModelRun,
  { uid, createdAt, samplingMs, totalMs }: RunRecord,
): Prediction {
  const input = clinicalInputOf(manifest);
  const clinical = input && encodeClinical(request.clinical, input);
  const shownDespite = codesOf(withholding(checks));
  const mark = shownDespite.length > 0 && { shownDespite };
  return {
    schemaVersion: 1,
    uid,
    createdAt: createdAt.toISOString(),
    targets: run.targets.map((target) => ({ ...target, ...mark })),
    ...(run.likeness && { likeness: run.likeness }),
    lesion: describedLesion(request, checks),
    inputs: inputsUsed(request, clinical),
    model: run.model,
    device: run.device,
    timingsMs: {
      views: samplingMs + run.timingsMs.views,
      run: run.timingsMs.run,
      total: totalMs,
    },
    warnings: [
      ...statusOf(manifest, request),
      ...(mark ? [warningOf('shown-although-withheld')] : []),
      ...checks,
      ...taken.warnings,
      ...warningsOfMissing(clinical?.missing ?? []),
      ...run.warnings,
    ],
  };
}

/**
 * A prediction of nothing: the checks of the request withhold whatever the model would say.
 *
 * @param checks of the request, at least one of which withholds the result
 */
export function withheldPrediction(
  request: PredictionRequest,
  { manifest, digest }: LoadedManifest,
  checks: readonly Warning[],
  { uid, createdAt, samplingMs, totalMs }: RunRecord,
): Prediction {
  const reasons = codesOf(withholding(checks));
  return {
    schemaVersion: 1,
    uid,
    createdAt: createdAt.toISOString(),
    targets: manifest.targets.map(({ id, probability, prediction, gene }): WithheldTarget => ({
      id,
      codes: { probability, prediction, ...(gene && { gene }) },
      status: 'withheld',
      reasons,
    })),
    lesion: describedLesion(request, checks),
    inputs: inputsUsed(request, undefined),
    model: modelIdentity(manifest, digest),
    device: NO_DEVICE,
    timingsMs: { views: samplingMs, run: 0, total: totalMs },
    warnings: [...statusOf(manifest, request), ...checks],
  };
}

/** The lesion, and what its contours hold. */
function describedLesion(
  { lesion, segmentCodes, descriptor }: PredictionRequest,
  checks: readonly Warning[],
): Lesion {
  const withheldFor = codesOf(withholding(checks));
  const finding = findingOf(segmentCodes, withheldFor, descriptor !== undefined);
  return { ...lesion, ...(finding && { finding }) };
}

function codesOf(warnings: readonly Warning[]): WarningCode[] {
  return [...new Set(warnings.map(({ code }) => code))];
}

/** What the weights are, and above it that they are not for such a CT. */
function statusOf(manifest: ModelManifest, { acquisition }: PredictionRequest): Warning[] {
  return [checkSubject(manifest, acquisition), checkModelStatus(manifest)].filter(
    (warning) => warning !== undefined,
  );
}

function inputsUsed(
  { image, segmentation }: PredictionRequest,
  clinical: EncodedClinical | undefined,
): Prediction['inputs'] {
  return {
    ...(image && {
      image: {
        studyInstanceUid: image.studyInstanceUid,
        seriesInstanceUid: image.seriesInstanceUid,
        frameOfReferenceUid: image.frameOfReferenceUid,
        ...(image.phase && { phase: image.phase }),
      },
    }),
    segmentation,
    clinical: clinical?.used ?? {},
    clinicalMissing: clinical?.missing.map(({ name }) => name) ?? [],
  };
}
