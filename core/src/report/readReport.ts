import { MutationPredictionError } from '../errors.js';
import type { PatientIdentity } from '../dicom/identity/samePatient.js';
import { collectPatientIdentity } from '../dicom/identity/samePatient.js';
import type { ForeignDataset } from '../dicom/writing/naturalisedDataset.js';
import type { Prediction } from '../contract/prediction.js';
import { CODES, PRIVATE_SCHEME_UID, sameConcept } from './content/codes.js';
import type { ContentNode } from './content/contentTree.js';
import {
  childNamed,
  childrenNamed,
  parametersOf,
  readCode,
  readContentTree,
  readItems,
  readName,
  readNumber,
  readText,
  textOf,
} from './content/contentTree.js';
import type { PredecessorDocument } from './parts/document.js';
import { COMPREHENSIVE_3D_SR } from './parts/document.js';
import { hasSeal, isSealIntact } from './lesion/groupSeal.js';
import { getAt } from './content/propertyPath.js';
import type { ReportOrigin } from './reportOrigin.js';
import { readOrigin } from './reportOrigin.js';
import type { ReportedLesion } from './reportedLesion.js';
import { reportedLesionSchema } from './reportedLesion.js';
import { readLesionGroup } from './lesion/readLesionGroup.js';

/** A report read back; as it stands it can be a predecessor of the next run's report. */
export interface PredictionReport extends PredecessorDocument {
  /** As given to `buildPredictionReport`, in its order. */
  readonly lesions: readonly ReportedLesion[];
  readonly patient: PatientIdentity;
  /** The predictions of `lesions`. */
  readonly predictions: readonly Prediction[];
  readonly origin: ReportOrigin;
  /** As text; see `checkReportSignature`. */
  readonly signature?: string;
  /** SOP Instance UIDs of the documents that it replaces. */
  readonly replaces: readonly string[];
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
 * What a report in our form says: exactly what was given to `buildPredictionReport`. Reports of all
 * versions are read; those that carry a checksum are refused where something is missing or changed.
 * Others may write that form too: `origin` says whose word it is.
 *
 * @param dataset as naturalised by dcmjs, from a file or from DICOMweb metadata
 * @throws MutationPredictionError `unsupported-object` for another SR and for a report of a newer
 *   version, `malformed-object` for one of ours that is damaged
 */
export function readPredictionReport(dataset: ForeignDataset): PredictionReport {
  const report = readText(dataset['SOPInstanceUID']) ?? 'without UID';
  if (!isPredictionReport(dataset)) {
    throw new MutationPredictionError('unsupported-object.foreign-report', { report });
  }
  const root = readContentTree(dataset);
  const groups = childrenNamed(childNamed(root, CODES.imagingMeasurements), CODES.measurementGroup);
  if (groups.length === 0) {
    throw new MutationPredictionError('malformed-object.report-without-lesion', { report });
  }
  const lesions = groups.map((group, place) => {
    const lesion = validLesion(readLesionGroup(group, root, dataset), report);
    if (isSealIntact(parametersOf(group), lesion, place, groups.length)) return lesion;
    throw new MutationPredictionError('malformed-object.report-changed', { report });
  });
  const predictions = lesions.map(({ prediction }) => prediction);
  const isSealed = groups.every((group) => hasSeal(parametersOf(group)));
  const origin = readOrigin(root, dataset, isSealed);
  const signature = signatureIn(root);
  return {
    ...{ lesions, predictions, origin },
    ...(signature !== undefined && { signature }),
    ...readDocument(dataset, report),
  };
}

function validLesion(draft: unknown, report: string): ReportedLesion {
  const version = getAt(draft, 'prediction.schemaVersion');
  if (version !== undefined && version !== 1) {
    throw new MutationPredictionError('unsupported-object.newer-report', { report });
  }
  const { data: lesion, error } = reportedLesionSchema.safeParse(draft);
  if (lesion) return lesion;
  const fields = error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new MutationPredictionError('malformed-object.report-fields', { report, fields });
}

type DocumentAttributes = Omit<
  PredictionReport,
  'lesions' | 'predictions' | 'origin' | 'signature'
>;

function readDocument(dataset: ForeignDataset, report: string): DocumentAttributes {
  const require = (keyword: string, form: RegExp) => {
    const text = readText(dataset[keyword]);
    if (text !== undefined && form.test(text)) return text;
    throw new MutationPredictionError('malformed-object.report-attribute', { report, keyword });
  };
  const uid = /^[0-9.]{1,64}$/;
  const seriesDescription = readText(dataset['SeriesDescription']);
  return {
    sopClassUid: COMPREHENSIVE_3D_SR,
    sopInstanceUid: require('SOPInstanceUID', uid),
    studyInstanceUid: require('StudyInstanceUID', uid),
    seriesInstanceUid: require('SeriesInstanceUID', uid),
    instanceNumber: readNumber(dataset['InstanceNumber']) ?? 1,
    ...(seriesDescription !== undefined && { seriesDescription }),
    patient: collectPatientIdentity((attribute) =>
      attribute === 'PatientName' ? readName(dataset[attribute]) : readText(dataset[attribute]),
    ),
    replaces: replacedBy(dataset),
    contentDate: isoDateTime(
      require('ContentDate', /^\d{8}$/),
      require('ContentTime', /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/),
    ),
  };
}

/** Of several none holds: together they are no signature. */
function signatureIn(root: ContentNode): string | undefined {
  const statements = childNamed(root, CODES.qualitativeEvaluations);
  const texts = childrenNamed(statements, CODES.signature).map((item) => textOf(item) ?? '');
  return texts.length > 0 ? texts.join(' ') : undefined;
}

function replacedBy(dataset: ForeignDataset): string[] {
  return readItems(dataset['PredecessorDocumentsSequence'])
    .flatMap((study) => readItems(study['ReferencedSeriesSequence']))
    .flatMap((series) => readItems(series['ReferencedSOPSequence']))
    .flatMap((instance) => readText(instance['ReferencedSOPInstanceUID']) ?? []);
}

/** DA and TM as ISO 8601; parts that TM leaves out are zero. */
function isoDateTime(date: string, time: string): string {
  const digits = time.padEnd(6, '0');
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  return `${year}-${month}-${day}T${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}
