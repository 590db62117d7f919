import path from 'node:path';
import {
  fillRuns,
  readCtFile,
  segmentAt,
  SEGMENTER_NAME,
  type CtImage,
  type CtSeries,
  type Vector3,
  type Warning,
} from '@mutation-prediction/core';
import { readStart } from './fileSources.js';
import { isImageContent } from './imageContent.js';
import { imageSources, openCtSeries } from './openCtSeries.js';
import { openSegmentation, type SegmentationFile } from './openSegmentation.js';

/** Which CT, and which segmentation on it. */
export interface ImagesChoice {
  /** Folder with DICOM files, or NIfTI or NRRD file; or the DICOM files themselves. */
  readonly ct: string | readonly string[];
  /** SEG, RTSTRUCT, or NIfTI or NRRD label image. */
  readonly seg: string;
  /** Of a map of probabilities: what is at least so much is the lesion. */
  readonly maskThreshold?: number;
  /** CT series, where the folder holds several that fit. */
  readonly series?: string;
  /** Phase, by its name or its number, where a series has several. */
  readonly phase?: string;
  /** The user vouches that CT and contours are of one patient, whatever they say. */
  readonly acceptOtherPatient?: boolean;
}

/** Which CT, and a point of a nodule in it that nobody has segmented. */
export interface NoduleChoice extends Omit<ImagesChoice, 'seg' | 'maskThreshold'> {
  /** LPS, mm. */
  readonly at: Vector3;
  /** From −1, tight, to 1, loose. */
  readonly size?: number | undefined;
}

/** A CT and a segmentation on it. */
export interface OpenImages {
  readonly ct: CtImage;
  /** The CT as DICOM; absent for NIfTI and NRRD. */
  readonly series?: CtSeries;
  /** Which CT it is and why, where the user should know. */
  readonly ctNotice?: string;
  readonly segmentation: SegmentationFile;
  /** What every prediction on them must say. */
  readonly warnings: readonly Warning[];
}

/** @throws MutationPredictionError naming what is missing, ambiguous or unreadable */
export async function openImages(options: ImagesChoice): Promise<OpenImages> {
  const segmentation = await openSegmentation(options.seg, { threshold: options.maskThreshold });
  return { ...(await openCt(options, segmentation)), segmentation };
}

/**
 * Opens a CT and segments the nodule at a point of it.
 *
 * @throws MutationPredictionError `no-nodule`, and as {@link openImages}
 */
export async function openNodule({ at, size, ...choice }: NoduleChoice): Promise<OpenImages> {
  const name = pointName(at);
  const opened = await openCt(choice, { reference: { name } });
  const { grid, runs } = await segmentAt(opened.ct, at, { size });
  const mask = fillRuns(grid, runs);
  const segmentation: SegmentationFile = {
    name,
    kind: 'labelmap',
    algorithmName: SEGMENTER_NAME,
    segments: [{ number: 1, label: 'Nodule' }],
    reference: { name },
    maskOn: () => ({ mask, resampled: false }),
  };
  return { ...opened, segmentation };
}

/** How messages name a point. */
export function pointName(at: Vector3): string {
  return `the point ${at.join(', ')} mm`;
}

/** How messages name the place of the CT. */
export function placeOf({ ct }: Pick<ImagesChoice, 'ct'>): string {
  return typeof ct === 'string' ? ct : commonFolder(ct);
}

function commonFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => path.dirname(file).split(path.sep));
  const shared = first.findIndex((part, n) => others.some((other) => other[n] !== part));
  return (shared < 0 ? first : first.slice(0, shared)).join(path.sep) || path.sep;
}

async function openCt(
  { ct, series: seriesInstanceUid, phase, acceptOtherPatient }: Omit<ImagesChoice, 'seg'>,
  contours: Pick<SegmentationFile, 'reference' | 'patient'>,
): Promise<Omit<OpenImages, 'segmentation'>> {
  const place = placeOf({ ct });
  const sources = await imageSources(ct);
  const [first, second] = sources;
  if (!second && isImageContent(await readStart(first))) {
    return { ct: readCtFile(await first.read(), first.name), warnings: [] };
  }
  const opened = await openCtSeries(sources, contours, place, {
    seriesInstanceUid,
    phase,
    acceptOtherPatient,
  });
  return { ct: opened.series, ...opened };
}
