/** Radiomic features as PyRadiomics takes them and as IBSI defines them. */
export { extractFeatures, featureNamesOf } from './extractFeatures.js';
export { extractRadiomics } from './extractRadiomics.js';
export type { ExtractedFeature, ExtractedFeatures } from './extractedFeatures.js';
export { CLASS_TITLES, featureInfo, type FeatureInfo } from './features/featureInfo.js';
export {
  FEATURE_NAMES,
  type FeatureClass,
  type FeatureName,
  featureNameParts,
  type FeatureValues,
} from './features/featureNames.js';
export { readCtFile, readImageFile } from './files/imageFile.js';
export {
  type LabelImage,
  type LabelOptions,
  maskOfLabel,
  readLabelFile,
} from './files/labelFile.js';
export { isNrrd, type NrrdFile, type NrrdVoxels, readNrrdFile } from './files/nrrd.js';
export { extractIbsi } from './ibsi/extractIbsi.js';
export { readIbsiParameterFile } from './ibsi/ibsiParameterFile.js';
export {
  IBSI_CONFIGURATIONS,
  type IbsiConfiguration,
  ibsiConfigurationOf,
  type IbsiDiscretisation,
  type IbsiParameters,
  type IbsiSettings,
  type IbsiTexture,
} from './ibsi/ibsiParameters.js';
export { ibsiFeatureInfo, type IbsiFeatureInfo } from './ibsi/ibsiTerms.js';
export type { FeatureInput, FeaturePlan } from './jobs/featureJobs.js';
export {
  planRadiomics,
  type RadiomicsFeature,
  type RadiomicsInput,
  type RadiomicsJob,
  type RadiomicsPlan,
  type RadiomicsResult,
} from './jobs/jobs.js';
export type { RadiomicsOptions, RadiomicsProgress } from './jobs/options.js';
export {
  extractRadiomicsInPool,
  radiomicsWorkerCount,
  runRadiomicsJobs,
} from './jobs/workerPool.js';
export {
  createRadiomicsService,
  type RadiomicsPort,
  type RadiomicsReply,
  type RadiomicsRequest,
  radiomicsWorker,
  type RadiomicsWorker,
} from './jobs/workerProtocol.js';
export { type FeatureParameters, isIbsi } from './parameters/featureParameters.js';
export { readParameterFile } from './parameters/parameterFile.js';
export {
  IMAGE_TYPES,
  type ImageType,
  type ImageTypeSettings,
  RADIOMICS_PRESETS,
  type RadiomicsParameters,
  type RadiomicsPreset,
} from './parameters/parameters.js';
export {
  DEFAULT_SETTINGS,
  type Interpolator,
  type RadiomicsSettings,
  type WeightingNorm,
} from './parameters/settings.js';
export type { PixelType, RadiomicsImage } from './roi/image.js';
export { radiomicsRegion, type RadiomicsRegion } from './roi/radiomicsRegion.js';
export { peritumoralRing } from './roi/ring.js';
