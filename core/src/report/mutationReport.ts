import { MutationPredictionError } from '../errors.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { newUid } from '../dicom/identity/uid.js';
import type { SeriesIdentity } from '../imaging/ctImage.js';
import { checkReport } from './check/checkReport.js';
import type { ContentItem } from './content/contentItems.js';
import { contributingEquipment } from './parts/contributingEquipment.js';
import type { ReportingDevice } from './parts/devices.js';
import { reportingDevices } from './parts/devices.js';
import { comprehensive3dSr } from './parts/document.js';
import type { SeriesReference } from './parts/evidence.js';
import { imageLibrary } from './parts/imageLibrary.js';
import { lesionGroup } from './lesion/lesionGroup.js';
import { measurementReport } from './parts/measurementReport.js';
import { observerContext } from './parts/observerContext.js';
import type { ReportContext } from './reportContext.js';
import type { ReportedLesion } from './reportedLesion.js';
import { seriesDescription } from './seriesDescription.js';
import { soundLesions } from './check/soundLesions.js';
import { statements } from './lesion/statements.js';
import { summaryItems } from './lesion/summary.js';
import { subjectContext, subjectFacts } from './lesion/subjectContext.js';

/** High, so that the series sorts after the images. */
const DEFAULT_SERIES_NUMBER = 9500;

/**
 * Predictions on one image as Comprehensive 3D SR (TID 1500), ready for `encodePart10`: one measurement
 * group for each lesion and model. `readPredictionReport` is the inverse. Numbers are kept to the last
 * bit.
 *
 * @param lesions at least one; the same run only once
 * @throws MutationPredictionError `no-dicom-identity` for a prediction on NIfTI, `invalid-report` when
 *   predictions and context do not belong together or a value cannot be written
 */
export function buildPredictionReport(
  lesions: readonly ReportedLesion[],
  context: ReportContext,
): NaturalisedDataset {
  const sound = soundLesions(lesions, context);
  const devices = reportingDevices(sound);
  const description = seriesDescription(sound);
  const dataset = comprehensive3dSr({
    content: contentTree(sound, devices, context.image),
    study: context.studyAttributes,
    studyInstanceUid: context.image.studyInstanceUid,
    ...placeInStudy(context, description),
    seriesDescription: description,
    sopInstanceUid: context.sopInstanceUid ?? newUid(),
    deviceSerialNumber: devices[0]!.serialNumber,
    evidence: [context.image, ...sound.flatMap(referencesOf)],
    contributingEquipment: devices.map((device) =>
      contributingEquipment(device, device.contributedAt),
    ),
    predecessors: context.predecessors ?? [],
    now: context.now,
  });
  const [problem] = checkReport(dataset);
  if (problem !== undefined) {
    throw new MutationPredictionError('invalid-report.unsound', { problem });
  }
  return dataset;
}

function contentTree(
  lesions: readonly ReportedLesion[],
  devices: readonly ReportingDevice[],
  image: SeriesIdentity,
): ContentItem {
  const predictions = lesions.map(({ prediction }) => prediction);
  return measurementReport({
    summary: summaryItems(predictions),
    observer: observerContext(devices[0]!),
    subject: subjectContext(subjectFacts(predictions)),
    imageLibrary: imageLibrary([image]),
    groups: lesions.map((lesion) => lesionGroup(lesion, lesions, image)),
    qualitativeEvaluations: statements(predictions),
  });
}

/** Re-runs go into the series of what they replace, behind it; a series has one description. */
function placeInStudy({ image, predecessors = [], ...given }: ReportContext, description: string) {
  const [first] = predecessors.filter(
    ({ studyInstanceUid, seriesDescription = description }) =>
      studyInstanceUid === image.studyInstanceUid && seriesDescription === description,
  );
  const seriesInstanceUid = given.seriesInstanceUid ?? first?.seriesInstanceUid ?? newUid();
  const numbers = predecessors
    .filter((predecessor) => predecessor.seriesInstanceUid === seriesInstanceUid)
    .map(({ instanceNumber }) => instanceNumber);
  return {
    seriesInstanceUid,
    seriesNumber: given.seriesNumber ?? DEFAULT_SERIES_NUMBER,
    instanceNumber: given.instanceNumber ?? Math.max(0, ...numbers) + 1,
  };
}

function referencesOf({
  segmentation,
  visualExplanations = [],
}: ReportedLesion): SeriesReference[] {
  return [segmentation, ...visualExplanations].map((instance) => ({
    ...instance,
    instances: [instance],
  }));
}
