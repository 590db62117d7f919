import type { NaturalisedDataset } from '../dicom/naturalisedDataset.js';
import { SOP_CLASS } from '../dicom/sopClasses.js';
import type { StudyAttributes } from '../dicom/studyAttributes.js';
import { newUid } from '../dicom/uid.js';
import { MutationPredictionError } from '../errors.js';
import type { InstanceReference, SeriesIdentity } from '../imaging/ctImage.js';
import type { Prediction } from '../prediction/prediction.js';
import { algorithmIdentification } from './algorithmIdentification.js';
import { RUN_PARAMETERS, writeParameters } from './algorithmParameters.js';
import { toAsciiText } from './asciiText.js';
import { checkReport } from './checkReport.js';
import type { ContentItem } from './contentItems.js';
import type { PredecessorDocument } from './document.js';
import { comprehensive3dSr } from './document.js';
import { imageLibrary } from './imageLibrary.js';
import { invalidReport } from './invalidReport.js';
import { lesionMeasurements } from './lesionMeasurements.js';
import { volumetricRoiMeasurements } from './measurementGroup.js';
import { measurementReport } from './measurementReport.js';
import { contributingEquipment, deviceObserver } from './modelDevice.js';
import { observerContext } from './observerContext.js';
import { statements } from './statements.js';
import { subjectContext } from './subjectContext.js';
import { probabilityItem, statusItem } from './targetItems.js';

/** A segment of a stored SEG. */
export interface SegmentReference extends InstanceReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly segmentNumber: number;
}

/** What the report needs to know beyond the prediction. */
export interface ReportContext {
  /** Of the CT's patient and study: the report is filed there. */
  readonly studyAttributes: StudyAttributes;
  readonly image: SeriesIdentity;
  readonly segmentation: SegmentReference;
  /** Default: the predecessor's series if it is of this study, else a new one. */
  readonly seriesInstanceUid?: string;
  readonly seriesNumber?: number;
  /** Default: one after the predecessor's, else 1. */
  readonly instanceNumber?: number;
  /** The report of an earlier run that this one replaces. */
  readonly predecessor?: PredecessorDocument;
  readonly now: Date;
}

/** High, so that the series sorts after the images. */
const DEFAULT_SERIES_NUMBER = 9500;

const SERIES_DESCRIPTION: Readonly<Record<Prediction['model']['status'], string>> = {
  demonstration: 'Mutation prediction, DEMONSTRATION, research use only',
  research: 'Mutation prediction, research use only',
};

/**
 * A prediction as Comprehensive 3D SR (TID 1500), ready for `encodePart10`; `readPredictionReport` is
 * the inverse. Numbers are kept to the last bit in Floating Point Value.
 *
 * @throws MutationPredictionError `no-dicom-identity` for a prediction on NIfTI, `invalid-report` when
 *   prediction and context do not belong together or a value cannot be written
 */
export function buildPredictionReport(
  prediction: Prediction,
  context: ReportContext,
): NaturalisedDataset {
  const { image, predecessor, segmentation } = context;
  requireSameImage(prediction, context);
  const studyInstanceUid = image.studyInstanceUid;
  const predecessorSeries =
    predecessor?.studyInstanceUid === studyInstanceUid ? predecessor : undefined;
  const dataset = comprehensive3dSr({
    content: contentTree(prediction, context),
    study: context.studyAttributes,
    studyInstanceUid,
    seriesInstanceUid:
      context.seriesInstanceUid ?? predecessorSeries?.seriesInstanceUid ?? newUid(),
    seriesNumber: context.seriesNumber ?? DEFAULT_SERIES_NUMBER,
    seriesDescription: SERIES_DESCRIPTION[prediction.model.status],
    sopInstanceUid: newUid(),
    instanceNumber: context.instanceNumber ?? (predecessorSeries?.instanceNumber ?? 0) + 1,
    deviceSerialNumber: deviceObserver(prediction.model).serialNumber,
    evidence: [image, { ...segmentation, instances: [segmentation] }],
    contributingEquipment: [contributingEquipment(prediction.model, prediction.createdAt)],
    ...(predecessor && { predecessor }),
    now: context.now,
  });
  const [problem] = checkReport(dataset);
  return problem === undefined ? dataset : invalidReport(problem);
}

function contentTree(prediction: Prediction, context: ReportContext): ContentItem {
  const { model, inputs } = prediction;
  return measurementReport({
    observers: observerContext(deviceObserver(model)),
    subject: subjectContext(inputs.clinical),
    imageLibrary: imageLibrary([context.image]),
    groups: [lesionGroup(prediction, context)],
    qualitativeEvaluations: statements(prediction),
  });
}

function lesionGroup(prediction: Prediction, context: ReportContext): ContentItem {
  const { lesion, model, targets } = prediction;
  return volumetricRoiMeasurements({
    trackingIdentifier: toAsciiText(lesion.label),
    trackingUid: lesion.trackingUid,
    referencedSegment: context.segmentation,
    sourceSeriesUid: context.image.seriesInstanceUid,
    algorithm: algorithmIdentification(
      model.name,
      model.version,
      writeParameters(RUN_PARAMETERS, prediction),
    ),
    measurements: [
      ...targets.map((target) => probabilityItem(target, model)),
      ...lesionMeasurements(lesion),
    ],
    qualitativeEvaluations: targets.map(statusItem),
  });
}

/** A report filed under another patient's study would be worse than none. */
function requireSameImage({ inputs }: Prediction, context: ReportContext): void {
  const { image, segmentation, studyAttributes } = context;
  if (!inputs.image) {
    throw new MutationPredictionError(
      'no-dicom-identity',
      'The image of this prediction has no DICOM identity, so no DICOM report can refer to it.',
      'Predict on the DICOM series, or keep the result as JSON.',
    );
  }
  for (const key of ['studyInstanceUid', 'seriesInstanceUid', 'frameOfReferenceUid'] as const) {
    if (inputs.image[key] !== image[key]) {
      invalidReport(`the prediction was made on another image (${key} differs)`);
    }
  }
  const { StudyInstanceUID: study = image.studyInstanceUid } = studyAttributes;
  if (study !== image.studyInstanceUid) {
    invalidReport('the patient attributes are of another study than the image');
  }
  const isSeg =
    segmentation.sopClassUid === SOP_CLASS.segmentation ||
    segmentation.sopClassUid === SOP_CLASS.labelMapSegmentation;
  if (!isSeg) invalidReport('the lesion is not given as a segment of a DICOM SEG');
}
