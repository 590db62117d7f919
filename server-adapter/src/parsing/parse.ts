import type { CtImage, CtSeries, Prediction } from '@mutation-prediction/core';
import type { ChosenLesion, LesionChoice } from '../cli/chooseLesion.js';
import type { ListedSegmentation } from '../cli/listSegments.js';
import type { ImagesChoice } from '../cli/openImages.js';
import { Parser } from './parser.js';
import { lesionOf, type ImagesDescription, type ParsingTasks } from './tasks.js';

/** A CT and a segmentation on it, read in a process of their own. */
export interface ParsedImages {
  readonly ct: CtImage;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: CtSeries;
  readonly segmentation: ImagesDescription['segmentation'];
  /** @throws MutationPredictionError `no-segment`, `empty-segment`, and why the mask cannot be read */
  lesion(choice: LesionChoice): Promise<ChosenLesion>;
}

/**
 * Opens a CT and a segmentation.
 *
 * @throws MutationPredictionError naming what is missing, ambiguous or unreadable; `parsing-stopped`
 */
export async function parseImages(choice: ImagesChoice): Promise<ParsedImages> {
  const parser = newParser();
  const { ct, series, segmentation } = await parser.call(
    'openImages',
    choice,
    `${choice.ct} with ${choice.seg}`,
  );
  const readRegion: CtImage['readRegion'] = (box) => parser.call('region', box, choice.ct);
  return {
    ct: { ...ct, readRegion },
    ...(series && { series: { ...series, readRegion } }),
    segmentation,
    lesion: async (lesion) => lesionOf(await parser.call('lesion', lesion, choice.seg), ct.grid),
  };
}

/** What a segmentation file holds; errors as {@link parseImages}. */
export function parseSegments(file: string): Promise<ListedSegmentation> {
  return newParser().call('segments', file, file);
}

/**
 * The predictions that a report holds.
 *
 * @throws MutationPredictionError `no-report`, `invalid-report`, `parsing-stopped`
 */
export function parseReport(file: string): Promise<readonly Prediction[]> {
  return newParser().call('report', file, file);
}

const newParser = () => new Parser<ParsingTasks>(new URL('./program.js', import.meta.url));
