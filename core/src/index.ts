export * from './errors.js';
export * from './plainError.js';
export { en } from './words/en.js';
export { wordsOf, wordsOfWarning, type Words } from './words/render.js';
export type { Catalogue } from './words/catalogue.js';
export * from './imaging/vector.js';
export * from './imaging/grid.js';
export * from './imaging/volume.js';
export * from './imaging/ctImage.js';
export * from './imaging/gridGeometry.js';
export * from './imaging/crop.js';
export * from './imaging/maskRuns.js';
export * from './imaging/connectedComponents.js';
export * from './imaging/measureLesion.js';
export * from './imaging/lesionCandidates.js';
export * from './imaging/resampleMask.js';
export * from './imaging/nifti.js';
export * from './imaging/writeNifti.js';
export * from './contract/modelManifest.js';
export * from './contract/clinical.js';
export { CLINICAL_KEYS } from './contract/clinicalKeys.js';
export * from './contract/regionDescriptor.js';
export type * from './contract/segmentCodes.js';
export * from './contract/warningLevels.js';
export * from './contract/warning.js';
export * from './contract/warningOf.js';
export * from './contract/backendNames.js';
export * from './contract/device.js';
export { hasRun } from './contract/noDevice.js';
export * from './contract/prediction.js';
export * from './contract/targetWords.js';
export * from './contract/progress.js';
export * from './contract/request.js';
export * from './dicom/reading/characterSet.js';
export * from './dicom/reading/inflate.js';
export * from './signature/signature.js';
export * from './signature/trustedKeys.js';
export { fromHex, toHex } from './signature/hex.js';
export * from './inference/loadManifest.js';
export * from './inference/verifyModelFile.js';
export * from './inference/session.js';
export * from './inference/encodeClinical.js';
export * from './inference/modelInputs.js';
export {
  parseLikeness,
  type LikenessBlock,
  type LikenessReference,
} from './inference/likenessReference.js';
export type { ActivationMaps } from './inference/activationMaps.js';
export type { RadiomicsExtractor } from './inputs/radiomics.js';
export * from './contract/regionDescriptor.js';
export * from './plausibility/regionDescriptor.js';
export { missingClinicalWarnings } from './prediction/missingClinical.js';
export * from './prediction/preparePrediction.js';
export * from './prediction/predict.js';
export type { PredictionModel } from './prediction/runModel.js';
export * from './prediction/predictor.js';
export * from './prediction/priorLesions.js';
export * from './remote/pipelineTensors.js';
export * from './remote/remoteModel.js';
export * from './remote/remotePredictor.js';
export { runPipeline, type PipelineCall } from './remote/runPipeline.js';
export {
  transportRefusal,
  type InferenceTransport,
  type TransportOptions,
} from './remote/transport.js';
export type { PipelineTensor, WireTensor } from './remote/wireTensor.js';
export { indeterminateRange } from './prediction/conformalSet.js';
export { statusOf } from './prediction/targetOutputs.js';
export { shareText } from './prediction/trainingLikeness.js';
export * from './case/chooseCt.js';
export * from './case/lesionSource.js';
export * from './case/onePatient.js';
export * from './views/lesionViews.js';
export * from './views/cube.js';
export * from './views/planes.js';
export * from './views/extractViews.js';
export * from './views/normaliseViews.js';
export * from './views/viewPoint.js';
export * from './dicom/writing/naturalisedDataset.js';
export * from './dicom/writing/part10.js';
export * from './dicom/identity/uid.js';
export type { ByteSource, OpenFile } from './dicom/reading/byteSource.js';
export * from './dicom/ct/acquisition.js';
export * from './dicom/ct/ctSeries.js';
export { isCtImage } from './dicom/ct/readCtSlices.js';
export { readDicomHead, type DicomFile } from './dicom/reading/dicomFile.js';
export * from './dicom/identity/studyAttributes.js';
export type { FrameCodecs, FrameDecoder } from './dicom/pixels/frameCodec.js';
export { fitsInt16, type PixelTransform } from './dicom/ct/hounsfield.js';
export { TRANSFER_SYNTAXES, type TransferSyntax } from './dicom/reading/transferSyntax.js';
export * from './dicom/ct/ctStack.js';
export { PRODUCT } from './dicom/writing/derivedObject.js';
export { imagePlane } from './dicom/ct/imagePlane.js';
export { isPersonName, joinPersonName } from './dicom/identity/personName.js';
export { patientFrom } from './dicom/identity/patient.js';
export * from './dicom/identity/samePatient.js';
export type {
  SegmentationObject,
  SegmentationReferences,
  SegmentDescription,
  SegmentMask,
  TargetImage,
} from './dicom/segmentation/segmentation.js';
export { bringLabelsToGrid } from './dicom/segmentation/maskOnImage.js';
export * from './dicom/segmentation/segmentationObject.js';
export * from './report/check/checkReport.js';
export * from './report/lesionSegmentation.js';
export * from './report/mutationReport.js';
export type * from './report/reportContext.js';
export * from './report/predecessor.js';
export * from './report/readReport.js';
export * from './report/reportSignature.js';
export type { ReportOrigin } from './report/reportOrigin.js';
export type {
  RadiomicMeasurement,
  ReportedLesion,
  SegmentReference,
  VisualExplanation,
} from './report/reportedLesion.js';
export { radiomicMeasurements } from './report/lesion/radiomicMeasurements.js';
export { COMPREHENSIVE_3D_SR, type PredecessorDocument } from './report/parts/document.js';
export {
  buildSegmentation,
  type BuiltSegmentation,
  type SegmentationDraft,
  type SegmentDraft,
  type WrittenSegment,
} from './dicom/segmentation/segWriter.js';
export { SOP_CLASS } from './dicom/identity/sopClasses.js';
export * from './phantom/chestPhantom.js';
export * from './phantom/phantomDicom.js';
export { cohortCase, type CohortCase, type Lobe } from './phantom/cohort/cohortCase.js';
export * from './phantom/cohort/offLesion.js';
export { seededRandom } from './phantom/random.js';
export * from './phantom/cohort/plantedSignal.js';
export type { Scanner } from './phantom/cohort/scanner.js';
export { TRAIT_NAMES, type LesionTraits, type SyntheticPatient } from './phantom/cohort/traits.js';
export * from './radiomics/extractRadiomics.js';
export type * from './radiomics/jobs/options.js';
export {
  planRadiomics,
  type RadiomicsFeature,
  type RadiomicsInput,
  type RadiomicsJob,
  type RadiomicsPlan,
  type RadiomicsResult,
} from './radiomics/jobs/jobs.js';
export * from './radiomics/roi/radiomicsRegion.js';
export * from './radiomics/jobs/workerPool.js';
export * from './radiomics/jobs/workerProtocol.js';
export * from './radiomics/features/featureNames.js';
export * from './radiomics/features/featureInfo.js';
export { featureVectorNames } from './radiomics/parameters/chosenFeatures.js';
export * from './radiomics/extractedFeatures.js';
export * from './radiomics/extractFeatures.js';
export type { FeatureInput, FeaturePlan } from './radiomics/jobs/featureJobs.js';
export * from './radiomics/parameters/featureParameters.js';
export * from './radiomics/ibsi/extractIbsi.js';
export * from './radiomics/ibsi/ibsiParameters.js';
export { ibsiFeatureInfo, type IbsiFeatureInfo } from './radiomics/ibsi/ibsiTerms.js';
export { readIbsiParameterFile } from './radiomics/ibsi/ibsiParameterFile.js';
export * from './radiomics/parameters/parameters.js';
export * from './radiomics/parameters/settings.js';
export type { PixelType, RadiomicsImage } from './radiomics/roi/image.js';
export * from './radiomics/files/nrrd.js';
export * from './radiomics/files/imageFile.js';
export { readParameterFile } from './radiomics/parameters/parameterFile.js';
export * from './radiomics/roi/ring.js';
