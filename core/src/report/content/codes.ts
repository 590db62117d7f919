import type { Code } from '../../contract/modelManifest.js';

/** Designator of our private coding scheme; declared in every report with this UID. */
export const PRIVATE_SCHEME = '99MUTPRED';
export const PRIVATE_SCHEME_UID = '2.25.311469080583402546507307308314875439144';

const code = (scheme: string) => (value: string, meaning: string) =>
  ({ value, scheme, meaning }) as const satisfies Code;

const dcm = code('DCM');
const sct = code('SCT');
const ucum = code('UCUM');
const ours = code(PRIVATE_SCHEME);

/** Every code the report is built from, except those of a model's targets (they come with the model). */
export const CODES = {
  // TID 1500 Measurement Report
  oncologyMeasurementReport: dcm('126001', 'Oncology Measurement Report'),
  language: dcm('121049', 'Language of Content Item and Descendants'),
  english: code('RFC5646')('en-US', 'English (United States)'),
  procedureReported: dcm('121058', 'Procedure reported'),
  ctUnspecifiedBodyRegion: code('LN')('25045-6', 'CT unspecified body region'),
  imagingMeasurements: dcm('126010', 'Imaging Measurements'),
  summary: dcm('121111', 'Summary'),
  qualitativeEvaluations: code('UMLS')('C0034375', 'Qualitative Evaluations'),

  // TID 1003 Person and TID 1004 Device Observer Identifying Attributes
  personObserverName: dcm('121008', 'Person Observer Name'),
  observerType: dcm('121005', 'Observer Type'),
  device: dcm('121007', 'Device'),
  deviceObserverUid: dcm('121012', 'Device Observer UID'),
  deviceObserverName: dcm('121013', 'Device Observer Name'),
  deviceObserverManufacturer: dcm('121014', 'Device Observer Manufacturer'),
  deviceObserverModelName: dcm('121015', 'Device Observer Model Name'),
  deviceObserverSerialNumber: dcm('121016', 'Device Observer Serial Number'),
  processingEquipment: dcm('109102', 'Processing Equipment'),

  // TID 1007 Subject Context, Patient
  subjectClass: dcm('121024', 'Subject Class'),
  patient: dcm('121025', 'Patient'),
  subjectSex: dcm('121032', 'Subject Sex'),
  female: dcm('F', 'Female'),
  male: dcm('M', 'Male'),
  otherSex: dcm('121102', 'Other sex'),
  subjectAge: dcm('121033', 'Subject Age'),
  tobaccoSmokingBehavior: sct('365981007', 'Tobacco Smoking Behavior'),
  neverSmoker: sct('266919005', 'No History of Smoking'),
  formerSmoker: sct('8517006', 'Former Smoker'),
  currentSmoker: sct('77176002', 'Current Smoker'),

  // TID 1600 Image Library
  imageLibrary: dcm('111028', 'Image Library'),
  imageLibraryGroup: dcm('126200', 'Image Library Group'),
  modality: dcm('121139', 'Modality'),
  computedTomography: dcm('CT', 'Computed Tomography'),
  frameOfReferenceUid: dcm('112227', 'Frame of Reference UID'),
  sourceOfMeasurement: dcm('121112', 'Source of Measurement'),
  seriesPhase: ours('SERIES_PHASE', 'Phase of the image series'),

  // TID 1411 Volumetric ROI Measurements and Qualitative Evaluations
  measurementGroup: dcm('125007', 'Measurement Group'),
  trackingIdentifier: dcm('112039', 'Tracking Identifier'),
  trackingUniqueIdentifier: dcm('112040', 'Tracking Unique Identifier'),
  findingCategory: sct('276214006', 'Finding category'),
  finding: dcm('121071', 'Finding'),
  referencedSegmentationFrame: dcm('121214', 'Referenced Segmentation Frame'),
  referencedSegment: dcm('121191', 'Referenced Segment'),
  sourceSeriesForSegmentation: dcm('121232', 'Source series for segmentation'),
  visualExplanation: dcm('130401', 'Visual explanation'),
  measurementMethod: sct('370129005', 'Measurement Method'),
  findingSite: sct('363698007', 'Finding Site'),
  classActivation: dcm('130402', 'Class activation'),
  gradientWeightedActivation: dcm('130403', 'Gradient-weighted class activation'),

  // TID 1419 ROI Measurements, TID 4019 Algorithm Identification
  equivalentMeaning: dcm('121050', 'Equivalent Meaning of Concept Name'),
  geneStudied: code('LN')('48018-6', 'Gene studied [ID]'),
  algorithmName: dcm('111001', 'Algorithm Name'),
  algorithmParameters: dcm('111002', 'Algorithm Parameters'),
  algorithmVersion: dcm('111003', 'Algorithm Version'),
  uncertaintyBelow: sct('371885007', '-, range of lower measurement uncertainty'),
  uncertaintyAbove: sct('371886008', '+, range of upper measurement uncertainty'),
  thresholdValue: dcm('122411', 'Threshold Value'),
  derivation: dcm('121401', 'Derivation'),
  maximum: sct('56851009', 'Maximum'),
  volume: sct('118565006', 'Volume'),
  diameter: sct('81827009', 'Diameter'),
  present: sct('52101004', 'Present'),
  absent: sct('272519000', 'Absent'),
  undetermined: sct('373068000', 'Undetermined'),

  // Ours
  voxelCount: ours('VOXEL_COUNT', 'Number of voxels of the lesion'),
  sliceCount: ours('SLICE_COUNT', 'Number of image slices that show the lesion'),
  partCount: ours('PART_COUNT', 'Number of connected parts of the lesion'),
  fractionInField: ours('FIELD_FRACTION', "Fraction of the lesion in the model's field of view"),
  centroidLeft: ours('CENTROID_L', 'Lesion centroid, coordinate toward patient left'),
  centroidPosterior: ours('CENTROID_P', 'Lesion centroid, coordinate toward patient posterior'),
  centroidSuperior: ours('CENTROID_S', 'Lesion centroid, coordinate toward patient head'),
  withheld: ours('WITHHELD', 'Withheld by a check of the inputs'),
  exactValue: ours('EXACT_VALUE', 'Exact value'),
  predictionRun: ours('RUN_UID', 'Prediction run'),
  intendedUse: ours('INTENDED_USE', 'Intended use statement'),
  modelStatus: ours('MODEL_STATUS', 'Status of the model'),
  classSet: ours('CLASS_SET', 'Classes that a prediction is compatible with'),
  signature: ours('SIGNATURE', 'Digital signature'),
  warningNotFromPatients: ours('W_NOT_PATIENTS', 'Warning: model did not learn from patients'),
  warningDemonstrationWeights: ours('W_DEMONSTRATION', 'Warning: demonstration weights'),
  warningLesionExceedsField: ours('W_EXCEEDS_FIELD', 'Warning: lesion exceeds the field of view'),
  warningLesionTouchesField: ours('W_TOUCHES_FIELD', 'Warning: lesion touches the field of view'),
  warningLesionSmall: ours('W_SMALL', 'Warning: lesion is small'),
  warningLesionFewSlices: ours('W_FEW_SLICES', 'Warning: lesion on few slices'),
  warningLesionInParts: ours('W_IN_PARTS', 'Warning: lesion in several parts'),
  warningThickSlices: ours('W_THICK_SLICES', 'Warning: thick slices'),
  warningNotChest: ours('W_NOT_CHEST', 'Warning: not a chest image'),
  warningImplausibleHu: ours('W_IMPLAUSIBLE_HU', 'Warning: implausible CT numbers'),
  warningContrastUnknown: ours('W_CONTRAST', 'Warning: contrast agent unknown'),
  warningClinicalMissing: ours('W_CLINICAL', 'Warning: clinical input missing'),
  warningRadiomicsMissing: ours('W_RADIOMICS', 'Warning: radiomic input missing'),
  warningUnlikeTraining: ours('W_UNLIKE', 'Warning: unlike the training data'),
  warningResampled: ours('W_RESAMPLED', 'Warning: segmentation resampled'),
  warningShownWithheld: ours('W_SHOWN_WITHHELD', 'Warning: shown although withheld'),
  warningOtherStructure: ours('W_OTHER_STRUCT', 'Warning: segment coded as another structure'),
  warningOutsideLung: ours('W_OUTSIDE_LUNG', 'Warning: lesion outside aerated lung'),
  warningContoursOnAir: ours('W_ON_AIR', 'Warning: contours hold air'),
  warningContoursOnBone: ours('W_ON_BONE', 'Warning: contours hold bone'),
  warningContoursOnLung: ours('W_ON_LUNG', 'Warning: contours hold normal lung'),
  warningOutsideField: ours('W_OUTSIDE_FIELD', 'Warning: lesion outside the field of view'),
  warningCodedOtherwise: ours('W_CODED', 'Warning: segment not coded as a lesion'),
  warningLittleLung: ours('W_LITTLE_LUNG', 'Warning: little aerated lung around it'),
  warningLittleTissue: ours('W_LITTLE_TISSUE', 'Warning: little tissue in the contours'),
  warningDenseParts: ours('W_DENSE_PARTS', 'Warning: parts as dense as bone'),
  warningBloodDensity: ours('W_BLOOD', 'Warning: as dense as enhanced blood'),
  warningUnusualLung: ours('W_UNUSUAL_LUNG', 'Warning: unusual density of the lung'),
  warningContoursOverlap: ours('W_OVERLAP', 'Warning: contours overlap'),
  warningOtherCt: ours('W_OTHER_CT', 'Warning: drawn on another CT series'),
  warningOtherPatient: ours('W_OTHER_PATIENT', 'Warning: patients contradict each other'),
  warningDeviceFallback: ours('W_FALLBACK', 'Warning: slower device used'),

  // Units
  noUnits: ucum('1', 'no units'),
  year: ucum('a', 'year'),
  millimetre: ucum('mm', 'mm'),
  cubicMillimetre: ucum('mm3', 'cubic millimeter'),
} as const;

/** Schemes of PS3.16 table 8-1 that need no declaration; all others are declared in the document. */
export const REGISTERED_SCHEMES: ReadonlySet<string> = new Set([
  'DCM',
  'SCT',
  'SRT',
  'FMA',
  'LN',
  'UCUM',
  'UMLS',
  'IBSI',
  'RFC5646',
]);

/** Compares what identifies a concept; the meaning is for people. */
export function sameConcept(a: Code | undefined, b: Code): boolean {
  return a !== undefined && a.value === b.value && a.scheme === b.scheme;
}

/** The key of a table of terms whose code this is. */
export function termFor<Key extends string>(
  terms: Readonly<Record<Key, Code>>,
  code: Code | undefined,
): Key | undefined {
  return (Object.keys(terms) as Key[]).find((key) => sameConcept(code, terms[key]));
}
