import {
  decodePart10,
  readPredictionReport,
  type CtImage,
  type CtSeries,
  type IndexBox,
  type Prediction,
  type SegmentationReference,
  type SegmentReference,
  type Volume,
} from '@mutation-prediction/core';
import { chooseLesion, type ChosenLesion, type LesionChoice } from '../case/chooseLesion.js';
import { readInputFile } from '../case/fileSources.js';
import { listSegments, type ListedSegmentation } from '../case/listSegments.js';
import { openImages, type ImagesChoice, type OpenImages } from '../case/openImages.js';
import { openSegmentation, type OfferedSegment } from '../case/openSegmentation.js';
import { scanFiles, type ScannedFile } from '../cohort/scanFiles.js';
import type { CaseFiles } from '../radiomics-cases/caseFiles.js';
import {
  openRadiomicsCase,
  type CaseChoice,
  type OpenRadiomicsCase,
} from '../radiomics-cases/openRadiomicsCase.js';

/** A CT and a segmentation as plain data; their voxels stay in the parsing process. */
export interface ImagesDescription {
  readonly ct: Omit<CtImage, 'readRegion'>;
  /** The CT as DICOM; absent for NIfTI. */
  readonly series?: Omit<CtSeries, 'readRegion'>;
  /** Which CT it is and why, where the user should know. */
  readonly ctNotice?: string;
  readonly segmentation: {
    readonly name: string;
    readonly kind: SegmentationReference['kind'];
    /** Absent for NIfTI. */
    readonly identity?: Omit<SegmentReference, 'segmentNumber'>;
    readonly segments: readonly OfferedSegment[];
  };
}

export interface RadiomicsCaseChoice {
  readonly files: CaseFiles;
  readonly choice: CaseChoice;
}

/** What the parsing process does. It opens one pair of images and answers for them. */
export class ParsingTasks {
  #images: OpenImages | undefined;

  async openImages(choice: ImagesChoice): Promise<ImagesDescription> {
    const images = await openImages(choice);
    this.#images = images;
    const { segmentation, series, ctNotice } = images;
    const { name, kind, object, segments } = segmentation;
    return {
      ct: withoutRegion(images.ct),
      ...(series && { series: withoutRegion(series) }),
      ...(ctNotice && { ctNotice }),
      segmentation: { name, kind, segments, ...(object && { identity: object.identity }) },
    };
  }

  lesion(choice: LesionChoice): ChosenLesion {
    const { segmentation, ct, warnings } = this.#opened();
    return chooseLesion(segmentation, ct, choice, warnings);
  }

  region(box: IndexBox): Promise<Volume> {
    return this.#opened().ct.readRegion(box);
  }

  /** Everything that features are taken of; nothing of it stays here. */
  radiomicsCase({ files, choice }: RadiomicsCaseChoice): Promise<OpenRadiomicsCase> {
    return openRadiomicsCase(files, choice);
  }

  scan(files: readonly string[]): Promise<ScannedFile[]> {
    return scanFiles(files);
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
