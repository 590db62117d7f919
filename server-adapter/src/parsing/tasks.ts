import {
  decodePart10,
  fillRuns,
  maskRuns,
  readPredictionReport,
  type CtImage,
  type CtSeries,
  type IndexBox,
  type Mask,
  type Prediction,
  type Run,
  type SegmentationReference,
  type SegmentReference,
  type Volume,
} from '@mutation-prediction/core';
import { chooseLesion, type ChosenLesion, type LesionChoice } from '../case/chooseLesion.js';
import { readInputFile } from '../case/fileSources.js';
import { listSegments, type ListedSegmentation } from '../case/listSegments.js';
import { openImages, type ImagesChoice, type OpenImages } from '../case/openImages.js';
import { openSegmentation, type OfferedSegment } from '../case/openSegmentation.js';
import type { CaseFiles } from '../radiomics-cases/caseFiles.js';
import {
  openRadiomicsCase,
  type CaseChoice,
  type RadiomicsCase,
} from '../radiomics-cases/openRadiomicsCase.js';

/** A CT and a segmentation as plain data; their voxels stay in the parsing process. */
export interface ImagesDescription {
  readonly ct: Omit<CtImage, 'readRegion'>;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: Omit<CtSeries, 'readRegion'>;
  readonly segmentation: {
    readonly name: string;
    readonly kind: SegmentationReference['kind'];
    /** Absent for NIfTI. */
    readonly identity?: Omit<SegmentReference, 'segmentNumber'>;
    readonly segments: readonly OfferedSegment[];
  };
}

/** A lesion whose masks, on the CT's grid, are sent as runs: a mask is mostly empty. */
export interface LesionRuns {
  readonly source: ChosenLesion['source'];
  readonly runs: readonly Run[];
  readonly segmentRuns: readonly Run[];
}

export interface RadiomicsCaseChoice {
  readonly files: CaseFiles;
  readonly choice: CaseChoice;
}

export type RadiomicsCaseRuns = Omit<RadiomicsCase, 'mask'> & { readonly runs: readonly Run[] };

/** What the parsing process does. It opens one pair of images and answers for them. */
export class ParsingTasks {
  #images: OpenImages | undefined;

  async openImages(choice: ImagesChoice): Promise<ImagesDescription> {
    const images = await openImages(choice);
    this.#images = images;
    const { segmentation, series } = images;
    const { name, kind, object, segments } = segmentation;
    return {
      ct: withoutRegion(images.ct),
      ...(series && { series: withoutRegion(series) }),
      segmentation: { name, kind, segments, ...(object && { identity: object.identity }) },
    };
  }

  lesion(choice: LesionChoice): LesionRuns {
    const { segmentation, ct } = this.#opened();
    const { source, mask, segmentMask } = chooseLesion(segmentation, ct, choice);
    return { source, runs: maskRuns(mask), segmentRuns: maskRuns(segmentMask) };
  }

  region(box: IndexBox): Promise<Volume> {
    return this.#opened().ct.readRegion(box);
  }

  /** Everything that features are taken of; nothing of it stays here. */
  async radiomicsCase({ files, choice }: RadiomicsCaseChoice): Promise<RadiomicsCaseRuns> {
    const { image, mask, warnings } = await openRadiomicsCase(files, choice);
    return { image, runs: maskRuns(mask), warnings };
  }

  async segments(file: string): Promise<ListedSegmentation> {
    return listSegments(await openSegmentation(file));
  }

  async report(file: string): Promise<readonly Prediction[]> {
    const bytes = await readInputFile(file, 'no-report.file-unreadable');
    return readPredictionReport(await decodePart10(bytes)).predictions;
  }

  #opened(): OpenImages {
    if (!this.#images) throw new RangeError('No images have been opened.');
    return this.#images;
  }
}

/** Functions cannot be sent to another process. */
function withoutRegion<Image extends CtImage>(image: Image): Omit<Image, 'readRegion'> {
  const plain: Partial<Image> = { ...image };
  delete plain.readRegion;
  return plain as Omit<Image, 'readRegion'>;
}

/** The receiver's half of {@link LesionRuns}. */
export function lesionOf(
  { source, runs, segmentRuns }: LesionRuns,
  grid: Mask['grid'],
): ChosenLesion {
  return { source, mask: fillRuns(grid, runs), segmentMask: fillRuns(grid, segmentRuns) };
}
