import type { CtImage, CtSeries, Prediction } from '@mutation-prediction/core';
import type { ChosenLesion, LesionChoice } from '../case/chooseLesion.js';
import type { ListedSegmentation } from '../case/listSegments.js';
import type { ImagesChoice } from '../case/openImages.js';
import type { CaseFiles } from '../radiomics-cases/caseFiles.js';
import type { CaseChoice, OpenRadiomicsCase } from '../radiomics-cases/openRadiomicsCase.js';
import { Parser } from './parser.js';
import type { ImagesDescription, ParsingTasks } from './tasks.js';

/** A CT and a segmentation on it, read in a process of their own. */
export interface ParsedImages {
  readonly ct: CtImage;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: CtSeries;
  /** Which CT it is and why, where the user should know: nobody asked for it, nor was it drawn on. */
  readonly ctNotice?: string;
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
  const { ct, series, ctNotice, segmentation } = await parser.call(
    'openImages',
    choice,
    `${choice.ct} with ${choice.seg}`,
  );
  const readRegion: CtImage['readRegion'] = (box) => parser.call('region', box, choice.ct);
  return {
    ct: { ...ct, readRegion },
    ...(series && { series: { ...series, readRegion } }),
    ...(ctNotice && { ctNotice }),
    segmentation,
    lesion: (lesion) => parser.call('lesion', lesion, choice.seg),
  };
}

/** Reads an image and a mask to take features of; errors as {@link parseImages}. */
export type ParseCase = (files: CaseFiles, choice: CaseChoice) => Promise<OpenRadiomicsCase>;

/** A process that reads one case after the other. */
export function caseParser(): ParseCase {
  const parser = newParser();
  return (files, choice) => parser.call('radiomicsCase', { files, choice }, files.id);
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

/** The built one, so that it is found from the sources too. */
const PROGRAM = new URL('../../dist/parsing/program.js', import.meta.url);

const newParser = () => new Parser<ParsingTasks>(PROGRAM);
