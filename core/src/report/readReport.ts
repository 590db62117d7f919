import { MutationPredictionError } from '../errors.js';
import type { ForeignDataset } from '../dicom/naturalisedDataset.js';
import type { Code } from '../inference/modelManifest.js';
import type { Prediction } from '../prediction/prediction.js';
import { predictionSchema } from '../prediction/prediction.js';
import { RUN_PARAMETERS, TARGET_PARAMETERS, readParameters } from './algorithmParameters.js';
import { fromAsciiText } from './asciiText.js';
import { SEX_TERMS, SMOKING_TERMS } from './clinicalTerms.js';
import { CODES, PRIVATE_SCHEME_UID, sameConcept } from './codes.js';
import type { ContentNode } from './contentTree.js';
import {
  childNamed,
  childrenNamed,
  codeOf,
  numberOf,
  readCode,
  readContentTree,
  readItems,
  readNumber,
  readText,
  textOf,
  uidOf,
} from './contentTree.js';
import type { PredecessorDocument } from './document.js';
import { COMPREHENSIVE_3D_SR } from './document.js';
import { LESION_MEASUREMENTS } from './lesionMeasurements.js';
import type { Draft } from './propertyPath.js';
import { setAt } from './propertyPath.js';
import { WARNING_TERMS } from './statements.js';
import { STATUS_TERMS } from './targetItems.js';
import { readViews } from './viewParameters.js';

/** A report read back; as it stands it can be the `predecessor` of the next run's report. */
export interface PredictionReport extends PredecessorDocument {
  readonly prediction: Prediction;
  /** Local date and time of the content, ISO 8601 without zone. */
  readonly contentDate: string;
}

/** Whether an SR is one of ours: by its class, title and private coding scheme. Never throws. */
export function isPredictionReport(dataset: ForeignDataset): boolean {
  return (
    readText(dataset['SOPClassUID']) === COMPREHENSIVE_3D_SR &&
    sameConcept(readCode(dataset['ConceptNameCodeSequence']), CODES.oncologyMeasurementReport) &&
    readItems(dataset['CodingSchemeIdentificationSequence']).some(
      (item) => readText(item['CodingSchemeUID']) === PRIVATE_SCHEME_UID,
    )
  );
}

/**
 * The prediction in one of our reports: exactly what was given to `buildPredictionReport`.
 *
 * @param dataset as naturalised by dcmjs, from a file or from DICOMweb metadata
 * @throws MutationPredictionError `unsupported-object` for another SR and for a report of a newer or
 *   several lesions, `malformed-object` for one of ours that is damaged
 */
export function readPredictionReport(dataset: ForeignDataset): PredictionReport {
  const name = `The report ${readText(dataset['SOPInstanceUID']) ?? 'without UID'}`;
  if (!isPredictionReport(dataset)) {
    return unsupported(`${name} is not a mutation prediction of this product.`);
  }
  const root = readContentTree(dataset);
  const groups = childrenNamed(childNamed(root, CODES.imagingMeasurements), CODES.measurementGroup);
  if (groups.length > 1) return unsupported(`${name} holds several lesions.`);
  const draft = readDraft(root, groups[0], dataset);
  if (draft['schemaVersion'] !== undefined && draft['schemaVersion'] !== 1) {
    return unsupported(`${name} was written by a newer version.`);
  }
  const { data: prediction, error } = predictionSchema.safeParse(draft);
  if (!prediction) {
    const places = error.issues.map((issue) => issue.path.join('.'));
    return damaged(`${name} is damaged: ${places.join(', ')} cannot be read.`);
  }
  return { prediction, ...readDocument(dataset, name) };
}

function readDocument(dataset: ForeignDataset, name: string): Omit<PredictionReport, 'prediction'> {
  const require = (keyword: string) =>
    readText(dataset[keyword]) ?? damaged(`${name} is damaged: it has no ${keyword}.`);
  return {
    sopClassUid: COMPREHENSIVE_3D_SR,
    sopInstanceUid: require('SOPInstanceUID'),
    studyInstanceUid: require('StudyInstanceUID'),
    seriesInstanceUid: require('SeriesInstanceUID'),
    instanceNumber: readNumber(dataset['InstanceNumber']) ?? 1,
    contentDate: isoDateTime(require('ContentDate'), require('ContentTime')),
  };
}

/** Everything the document says, in the shape of a Prediction but not validated. */
function readDraft(
  root: ContentNode,
  group: ContentNode | undefined,
  dataset: ForeignDataset,
): Draft {
  const draft: Draft = {};
  readParameters(RUN_PARAMETERS, parametersOf(group), draft);
  setAt(draft, 'model.name', textOf(childNamed(group, CODES.algorithmName)));
  setAt(draft, 'model.version', textOf(childNamed(group, CODES.algorithmVersion)));
  setAt(draft, 'inputs.image', readImage(root, group, dataset));
  setAt(draft, 'inputs.clinical', readClinical(root));
  draft['lesion'] = readLesion(group);
  draft['targets'] = readTargets(group);
  draft['warnings'] = readWarnings(root);
  return draft;
}

function readImage(
  root: ContentNode,
  group: ContentNode | undefined,
  dataset: ForeignDataset,
): Draft {
  const seriesInstanceUid = uidOf(childNamed(group, CODES.sourceSeriesForSegmentation));
  const study = readItems(dataset['CurrentRequestedProcedureEvidenceSequence']).find((item) =>
    readItems(item['ReferencedSeriesSequence']).some(
      (series) => readText(series['SeriesInstanceUID']) === seriesInstanceUid,
    ),
  );
  const library = childNamed(childNamed(root, CODES.imageLibrary), CODES.imageLibraryGroup);
  return {
    studyInstanceUid: readText(study?.['StudyInstanceUID']),
    seriesInstanceUid,
    frameOfReferenceUid: uidOf(childNamed(library, CODES.frameOfReferenceUid)),
  };
}

function readClinical(root: ContentNode): Draft {
  const ageYears = numberOf(childNamed(root, CODES.subjectAge));
  const sex = termFor(SEX_TERMS, codeOf(childNamed(root, CODES.subjectSex)));
  const smoking = termFor(SMOKING_TERMS, codeOf(childNamed(root, CODES.tobaccoSmokingBehavior)));
  return {
    ...(ageYears !== undefined && { ageYears }),
    ...(sex && { sex }),
    ...(smoking && { smoking }),
  };
}

function readLesion(group: ContentNode | undefined): Draft {
  const label = textOf(childNamed(group, CODES.trackingIdentifier));
  const lesion: Draft = {
    label: label && fromAsciiText(label),
    trackingUid: uidOf(childNamed(group, CODES.trackingUniqueIdentifier)),
  };
  for (const { path, name } of LESION_MEASUREMENTS) {
    setAt(lesion, path, numberOf(childNamed(group, name)));
  }
  return lesion;
}

/** Every NUM that studies a gene is a target; the statuses come in the same order. */
function readTargets(group: ContentNode | undefined): Draft[] {
  const probabilities = (group?.children ?? []).filter((node) =>
    childNamed(node, CODES.geneStudied),
  );
  const statuses = (group?.children ?? []).filter(
    (node) => node.valueType === 'CODE' && termFor(STATUS_TERMS, codeOf(node)),
  );
  return probabilities.map((node, n) => readTarget(node, statuses[n]));
}

function readTarget(node: ContentNode, status: ContentNode | undefined): Draft {
  const parameters = parametersOf(node);
  const views = readViews(parameters);
  const target: Draft = {
    codes: {
      probability: node.name,
      prediction: status?.name,
      gene: codeOf(childNamed(node, CODES.geneStudied)),
    },
    probability: numberOf(node),
    status: termFor(STATUS_TERMS, codeOf(status)),
    threshold: numberOf(childNamed(node, CODES.thresholdValue)),
    ...(views && { views }),
  };
  readParameters(TARGET_PARAMETERS, parameters, target);
  return target;
}

function readWarnings(root: ContentNode): Draft[] {
  const evaluations = childNamed(root, CODES.qualitativeEvaluations)?.children ?? [];
  return evaluations.flatMap((node) => {
    const code = termFor(WARNING_TERMS, node.name);
    return code ? [{ code, message: fromAsciiText(textOf(node) ?? '') }] : [];
  });
}

function parametersOf(node: ContentNode | undefined): string[] {
  return childrenNamed(node, CODES.algorithmParameters).flatMap((child) => textOf(child) ?? []);
}

/** The key of a table of terms whose code this is. */
function termFor(terms: Readonly<Record<string, Code>>, code: Code | undefined) {
  return Object.keys(terms).find((key) => sameConcept(code, terms[key]!));
}

/** DA and TM as ISO 8601; parts that TM leaves out are zero. */
function isoDateTime(date: string, time: string): string {
  const digits = time.padEnd(6, '0');
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  return `${year}-${month}-${day}T${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

function unsupported(problem: string): never {
  throw new MutationPredictionError(
    'unsupported-object',
    problem,
    'Open it in the viewer that wrote it, or update this product.',
  );
}

function damaged(problem: string): never {
  throw new MutationPredictionError(
    'malformed-object',
    problem,
    'Retrieve the report again, or run the prediction again.',
  );
}
