import type { Code } from '../../contract/modelManifest.js';
import type { PatientIdentity } from '../../dicom/identity/samePatient.js';
import { collectPatientIdentity } from '../../dicom/identity/samePatient.js';
import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import { MutationPredictionError } from '../../errors.js';
import { fromAsciiText } from '../content/asciiText.js';
import { CODES, sameConcept } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  childNamed,
  childrenNamed,
  codeOf,
  numberOf,
  readCode,
  readContentTree,
  readItems,
  readName,
  readNumber,
  readText,
  textOf,
  uidOf,
  unitOf,
} from '../content/contentTree.js';
import type { ReportOrigin } from '../reportOrigin.js';
import { readOrigin } from '../reportOrigin.js';
import { measurementGroups } from './measurementGroups.js';

/** A number of a measurement group, as whoever measured it gave it. */
export interface ForeignMeasurement {
  readonly name: Code;
  readonly value: number;
  readonly unit?: Code;
  /** Meanings of what the number is made by: derivation, method, site. */
  readonly qualifiers: readonly string[];
}

/** What a report of any maker says of one region (TID 1410, 1411 or 1501). */
export interface MeasurementGroup {
  readonly trackingIdentifier?: string;
  readonly trackingUid?: string;
  readonly finding?: string;
  readonly sites: readonly string[];
  /** How its numbers were measured, and by which algorithms, as far as the group or its numbers say. */
  readonly methods: readonly string[];
  /** Where the region is a segment of a SEG. */
  readonly segment?: { readonly sopInstanceUid: string; readonly segmentNumber?: number };
  readonly measurements: readonly ForeignMeasurement[];
  /** Qualitative evaluations: concept and answer. */
  readonly evaluations: readonly { readonly name: string; readonly answer: string }[];
}

/** A measurement report (TID 1500) of any maker; nothing of it is checked. */
export interface MeasurementReportContent {
  readonly sopInstanceUid: string;
  readonly title: string;
  readonly origin: ReportOrigin;
  readonly patient: PatientIdentity;
  /** ISO date of the content. */
  readonly contentDate?: string;
  readonly seriesDescription?: string;
  readonly groups: readonly MeasurementGroup[];
}

/** Its concept of today, and that of reports from before SNOMED CT took the place of SRT. */
const FINDING_SITES: readonly Code[] = [
  CODES.findingSite,
  { value: 'G-C0E3', scheme: 'SRT', meaning: 'Finding Site' },
];

/** As with {@link FINDING_SITES}. */
const METHODS: readonly Code[] = [
  CODES.measurementMethod,
  { value: 'G-C036', scheme: 'SRT', meaning: 'Measurement Method' },
];

/** Of a segment (TID 1411), and of one frame of it (TID 1410). */
const SEGMENTS: readonly Code[] = [CODES.referencedSegment, CODES.referencedSegmentationFrame];

/** Concepts that say what a group is of; every other code is an evaluation. */
const DESCRIBING: readonly Code[] = [CODES.findingCategory, CODES.finding];

/**
 * The measurement groups of a TID 1500 report: of pyradiomics, highdicom, the Imaging Data Commons or ours. What of it
 * has another form is left out; values are those of the document.
 *
 * @param dataset as naturalised by dcmjs, from a file or from DICOMweb metadata
 * @throws MutationPredictionError `unsupported-object` for an SR without a measurement
 */
export function readMeasurements(dataset: ForeignDataset): MeasurementReportContent {
  const root = readContentTree(dataset);
  const groups = measurementGroups(root)
    .map(readGroup)
    .filter(({ measurements, evaluations }) => measurements.length + evaluations.length > 0);
  const contentDate = isoDate(readText(dataset['ContentDate']));
  const seriesDescription = readText(dataset['SeriesDescription']);
  const sopInstanceUid = readText(dataset['SOPInstanceUID']) ?? 'without UID';
  if (groups.length === 0) {
    throw new MutationPredictionError('unsupported-object.no-measurements', {
      report: sopInstanceUid,
    });
  }
  return {
    sopInstanceUid,
    title: root.name?.meaning ?? 'Report',
    origin: readOrigin(root, dataset, false),
    patient: collectPatientIdentity((attribute) =>
      attribute === 'PatientName' ? readName(dataset[attribute]) : readText(dataset[attribute]),
    ),
    ...(contentDate && { contentDate }),
    ...(seriesDescription && { seriesDescription }),
    groups,
  };
}

/** DA as ISO 8601; of an unreadable one nothing. */
function isoDate(date: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? '') ?? [];
  return year && `${year}-${month}-${day}`;
}

function readGroup(group: ContentNode): MeasurementGroup {
  const trackingIdentifier = textOf(childNamed(group, CODES.trackingIdentifier));
  const trackingUid = uidOf(childNamed(group, CODES.trackingUniqueIdentifier));
  const finding = codeOf(childNamed(group, CODES.finding))?.meaning;
  const [segment] = SEGMENTS.flatMap((concept) => readSegment(childNamed(group, concept)) ?? []);
  return {
    ...(trackingIdentifier && { trackingIdentifier: fromAsciiText(trackingIdentifier) }),
    ...(trackingUid && { trackingUid }),
    ...(finding && { finding }),
    sites: FINDING_SITES.flatMap((concept) => childrenNamed(group, concept)).flatMap(
      (site) => codeOf(site)?.meaning ?? [],
    ),
    methods: readMethods(group),
    ...(segment && { segment }),
    measurements: group.children.flatMap(readMeasurement),
    evaluations: group.children.flatMap(readEvaluation),
  };
}

/** Each once, those of the group before those of single numbers (TID 1419, TID 4019). */
function readMethods(group: ContentNode): string[] {
  const methods = METHODS.flatMap((concept) => childrenNamed(group, concept)).flatMap(
    (method) => codeOf(method)?.meaning ?? [],
  );
  const algorithms = [group, ...group.children].flatMap((node) => {
    const name = textOf(childNamed(node, CODES.algorithmName));
    const version = textOf(childNamed(node, CODES.algorithmVersion));
    return name ? [[name, version].filter(Boolean).join(' ')] : [];
  });
  return [...new Set([...methods, ...algorithms])];
}

function readMeasurement(node: ContentNode): ForeignMeasurement[] {
  const value = numberOf(node);
  if (node.valueType !== 'NUM' || !node.name || value === undefined) return [];
  const unit = unitOf(node);
  const qualifiers = node.children
    .filter(
      ({ relationship, valueType }) => relationship === 'HAS CONCEPT MOD' && valueType === 'CODE',
    )
    .flatMap((child) => codeOf(child)?.meaning ?? []);
  return [{ name: node.name, value, ...(unit && { unit }), qualifiers }];
}

function readEvaluation(node: ContentNode): MeasurementGroup['evaluations'][number][] {
  const { name, valueType, relationship } = node;
  const answer = readCode(node.item['ConceptCodeSequence'])?.meaning;
  const isEvaluation =
    valueType === 'CODE' &&
    relationship === 'CONTAINS' &&
    !DESCRIBING.some((concept) => sameConcept(name, concept));
  return isEvaluation && name && answer ? [{ name: name.meaning, answer }] : [];
}

function readSegment(node: ContentNode | undefined): MeasurementGroup['segment'] | undefined {
  const [reference] = readItems(node?.item['ReferencedSOPSequence']);
  const sopInstanceUid = readText(reference?.['ReferencedSOPInstanceUID']);
  const segmentNumber = readNumber(reference?.['ReferencedSegmentNumber']);
  if (sopInstanceUid === undefined) return undefined;
  return { sopInstanceUid, ...(segmentNumber !== undefined && { segmentNumber }) };
}
