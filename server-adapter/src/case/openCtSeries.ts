import {
  MutationPredictionError,
  readCtSeries,
  type ByteSource,
  type CtSeries,
  type SegmentationObject,
} from '@mutation-prediction/core';
import { frameCodecs } from '../codecs/frameCodecs.js';
import { chooseCtSeries } from './chooseCtSeries.js';
import { sourcesBelow, type FileSource } from './fileSources.js';

/** The files of an image; @throws MutationPredictionError `no-ct` where there is none */
export async function imageSources(place: string): Promise<readonly [FileSource, ...FileSource[]]> {
  const [first, ...others] = await sourcesBelow(place);
  if (first) return [first, ...others];
  throw new MutationPredictionError('no-ct.no-file', { place });
}

/**
 * The DICOM series to read a segmentation on.
 *
 * @param references what the segmentation was drawn on; absent for one without DICOM references
 * @param place names the folder in errors
 * @throws MutationPredictionError as `chooseCtSeries`
 */
export async function openCtSeries(
  sources: readonly ByteSource[],
  references: SegmentationObject | undefined,
  seriesInstanceUid: string | undefined,
  place: string,
): Promise<CtSeries> {
  return chooseCtSeries(
    await readCtSeries(sources, { codecs: frameCodecs }),
    { ...(references && { references }), ...(seriesInstanceUid && { seriesInstanceUid }) },
    place,
  );
}
