import {
  MutationPredictionError,
  readCtSeries,
  otherCtWarnings,
  requireOnePatient,
  type ByteSource,
  type CtSeries,
  type Warning,
} from '@mutation-prediction/core';
import { frameCodecs } from '../codecs/frameCodecs.js';
import { chooseCtSeries, ctNotice } from './chooseCtSeries.js';
import { fileSource, sourcesBelow, type FileSource } from './fileSources.js';
import type { SegmentationFile } from './openSegmentation.js';

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
  /** What every prediction on it must say. */
  readonly warnings: readonly Warning[];
}

export interface CtSeriesOptions {
  /** Asked for on the command line. */
  readonly seriesInstanceUid?: string | undefined;
  readonly phase?: string | undefined;
  /** The user vouches that CT and contours are of one patient, whatever they say. */
  readonly acceptOtherPatient?: boolean | undefined;
}

/**
 * The DICOM series to read a segmentation on.
 *
 * @param place names the folder in errors
 * @throws MutationPredictionError as `chooseCtSeries`; `other-patient`
 */
export async function openCtSeries(
  sources: readonly ByteSource[],
  { reference, patient }: Pick<SegmentationFile, 'reference' | 'patient'>,
  place: string,
  { seriesInstanceUid, phase, acceptOtherPatient: accepted }: CtSeriesOptions,
): Promise<OpenCtSeries> {
  const found = await readCtSeries(sources, { codecs: frameCodecs });
  const chosen = chooseCtSeries(found, { reference, seriesInstanceUid, phase }, place);
  const contours = { name: reference.name, patient };
  const warnings = [
    ...requireOnePatient(chosen.ct, contours, { place: { folder: place }, accepted }),
    ...otherCtWarnings(reference.name, chosen),
  ];
  const notice = ctNotice(chosen);
  return { series: chosen.ct, ...(notice && { ctNotice: notice }), warnings };
}
