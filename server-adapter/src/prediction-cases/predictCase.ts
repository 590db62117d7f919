import {
  MutationPredictionError,
  preparePrediction,
  toPlainError,
  type ClinicalInputs,
  type PlainError,
  type Prediction,
  type Predictor,
} from '@mutation-prediction/core';
import type { ChosenLesion } from '../case/chooseLesion.js';
import type { CohortCase } from '../cohort/cohortCase.js';
import type { DicomWebService } from '../pacs/index.js';
import type { ImagesParser, ParsedImages } from '../parsing/parse.js';
import { writeCaseFiles, type CaseFiles, type CasePlaces, type LesionResult } from './caseFiles.js';
import { unforeseen } from './unforeseen.js';

/** Which lesions of each case are meant. */
export interface LesionsChoice {
  /** Segment, ROI or label number; all that have contours where neither this nor a name is given. */
  readonly segment?: number;
  /** Label of a segment, whatever its case; `*` stands for anything. */
  readonly segmentName?: string;
  /** 1-based connected part, largest first; whole segments by default. */
  readonly component?: number;
  /** Phase, by its name or its number, where a series has several. */
  readonly phase?: string;
  /** Of maps of probabilities: what is at least so much is the lesion. */
  readonly maskThreshold?: number;
  /** The user vouches that CT and contours are of one patient, whatever they say. */
  readonly acceptOtherPatient?: boolean;
}

/** What is asked of a case; plain data, so that it can be sent to workers. */
export interface CaseTask {
  readonly cohortCase: CohortCase;
  /** Model packages that it has no result of yet. */
  readonly models: readonly CaseModel[];
  readonly lesions: LesionsChoice;
  /** What is known of the patient beside what the CT says. */
  readonly clinical: ClinicalInputs;
  /** Figures also where a check withholds them. */
  readonly showWithheld?: true;
  /** Where it is retrieved from, where it is a case of a PACS. */
  readonly pacs?: DicomWebService;
  /** Where its reports, and what goes with them, are stored, beside their files. */
  readonly archive?: DicomWebService;
}

export interface CaseModel extends CasePlaces {
  readonly id: string;
  /** SHA-256 of the package. */
  readonly digest: string;
  /** SHA-256 of all that the result depends on. */
  readonly key: string;
}

/** A lesion of a case under a model, or why it has no prediction. */
export type LesionOutcome =
  | { readonly prediction: Prediction }
  | { readonly segment: number; readonly label?: string; readonly error: PlainError };

/** What a model made of a case. */
export interface ModelOutcome extends CaseFiles {
  readonly modelId: string;
  readonly lesions: readonly LesionOutcome[];
  /** What is `written` is in the archive too. */
  readonly isStored?: true;
  /** Which CT was read and why, where that was not plain. */
  readonly ctNotice?: string;
}

/** What became of a case; plain data. */
export type CaseOutcome =
  { readonly models: readonly ModelOutcome[] } | { readonly error: PlainError };

/** Opens a model package, once, whatever the number of cases. */
export type OpenModel = (id: string) => Promise<Predictor>;

/**
 * Reads a case and predicts its lesions under each model; whatever goes wrong is a part of the answer.
 */
export async function predictCase(
  task: CaseTask,
  parser: ImagesParser,
  openModel: OpenModel,
): Promise<CaseOutcome> {
  try {
    const { ct, seg, series } = task.cohortCase;
    const { acceptOtherPatient, maskThreshold, phase } = task.lesions;
    const [only, another] = ct;
    const isOneFile = only !== undefined && another === undefined;
    const images = await parser.parse({
      ct: isOneFile ? only : ct,
      seg,
      ...(series && { series }),
      ...(phase !== undefined && { phase }),
      ...(maskThreshold !== undefined && { maskThreshold }),
      ...(acceptOtherPatient && { acceptOtherPatient }),
    });
    const lesions = await openLesions(images, chosenIn(task));
    const clinical = { ...images.series?.patient, ...task.clinical };
    const models: ModelOutcome[] = [];
    for (const model of task.models) {
      const predictor = await openModel(model.id);
      const { showWithheld } = task;
      models.push(
        await predictLesions(lesions, {
          images,
          clinical,
          model,
          predictor,
          ...(showWithheld && { showWithheld }),
        }),
      );
    }
    return { models };
  } catch (error) {
    return { error: toPlainError(error, unforeseen) };
  }
}

/** A manifest's row is more particular than what is asked of all cases. */
function chosenIn({ cohortCase: { segment, component }, lesions }: CaseTask): LesionsChoice {
  if (segment === undefined && component === undefined) return lesions;
  return {
    ...(segment !== undefined && { segment }),
    ...(component !== undefined && { component }),
  };
}

type OpenLesion =
  { readonly lesion: ChosenLesion } | Extract<LesionOutcome, { readonly error: PlainError }>;

async function openLesions(images: ParsedImages, choice: LesionsChoice): Promise<OpenLesion[]> {
  const { component } = choice;
  const lesions: OpenLesion[] = [];
  for (const { number, label } of segmentsMeant(images, choice)) {
    try {
      const lesion = await images.lesion({
        segment: number,
        ...(component !== undefined && { component }),
      });
      lesions.push({ lesion });
    } catch (error) {
      lesions.push({
        segment: number,
        ...(label !== undefined && { label }),
        error: toPlainError(error, unforeseen),
      });
    }
  }
  return lesions;
}

function segmentsMeant(
  { segmentation: { name, segments } }: ParsedImages,
  { segment, segmentName }: LesionsChoice,
) {
  if (segment !== undefined) return [{ number: segment, label: undefined }];
  const pattern = segmentName === undefined ? undefined : wildcard(segmentName);
  const meant = pattern ? segments.filter(({ label = '' }) => pattern.test(label)) : segments;
  if (meant.length > 0) return meant;
  if (segmentName === undefined || segments.length === 0) {
    throw new MutationPredictionError('no-segment.without-contours', { file: name });
  }
  const offered = segments.map(({ number, label }) => (label ? `"${label}"` : String(number)));
  throw new MutationPredictionError('no-segment.none-named', {
    file: name,
    name: segmentName,
    offered: offered.join(', '),
  });
}

/** `*` stands for anything, and nothing else is special. */
function wildcard(name: string): RegExp {
  const literal = name
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}$`, 'is');
}

interface ModelRun {
  readonly images: ParsedImages;
  readonly clinical: ClinicalInputs;
  readonly model: CaseModel;
  readonly predictor: Predictor;
  readonly showWithheld?: true;
}

async function predictLesions(
  lesions: readonly OpenLesion[],
  run: ModelRun,
): Promise<ModelOutcome> {
  const outcomes: LesionOutcome[] = [];
  const results: LesionResult[] = [];
  for (const open of lesions) {
    if (!('lesion' in open)) {
      outcomes.push(open);
      continue;
    }
    const { source, mask } = open.lesion;
    try {
      const { ct } = run.images;
      const request = await preparePrediction(
        ct,
        mask,
        source,
        run.clinical,
        run.predictor.manifest,
      );
      const result = await run.predictor.predict({
        ...request,
        ...(run.showWithheld && { showWithheld: true }),
      });
      outcomes.push({ prediction: result.prediction });
      results.push({ lesion: open.lesion, result });
    } catch (error) {
      const { segmentNumber: segment, segmentLabel: label } = source.segmentation;
      outcomes.push({
        segment,
        ...(label !== undefined && { label }),
        error: toPlainError(error, unforeseen),
      });
    }
  }
  const { images, model } = run;
  return {
    modelId: model.id,
    lesions: outcomes,
    ...(await writeCaseFiles(results, images, model, model.key)),
    ...(images.ctNotice && { ctNotice: images.ctNotice }),
  };
}
