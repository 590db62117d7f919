/** The contract, the views and tensors of a lesion, and the prediction by any session. */
export { backendNames, type BackendNames } from '../contract/backendNames.js';
export {
  type ClinicalInputs,
  type ClinicalName,
  clinicalNameSchema,
  clinicalSchema,
  type Sex,
  type Smoking,
} from '../contract/clinical.js';
export { CLINICAL_KEYS } from '../contract/clinicalKeys.js';
export type { Contribution } from '../contract/contributions.js';
export type { InputGroup } from '../contract/inputGroups.js';
export type { Device } from '../contract/device.js';
export { type FallbackReason, fallbackOf, wordsOfFallback } from '../contract/fallback.js';
export { allGraphFilesOf, graphFilesOf, graphsOf, networkSize } from '../contract/graphFiles.js';
export { lightTierAmong, SLOW_RUN_MS } from '../contract/lightTier.js';
export {
  type PatchInput,
  type SlicesInput,
  type ViewPlane,
  viewPlaneSchema,
  type ViewsInput,
  type VolumeInput,
} from '../contract/imageInputs.js';
export {
  type Code,
  type ConformalCalibration,
  type FeatureMaps,
  type GraphFile,
  type ModelFile,
  type ModelGraph,
  type ModelInput,
  type ModelManifest,
  modelManifestSchema,
  type TargetDefinition,
  type ViewByViewGraph,
  type WholeGraph,
} from '../contract/modelManifest.js';
export {
  type ConformalSet,
  type Lesion,
  type Likeness,
  type Finding,
  type ModelIdentity,
  type PredictedTarget,
  type Prediction,
  predictionSchema,
  type SegmentationReference,
  type Status,
  type TargetPrediction,
  type WithheldTarget,
} from '../contract/prediction.js';
export { hasRun } from '../contract/noDevice.js';
export type { OnProgress, Progress, Stage, ViewReading } from '../contract/progress.js';
export { REGION_FEATURES, type RegionDescriptor } from '../contract/regionDescriptor.js';
export type { PredictionRequest } from '../contract/request.js';
export type { SegmentCodes } from '../contract/segmentCodes.js';
export {
  quantityOf,
  type Reading,
  READING_WORDS,
  readingOf,
  shortNameOf,
} from '../contract/targetWords.js';
export type { ClinicalInput, RadiomicFeaturesInput } from '../contract/valueInputs.js';
export type { Warning, WarningCode } from '../contract/warning.js';
export { foremost, levelOf, type WarningLevel } from '../contract/warningLevels.js';
export { warningOf } from '../contract/warningOf.js';
export type { ActivationMaps } from '../inference/activationMaps.js';
export {
  type ClinicalField,
  encodeClinical,
  type EncodedClinical,
  type MissingClinicalValue,
} from '../inference/encodeClinical.js';
export {
  type LikenessBlock,
  type LikenessReference,
  parseLikeness,
} from '../inference/likenessReference.js';
export { inHalf, isHalfAllowed, tryHalf } from '../inference/halfTrial.js';
export { hashedTensor } from '../inference/hashedTensor.js';
export { type LoadedManifest, parseModelManifest } from '../inference/loadManifest.js';
export { clinicalInputOf, tensorDims, viewsInputOf } from '../inference/modelInputs.js';
export type { FloatTensor, ModelSession, ViewsRead } from '../inference/session.js';
export { heldTrunks, type Trunks, trunksInTurn } from '../inference/trunks.js';
export { verifyModelFile } from '../inference/verifyModelFile.js';
export { outputNames, viewByViewSession } from '../inference/viewByView.js';
export type { RadiomicsExtractor } from '../inputs/radiomics.js';
export { descriptorBox, regionDescriptor } from '../plausibility/regionDescriptor.js';
export { indeterminateRange } from './conformalSet.js';
export { missingClinicalWarnings } from './missingClinical.js';
export { predict, type PredictionResult, type PredictOptions } from './predict.js';
export { type Predictor, type PredictorOptions, sessionPredictor } from './predictor.js';
export { type LesionSource, preparePrediction } from './preparePrediction.js';
export {
  byMatch,
  type ComparableLesion,
  matchPriorLesion,
  type PriorMatch,
} from './priorLesions.js';
export type { PredictionModel } from './runModel.js';
export { percentOf, shareText } from './trainingLikeness.js';
export { type CubeSpec, lesionRegion, sampleCube } from '../views/cube.js';
export { extractViews } from '../views/extractViews.js';
export type { LesionViews } from '../views/lesionViews.js';
export { normaliseViews } from '../views/normaliseViews.js';
export { viewPointToLps } from '../views/viewPoint.js';
