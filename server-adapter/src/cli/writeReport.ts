import {
  buildPredictionReport,
  buildSegmentation,
  encodePart10,
  MutationPredictionError,
  newUid,
  type BuiltSegmentation,
  type CtSeries,
  type NaturalisedDataset,
  type Prediction,
  type SegmentationObject,
} from '@mutation-prediction/core';
import type { ChosenLesion } from './chooseLesion.js';
import type { OpenCase } from './openCase.js';
import { writeOutput } from './writeOutput.js';

/** A case whose image and contours are DICOM objects, which a report can refer to. */
export interface ReportableCase {
  readonly series: CtSeries;
  readonly object: SegmentationObject;
  readonly lesion: ChosenLesion;
}

/** High, so that the series sorts after the images and before the reports. */
const SEG_SERIES_NUMBER = 9400;

/**
 * Asked before the run: nobody waits for a report that cannot be written.
 *
 * @throws MutationPredictionError `no-dicom-identity` for NIfTI
 */
export function requireReportable({ series, segmentation, lesion }: OpenCase): ReportableCase {
  const { object } = segmentation;
  if (series && object) return { series, object, lesion };
  throw new MutationPredictionError(
    'no-dicom-identity',
    `The ${series ? 'segmentation' : 'CT'} is a NIfTI file, which names no patient, study or image that a DICOM report could refer to.`,
    'Use the DICOM objects, or keep the result with --json.',
  );
}

/**
 * Writes the SR, and beside it the SEG that it refers to where the contours are an RTSTRUCT's.
 *
 * @param file of the SR; the SEG's ends in `.seg.dcm`
 * @returns the files written
 * @throws MutationPredictionError `invalid-report`
 */
export async function writeReport(
  prediction: Prediction,
  { series, object, lesion }: ReportableCase,
  file: string,
): Promise<string[]> {
  const now = new Date();
  const drawn = object.kind === 'SEG' ? undefined : segmentationOf(series, lesion, now);
  const report = buildPredictionReport(prediction, {
    studyAttributes: series.studyAttributes,
    image: series.identity,
    segmentation: drawn?.segments[0] ?? storedSegment(object, lesion),
    now,
  });

  const segmentationFile = file.replace(/(\.dcm)?$/i, '.seg.dcm');
  if (drawn) await writeDataset(segmentationFile, drawn.dataset);
  await writeDataset(file, report);
  return drawn ? [segmentationFile, file] : [file];
}

function storedSegment({ identity }: SegmentationObject, { source }: ChosenLesion) {
  return { ...identity, segmentNumber: source.segmentation.segmentNumber };
}

/**
 * A report can refer to segments only, so the structure set's region becomes one: the whole of it,
 * since a part is found again by its number.
 */
function segmentationOf(
  series: CtSeries,
  { segmentMask, source }: ChosenLesion,
  now: Date,
): BuiltSegmentation {
  const { component, segmentLabel: label = 'Lesion' } = source.segmentation;
  const trackingUid = component ? newUid() : source.trackingUid;
  return buildSegmentation({
    ct: series,
    studyAttributes: series.studyAttributes,
    segments: [{ mask: segmentMask, label, trackingId: label, trackingUid }],
    seriesDescription: `${label}, for mutation prediction`.slice(0, 64),
    seriesNumber: SEG_SERIES_NUMBER,
    now,
  });
}

async function writeDataset(file: string, dataset: NaturalisedDataset): Promise<void> {
  await writeOutput(file, new Uint8Array(await encodePart10(dataset)));
}
