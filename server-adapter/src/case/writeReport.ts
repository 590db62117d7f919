import {
  buildLesionSegmentation,
  buildPredictionReport,
  encodePart10,
  fillRuns,
  MutationPredictionError,
  newUid,
  type CtSeries,
  type InstanceReference,
  type NaturalisedDataset,
  type Prediction,
  type SegmentationDraft,
  type SegmentationReference,
  type SegmentReference,
  type VisualExplanation,
} from '@mutation-prediction/core';
import type { ChosenLesion } from './chooseLesion.js';
import type { ParsedImages } from '../parsing/parse.js';
import { keyedUids } from './keyedUids.js';
import { writeOutput } from './writeOutput.js';

/** A case whose image and contours are DICOM objects, which a report can refer to. */
export interface ReportableCase {
  readonly series: CtSeries;
  readonly segmentation: StoredSegmentation;
}

interface StoredSegmentation {
  readonly kind: SegmentationReference['kind'];
  /** Absent for what was segmented on the spot. */
  readonly identity?: Omit<SegmentReference, 'segmentNumber'>;
  /** What segmented it on the spot. */
  readonly algorithmName?: string;
}

export interface PredictedLesion {
  readonly lesion: ChosenLesion;
  readonly prediction: Prediction;
  /** Maps already written, which the report refers to. */
  readonly visualExplanations?: readonly VisualExplanation[];
}

/**
 * Asked before the run: nobody waits for a report that cannot be written.
 *
 * @throws MutationPredictionError `no-dicom-identity` for NIfTI
 */
export function requireReportable({ series, segmentation }: ParsedImages): ReportableCase {
  if (series && (segmentation.identity || segmentation.kind === 'labelmap')) {
    return { series, segmentation };
  }
  throw new MutationPredictionError(
    series ? 'no-dicom-identity.segmentation' : 'no-dicom-identity.ct',
  );
}

/** The files of a report, and how others refer to its SR. */
export interface WrittenReport {
  readonly files: readonly string[];
  readonly reference: InstanceReference & {
    readonly seriesInstanceUid: string;
    readonly seriesDescription: string;
  };
}

/**
 * Writes one SR of all lesions, and beside it the SEG that it refers to where the contours are in none: an
 * RTSTRUCT's, or made on the spot.
 *
 * @param file of the SR; the SEG's ends in `.seg.dcm`
 * @param key what the result depends on: the objects of one key have one identity, so that an archive never
 *   holds them twice; new identities without
 * @throws MutationPredictionError `invalid-report`
 */
export async function writeReport(
  lesions: readonly PredictedLesion[],
  { series, segmentation }: ReportableCase,
  file: string,
  key?: string,
): Promise<WrittenReport> {
  const now = new Date();
  const uids = key === undefined ? undefined : reportUids(key, lesions);
  const drawn =
    segmentation.kind === 'SEG'
      ? undefined
      : segmentationOf(series, lesions, segmentation.algorithmName, {
          now,
          ...(uids && { uids: uids.segmentation }),
        });
  const report = buildPredictionReport(
    lesions.map(({ lesion, prediction, visualExplanations = [] }, n) => ({
      prediction,
      ...(visualExplanations.length > 0 && { visualExplanations }),
      segmentation: drawn?.segments[n] ?? storedSegment(segmentation, lesion),
    })),
    { studyAttributes: series.studyAttributes, image: series.identity, now, ...uids?.report },
  );

  const segmentationPlace = segmentationFile(file);
  if (drawn) await writeDataset(segmentationPlace, drawn.dataset);
  await writeDataset(file, report);
  return {
    files: drawn ? [segmentationPlace, file] : [file],
    reference: {
      sopClassUid: String(report['SOPClassUID']),
      sopInstanceUid: String(report['SOPInstanceUID']),
      seriesInstanceUid: String(report['SeriesInstanceUID']),
      seriesDescription: String(report['SeriesDescription']),
    },
  };
}

/** Identities of the SR, which is another with maps and without, and of the SEG that it may need. */
function reportUids(key: string, lesions: readonly PredictedLesion[]) {
  const isExplained = lesions.some(({ visualExplanations = [] }) => visualExplanations.length > 0);
  return {
    report: keyedUids(key, isExplained ? 'explained report' : 'report'),
    segmentation: keyedUids(key, 'segmentation'),
  };
}

/** Where the SEG of a report is written, if it needs one. */
export function segmentationFile(report: string): string {
  return report.replace(/(\.dcm)?$/i, '.seg.dcm');
}

function storedSegment(
  { identity }: StoredSegmentation,
  { source }: ChosenLesion,
): SegmentReference {
  return { ...identity!, segmentNumber: source.segmentation.segmentNumber };
}

/**
 * A report can refer to segments only, so each lesion's region of the structure set becomes one: the
 * whole of it, since a part is found again by its number.
 */
function segmentationOf(
  series: CtSeries,
  lesions: readonly PredictedLesion[],
  algorithmName: string | undefined,
  written: Pick<SegmentationDraft, 'now' | 'uids'>,
) {
  const contoured = lesions.map(({ lesion: { segmentMask, source }, prediction }) => {
    const { component, segmentLabel: label = 'Lesion' } = source.segmentation;
    const trackingUid = component ? newUid() : source.trackingUid;
    const { finding } = prediction.lesion;
    return {
      mask: fillRuns(segmentMask.grid, segmentMask.runs),
      label,
      trackingUid,
      finding,
      ...(algorithmName && { algorithmName }),
    };
  });
  return buildLesionSegmentation(contoured, {
    ct: series,
    studyAttributes: series.studyAttributes,
    ...written,
  });
}

/** Writes a lesion that was segmented on the spot as a SEG. */
export async function writeSegmentation(
  { segmentMask, source }: ChosenLesion,
  { series, segmentation: { algorithmName } }: ReportableCase,
  file: string,
): Promise<void> {
  const { dataset } = buildLesionSegmentation(
    [
      {
        mask: fillRuns(segmentMask.grid, segmentMask.runs),
        label: source.label,
        trackingUid: source.trackingUid,
        ...(algorithmName && { algorithmName }),
      },
    ],
    { ct: series, studyAttributes: series.studyAttributes, now: new Date() },
  );
  await writeDataset(file, dataset);
}

async function writeDataset(file: string, dataset: NaturalisedDataset): Promise<void> {
  await writeOutput(file, new Uint8Array(await encodePart10(dataset)));
}
