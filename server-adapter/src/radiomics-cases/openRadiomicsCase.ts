import {
  readImageFile,
  wholeBox,
  type CtImage,
  type RadiomicsImage,
  type VoxelRun,
} from '@mutation-prediction/core';
import { readStart } from '../case/fileSources.js';
import { isImageContent } from '../case/imageContent.js';
import { imageSources, openCtSeries } from '../case/openCtSeries.js';
import type { CaseFiles } from './caseFiles.js';
import { openRoi, type OpenRoi, type RoiChoice } from './openRoi.js';

/** Which part of a case's files is meant. */
export interface CaseChoice extends RoiChoice {
  /** CT series, where a folder holds several that fit. */
  readonly series?: string;
  /** Phase, by its name or its number, where a series has several. */
  readonly phase?: string;
  /** The user vouches that image and contours are of one patient, whatever they say. */
  readonly acceptOtherPatient?: boolean;
}

/** An image and a mask on its grid, as runs; plain data. */
export interface OpenRadiomicsCase {
  readonly image: RadiomicsImage;
  readonly runs: readonly VoxelRun[];
  /** What the user should know of how they were read. */
  readonly warnings: readonly string[];
  /** Of these warnings: which CT was read and why, where that was not plain. */
  readonly ctNotice?: string;
}

/** @throws MutationPredictionError naming what is missing, ambiguous or unreadable */
export async function openRadiomicsCase(
  files: CaseFiles,
  choice: CaseChoice,
): Promise<OpenRadiomicsCase> {
  const roi = await openRoi(files.mask, choice);
  const { image, ct, ctNotice, ...told } = await openImage(files.image, roi, choice);
  const { runs, warnings: ofRegion } = roi.on(ct);
  const warnings = [...told.warnings, ...ofRegion];
  return ctNotice
    ? { image, runs, warnings: [ctNotice, ...warnings], ctNotice }
    : { image, runs, warnings };
}

interface OpenImage extends Pick<OpenRadiomicsCase, 'image' | 'warnings' | 'ctNotice'> {
  readonly ct: Pick<CtImage, 'grid' | 'identity'>;
}

async function openImage(
  place: string,
  roi: OpenRoi,
  { series: seriesInstanceUid, phase, acceptOtherPatient }: CaseChoice,
): Promise<OpenImage> {
  const sources = await imageSources(place);
  const [first, second] = sources;
  if (!second) {
    const start = await readStart(first);
    if (isImageContent(start)) {
      const image = readImageFile(await first.read(), first.name);
      return { image, ct: image, warnings: [] };
    }
  }
  const options = { seriesInstanceUid, phase, acceptOtherPatient };
  const { series: ct, warnings, ...told } = await openCtSeries(sources, roi, place, options);
  return {
    image: await ct.readRegion(wholeBox(ct.grid)),
    ct,
    warnings: warnings.map(({ message }) => message),
    ...told,
  };
}
