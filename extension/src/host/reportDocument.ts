import type { Prediction, PredictionReport, SegmentReference } from '@mutation-prediction/core';
import { buildPredictionReport, buildSegmentation, encodePart10 } from '@mutation-prediction/core';
import type { ReportDocument } from '../contract.js';
import type { PreparedLesion } from './preparedLesions.js';
import type { LesionOrigin } from './segmentationEntry.js';

/** High, so that the series sorts after the images and before the reports. */
const SEG_SERIES_NUMBER = 9400;

/**
 * The files of a report: the SR, preceded by a SEG where the contours are not in one yet, because a
 * report can reference segments of a SEG only.
 *
 * @throws `invalid-report` when a value cannot be written
 */
export async function buildReportDocument(
  prediction: Prediction,
  { origin, trackingUid }: PreparedLesion,
  predecessor: PredictionReport | undefined,
  now: Date,
): Promise<ReportDocument> {
  const { image, studyAttributes } = origin.ct;
  const stem = `mutation-prediction-${prediction.createdAt.replace(/\D/g, '').slice(0, 14)}`;

  const stored = storedSegment(origin);
  const written = stored ? undefined : buildSegment(origin, trackingUid, now);
  const segmentation = stored ?? written!.segments[0]!;
  const dataset = buildPredictionReport(prediction, {
    studyAttributes,
    image: image.identity,
    segmentation,
    ...(predecessor && { predecessor }),
    now,
  });
  const report = { name: `${stem}-report.dcm`, bytes: await encodePart10(dataset) };
  const files = written
    ? [{ name: `${stem}-segmentation.dcm`, bytes: await encodePart10(written.dataset) }, report]
    : [report];
  return { sopInstanceUid: String(dataset['SOPInstanceUID']), fileName: report.name, files };
}

/** The segment in DICOM that holds exactly these contours, if there is one. */
function storedSegment({ segmentation, segment }: LesionOrigin): SegmentReference | undefined {
  const { object } = segmentation;
  if (object?.kind !== 'SEG') return undefined;
  return { ...object.identity, segmentNumber: segment.number };
}

/** The contours as a SEG of one segment. */
function buildSegment({ segmentation, ct, segment, label }: LesionOrigin, uid: string, now: Date) {
  return buildSegmentation({
    ct: ct.image,
    studyAttributes: ct.studyAttributes,
    segments: [
      {
        mask: segmentation.maskOn(ct, segment.number).mask,
        label,
        trackingId: label,
        trackingUid: uid,
      },
    ],
    seriesDescription: `${label}, for mutation prediction`.slice(0, 64),
    seriesNumber: SEG_SERIES_NUMBER,
    now,
  });
}
