import { readNiftiCt, type CtImage, type CtSeries } from '@mutation-prediction/core';
import { readStart } from './fileSources.js';
import { isNiftiContent } from './niftiContent.js';
import { imageSources, openCtSeries } from './openCtSeries.js';
import { openSegmentation, type SegmentationFile } from './openSegmentation.js';

/** Which CT, and which segmentation on it. */
export interface ImagesChoice {
  /** Folder with DICOM files, or NIfTI file. */
  readonly ct: string;
  /** SEG, RTSTRUCT, or NIfTI label image. */
  readonly seg: string;
  /** CT series, where the folder holds several that fit. */
  readonly series?: string;
}

/** A CT and a segmentation on it. */
export interface OpenImages {
  readonly ct: CtImage;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: CtSeries;
  /** Which CT it is and why, where the user should know. */
  readonly ctNotice?: string;
  readonly segmentation: SegmentationFile;
}

/** @throws MutationPredictionError naming what is missing, ambiguous or unreadable */
export async function openImages(options: ImagesChoice): Promise<OpenImages> {
  const segmentation = await openSegmentation(options.seg);
  return { ...(await openCt(options, segmentation)), segmentation };
}

async function openCt(
  { ct: place, series: seriesInstanceUid }: ImagesChoice,
  { reference }: SegmentationFile,
): Promise<Omit<OpenImages, 'segmentation'>> {
  const sources = await imageSources(place);
  const [first, second] = sources;
  if (!second && isNiftiContent(await readStart(first))) {
    return { ct: readNiftiCt(await first.read(), first.name) };
  }
  const opened = await openCtSeries(sources, reference, seriesInstanceUid, place);
  return { ct: opened.series, ...opened };
}
