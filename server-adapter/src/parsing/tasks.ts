import path from 'node:path';
import {
  decodePart10,
  MutationPredictionError,
  patientContradictions,
  readCtSeries,
  readPredictionReport,
  warningOf,
  type CtImage,
  type CtSeries,
  type ForeignDataset,
  type IndexBox,
  type PredictionReport,
  type SegmentationReference,
  type SegmentReference,
  type Volume,
  type Warning,
} from '@mutation-prediction/core';
import { chooseLesion, type ChosenLesion, type LesionChoice } from '../case/chooseLesion.js';
import { readInputFile } from '../case/fileSources.js';
import { listSegments, type ListedSegmentation } from '../case/listSegments.js';
import { imageSources } from '../case/openCtSeries.js';
import {
  openImages,
  openNodule,
  type ImagesChoice,
  type NoduleChoice,
  type OpenImages,
} from '../case/openImages.js';
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
    /** What made it on the spot. */
    readonly algorithmName?: string;
    /** Absent for NIfTI, and for what was made on the spot. */
    readonly identity?: Omit<SegmentReference, 'segmentNumber'>;
    readonly segments: readonly OfferedSegment[];
  };
}

/** A report, and the CT of the patient whose it should be. */
export interface ReportChoice {
  readonly file: string;
  /** Folder with DICOM files, or one of them. */
  readonly ct?: string;
  /** The user vouches that both are of one patient, whatever they say. */
  readonly acceptOtherPatient?: boolean;
}

export interface ParsedReport {
  readonly report: PredictionReport;
  readonly warnings: readonly Warning[];
}

export interface RadiomicsCaseChoice {
  readonly files: CaseFiles;
  readonly choice: CaseChoice;
}

/** What the parsing process does. It opens one pair of images and answers for them. */
export class ParsingTasks {
  #images: OpenImages | undefined;

  async openImages(choice: ImagesChoice): Promise<ImagesDescription> {
    return this.#describe(await openImages(choice));
  }

  async openNodule(choice: NoduleChoice): Promise<ImagesDescription> {
    return this.#describe(await openNodule(choice));
  }

  #describe(images: OpenImages): ImagesDescription {
    this.#images = images;
    const { segmentation, series, ctNotice } = images;
    const { name, kind, object, segments, algorithmName } = segmentation;
    return {
      ct: withoutRegion(images.ct),
      ...(series && { series: withoutRegion(series) }),
      ...(ctNotice && { ctNotice }),
      segmentation: {
        name,
        kind,
        segments,
        ...(algorithmName && { algorithmName }),
        ...(object && { identity: object.identity }),
      },
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

  async report({ file, ...choice }: ReportChoice): Promise<ParsedReport> {
    const report = readPredictionReport(await decodePart10(await readReport(file)));
    const warnings = choice.ct ? await compareWithCt(report, { file, ...choice }) : [];
    return { report, warnings };
  }

  async reportDataset(file: string): Promise<ForeignDataset> {
    const dataset = await decodePart10(await readReport(file));
    // Proxies and objects of dcmjs cannot be sent to another process.
    return JSON.parse(JSON.stringify(dataset)) as ForeignDataset;
  }

  #opened(): OpenImages {
    if (!this.#images) throw new RangeError('No images have been opened.');
    return this.#images;
  }
}

const readReport = (file: string) => readInputFile(file, 'no-report.file-unreadable');

/** Whether a report is of the patient whose CT is named; of several series of that which it names. */
async function compareWithCt(
  { patient, predictions }: PredictionReport,
  { file, ct: place = '', acceptOtherPatient }: ReportChoice,
): Promise<Warning[]> {
  const { series } = await readCtSeries(await imageSources(place));
  const named = new Set(predictions.map(({ inputs }) => inputs.image?.seriesInstanceUid));
  const own = series.filter(({ identity }) => named.has(identity.seriesInstanceUid));
  const compared = own.length > 0 ? own : series;
  if (compared.length === 0) {
    throw new MutationPredictionError('no-ct.no-series', { folder: place });
  }
  return compared.flatMap(({ title, studyAttributes }) => {
    const contradicted = patientContradictions(studyAttributes, patient);
    if (contradicted.length === 0) return [];
    const attributes = contradicted.join(', ');
    const values = { file: path.basename(file), ct: title, attributes };
    if (acceptOtherPatient) return [warningOf('other-patient.report', values)];
    throw new MutationPredictionError('other-patient.report-named', values);
  });
}

/** Functions cannot be sent to another process. */
function withoutRegion<Image extends CtImage>(image: Image): Omit<Image, 'readRegion'> {
  const plain: Partial<Image> = { ...image };
  delete plain.readRegion;
  return plain as Omit<Image, 'readRegion'>;
}
