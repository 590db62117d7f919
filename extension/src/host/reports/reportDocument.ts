import type {
  BuiltSegmentation,
  Finding,
  NaturalisedDataset,
  Prediction,
  PredictionReport,
  RadiomicMeasurement,
  SegmentReference,
} from '@mutation-prediction/core';
import {
  buildLesionSegmentation,
  buildPredictionReport,
  encodePart10,
} from '@mutation-prediction/core';
import type { ReportDocument, ReportFile } from '../../contract.js';
import type { PreparedLesion } from '../preparedLesions.js';
import type { LesionOrigin } from '../segmentations/segmentationEntry.js';

/** Writes reports, and for contours that are not in a SEG yet one SEG, however often they are reported. */
export class ReportWriter {
  readonly #written = new WeakMap<LesionOrigin, BuiltSegmentation>();

  /**
   * The files of a report: the SR, preceded by a SEG where the contours are not in one yet, because
   * a report can reference segments of a SEG only.
   *
   * @throws `invalid-report` when a value cannot be written
   */
  async write(
    prediction: Prediction,
    measurements: readonly RadiomicMeasurement[],
    { origin, trackingUid }: PreparedLesion,
    predecessor: PredictionReport | undefined,
    now: Date,
  ): Promise<ReportDocument> {
    const { identity, studyAttributes } = origin.ct;
    const stored = storedSegment(origin);
    const seg = stored ? undefined : await this.#segOf(origin, trackingUid, prediction, now);
    const segmentation = stored ?? seg!.segments[0]!;
    const dataset = buildPredictionReport([{ prediction, segmentation, measurements }], {
      studyAttributes,
      image: identity,
      ...(predecessor && { predecessors: [predecessor] }),
      now,
    });

    const stem = `mutation-prediction-${prediction.createdAt.replace(/\D/g, '').slice(0, 14)}`;
    const report = await fileOf(dataset, `${stem}-report.dcm`);
    const files = seg ? [await fileOf(seg.dataset, `${stem}-segmentation.dcm`), report] : [report];
    return {
      sopInstanceUid: report.sopInstanceUid,
      fileName: report.name,
      files,
      ...(predecessor && { replaces: predecessor.contentDate }),
    };
  }

  /** An origin is replaced whenever its contours change, so the SEG of one stays right. */
  async #segOf(
    origin: LesionOrigin,
    trackingUid: string,
    { lesion: { finding } }: Prediction,
    now: Date,
  ): Promise<BuiltSegmentation> {
    const seg =
      this.#written.get(origin) ?? (await buildSegment(origin, trackingUid, finding, now));
    this.#written.set(origin, seg);
    return seg;
  }
}

async function fileOf(dataset: NaturalisedDataset, name: string): Promise<ReportFile> {
  return {
    name,
    bytes: await encodePart10(dataset),
    studyInstanceUid: String(dataset['StudyInstanceUID']),
    seriesInstanceUid: String(dataset['SeriesInstanceUID']),
    sopInstanceUid: String(dataset['SOPInstanceUID']),
  };
}

/** The segment in DICOM that holds exactly these contours, if there is one. */
function storedSegment({ segmentation, segment }: LesionOrigin): SegmentReference | undefined {
  const { object } = segmentation;
  if (object?.kind !== 'SEG') return undefined;
  return { ...object.identity, segmentNumber: segment.number };
}

/** The contours as a SEG of one segment. */
async function buildSegment(
  { segmentation, ct, segment, label }: LesionOrigin,
  trackingUid: string,
  finding: Finding | undefined,
  now: Date,
): Promise<BuiltSegmentation> {
  const { mask } = await segmentation.maskOn(ct, segment.number);
  return buildLesionSegmentation([{ mask, label, trackingUid, finding }], {
    ct,
    studyAttributes: ct.studyAttributes,
    now,
  });
}
