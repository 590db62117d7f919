import {
  MutationPredictionError,
  readCtSeries,
  type ByteSource,
  type CtReference,
  type CtSeries,
} from '@mutation-prediction/core';
import { frameCodecs } from '../codecs/frameCodecs.js';
import { chooseCtSeries, ctNotice } from './chooseCtSeries.js';
import { fileSource, sourcesBelow, type FileSource } from './fileSources.js';

/**
 * The files of an image.
 *
 * @param place a file, a folder, or files
 * @throws MutationPredictionError `no-ct` where there is none
 */
export async function imageSources(
  place: string | readonly string[],
): Promise<readonly [FileSource, ...FileSource[]]> {
  const [first, ...others] =
    typeof place === 'string' ? await sourcesBelow(place) : place.map(fileSource);
  if (first) return [first, ...others];
  throw new MutationPredictionError('no-ct.no-file', { place: String(place) });
}

export interface OpenCtSeries {
  readonly series: CtSeries;
  /** Which one and why, where the user should know: others fit too, or it is not what was drawn on. */
  readonly ctNotice?: string;
}

/**
 * The DICOM series to read a segmentation on.
 *
 * @param reference the segmentation
 * @param place names the folder in errors
 * @throws MutationPredictionError as `chooseCtSeries`
 */
export async function openCtSeries(
  sources: readonly ByteSource[],
  reference: CtReference,
  seriesInstanceUid: string | undefined,
  place: string,
): Promise<OpenCtSeries> {
  const found = await readCtSeries(sources, { codecs: frameCodecs });
  const chosen = chooseCtSeries(found, { reference, seriesInstanceUid }, place);
  const notice = ctNotice(chosen);
  return { series: chosen.ct, ...(notice && { ctNotice: notice }) };
}
