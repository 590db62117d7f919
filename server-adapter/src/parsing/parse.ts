import type { CtImage, CtSeries, ForeignDataset } from '@mutation-prediction/core';
import type { ChosenLesion, LesionChoice } from '../case/chooseLesion.js';
import type { ListedSegmentation } from '../case/listSegments.js';
import { placeOf, pointName, type ImagesChoice, type NoduleChoice } from '../case/openImages.js';
import type { CaseFiles } from '../radiomics-cases/caseFiles.js';
import type { CaseChoice, OpenRadiomicsCase } from '../radiomics-cases/openRadiomicsCase.js';
import { newParser } from './newParser.js';
import type { ImagesDescription, ParsedReport, ReportChoice } from './tasks.js';

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
export function parseImages(choice: ImagesChoice): Promise<ParsedImages> {
  return imagesParser().parse(choice);
}

/**
 * Opens a CT and segments the nodule at a point of it.
 *
 * @throws MutationPredictionError `no-nodule`, and as {@link parseImages}
 */
export async function parseNodule(choice: NoduleChoice): Promise<ParsedImages> {
  const parser = newParser();
  const contours = `${pointName(choice.at)} of ${placeOf(choice)}`;
  const opened = await parser.call('openNodule', choice, contours);
  return parsedImages(parser, opened, { ct: placeOf(choice), contours });
}

/** A process that opens one CT and segmentation after the other; those before are closed. */
export interface ImagesParser {
  /** As {@link parseImages}. */
  parse(choice: ImagesChoice): Promise<ParsedImages>;
  /** Ends the process. */
  close(): void;
}

export function imagesParser(): ImagesParser {
  const parser = newParser();
  return { parse: (choice) => imagesIn(parser, choice), close: () => parser.close() };
}

async function imagesIn(
  parser: ReturnType<typeof newParser>,
  choice: ImagesChoice,
): Promise<ParsedImages> {
  const place = placeOf(choice);
  const opened = await parser.call('openImages', choice, `${place} with ${choice.seg}`);
  return parsedImages(parser, opened, { ct: place, contours: choice.seg });
}

/** @param names of what is read, in errors */
function parsedImages(
  parser: ReturnType<typeof newParser>,
  { ct, series, ctNotice, segmentation }: ImagesDescription,
  names: { readonly ct: string; readonly contours: string },
): ParsedImages {
  const readRegion: CtImage['readRegion'] = (box) => parser.call('region', box, names.ct);
  return {
    ct: { ...ct, readRegion },
    ...(series && { series: { ...series, readRegion } }),
    ...(ctNotice && { ctNotice }),
    segmentation,
    lesion: (lesion) => parser.call('lesion', lesion, names.contours),
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
 * Reads a report, and compares it with the patient's CT where that is named.
 *
 * @throws MutationPredictionError `no-report`, `invalid-report`, `other-patient`, `no-ct`, `parsing-stopped`
 */
export function parseReport(choice: ReportChoice): Promise<ParsedReport> {
  return newParser().call('report', choice, choice.file);
}

/** What a report holds, as a data set of plain values; errors as {@link parseReport}. */
export function parseReportDataset(file: string): Promise<ForeignDataset> {
  return newParser().call('reportDataset', file, file);
}
