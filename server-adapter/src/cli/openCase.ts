import {
  MutationPredictionError,
  readCtSeries,
  readNiftiCt,
  type CtImage,
  type CtSeries,
} from '@mutation-prediction/core';
import { chooseCtSeries } from './chooseCtSeries.js';
import { chooseLesion, type ChosenLesion } from './chooseLesion.js';
import type { LesionOptions } from './caseOptions.js';
import { sourcesBelow } from './fileSources.js';
import { isNiftiContent } from './niftiContent.js';
import { openSegmentation, type OpenSegmentation } from './openSegmentation.js';

/** A CT and a segmentation on it. */
export interface OpenImages {
  readonly ct: CtImage;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: CtSeries;
  readonly segmentation: OpenSegmentation;
}

/** The same, and the lesion in both that a command is about. */
export interface OpenCase extends OpenImages {
  readonly lesion: ChosenLesion;
}

/** @throws MutationPredictionError naming what is missing, ambiguous or unreadable */
export async function openImages(options: LesionOptions): Promise<OpenImages> {
  const segmentation = await openSegmentation(options.seg);
  const { ct, series } = await openCt(options, segmentation);
  return { ct, ...(series && { series }), segmentation };
}

/** @throws MutationPredictionError naming what is missing, ambiguous or unreadable */
export async function openCase(options: LesionOptions): Promise<OpenCase> {
  const images = await openImages(options);
  return { ...images, lesion: chooseLesion(images.segmentation, images.ct, options) };
}

async function openCt(
  { ct: place, series: seriesInstanceUid }: LesionOptions,
  { object }: OpenSegmentation,
): Promise<Pick<OpenCase, 'ct' | 'series'>> {
  const sources = await sourcesBelow(place);
  const [first, second] = sources;
  if (!first) {
    throw new MutationPredictionError('no-ct', `There is no file in ${place}.`, 'Check the path.');
  }
  if (!second) {
    const bytes = await first.read();
    if (isNiftiContent(bytes)) return { ct: readNiftiCt(bytes, first.name) };
  }
  const series = chooseCtSeries(
    await readCtSeries(sources),
    { ...(object && { references: object }), ...(seriesInstanceUid && { seriesInstanceUid }) },
    place,
  );
  return { ct: series, series };
}
