import {
  MutationPredictionError,
  type CtCollection,
  type CtSeries,
  type SegmentationObject,
} from '@mutation-prediction/core';

type References = Pick<
  SegmentationObject,
  'frameOfReferenceUid' | 'referencedSeriesUids' | 'referencedSopInstanceUids' | 'referencedFrames'
>;

/** What helps to choose among the CT series of a folder. */
export interface SeriesChoice {
  /** Of the segmentation; absent for one without DICOM references. */
  readonly references?: References;
  /** Series Instance UID asked for on the command line. */
  readonly seriesInstanceUid?: string;
}

/**
 * The CT series to read a segmentation on: the one asked for; else the one it was drawn on; else the
 * only one that it can belong to.
 *
 * @param place names the folder in errors
 * @throws MutationPredictionError `no-ct`, `several-series`, or why the wanted series cannot be read
 */
export function chooseCtSeries(
  { series, refused }: CtCollection,
  { references, seriesInstanceUid }: SeriesChoice,
  place: string,
): CtSeries {
  if (seriesInstanceUid) {
    const asked = series.filter(({ identity }) => identity.seriesInstanceUid === seriesInstanceUid);
    if (asked.length > 0) return theOnly(asked, references, place);
    const reason = refused.find((other) => other.seriesInstanceUid === seriesInstanceUid)?.error;
    throw reason ?? notThere(seriesInstanceUid, series, place);
  }
  const drawnOnRefused = refused.find((other) =>
    references?.referencedSeriesUids.includes(other.seriesInstanceUid),
  );
  const drawnOn = series.filter(({ identity }) =>
    references?.referencedSeriesUids.includes(identity.seriesInstanceUid),
  );
  if (drawnOn.length > 0) return theOnly(drawnOn, references, place);
  if (drawnOnRefused) throw drawnOnRefused.error;
  return theOnly(series, references, place, refused[0]?.error);
}

/** Narrows by referenced images and frames, then by frame of reference; refuses to guess further. */
function theOnly(
  candidates: readonly CtSeries[],
  references: References | undefined,
  place: string,
  reasonForNone?: MutationPredictionError,
): CtSeries {
  const instances = new Set(references?.referencedSopInstanceUids);
  const frames = new Set(references?.referencedFrames);
  const narrowings: ((series: CtSeries) => boolean)[] = [
    ({ identity }) => identity.instances.some((instance) => instances.has(instance.sopInstanceUid)),
    ({ identity }) =>
      identity.instances.some(({ sopInstanceUid, frameNumber }) =>
        frames.has(`${sopInstanceUid} ${frameNumber}`),
      ),
    ({ identity }) => identity.frameOfReferenceUid === references?.frameOfReferenceUid,
  ];
  let left = candidates;
  for (const fits of narrowings) {
    const fitting = left.filter(fits);
    if (fitting.length > 0) left = fitting;
  }
  const [only, another] = left;
  if (!only) {
    throw reasonForNone ?? new MutationPredictionError('no-ct.no-series', { place });
  }
  if (another) {
    throw new MutationPredictionError('several-series.fitting', {
      place,
      count: left.length,
      series: listed(left),
    });
  }
  return only;
}

function notThere(
  seriesInstanceUid: string,
  series: readonly CtSeries[],
  place: string,
): MutationPredictionError {
  const missing = { place, series: seriesInstanceUid };
  return series.length > 0
    ? new MutationPredictionError('no-ct.no-such-series', { ...missing, offered: listed(series) })
    : new MutationPredictionError('no-ct.no-series-at-all', missing);
}

function listed(series: readonly CtSeries[]): string {
  return series
    .map(
      ({ title, identity }) =>
        `${title} (${identity.instances.length} images, ${identity.seriesInstanceUid})`,
    )
    .join(', ');
}
