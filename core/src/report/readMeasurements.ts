import type { Code } from '../contract/modelManifest.js';
import type { ForeignDataset } from '../dicom/writing/naturalisedDataset.js';
import { MutationPredictionError } from '../errors.js';
import { fromAsciiText } from './content/asciiText.js';
import { CODES, sameConcept } from './content/codes.js';
import type { ContentNode } from './content/contentTree.js';
import {
  allNodes,
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
  unitOf,
} from './content/contentTree.js';
import type { ReportOrigin } from './reportOrigin.js';
import { readOrigin } from './reportOrigin.js';

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
  readonly groups: readonly MeasurementGroup[];
}

/** Its concept of today, and that of reports from before SNOMED CT took the place of SRT. */
const FINDING_SITES: readonly Code[] = [
  CODES.findingSite,
  { value: 'G-C0E3', scheme: 'SRT', meaning: 'Finding Site' },
];

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
  const groups = allNodes(root)
    .filter(({ name }) => sameConcept(name, CODES.measurementGroup))
    .map(readGroup)
    .filter(({ measurements, evaluations }) => measurements.length + evaluations.length > 0);
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
    groups,
  };
}

function readGroup(group: ContentNode): MeasurementGroup {
  const trackingIdentifier = textOf(childNamed(group, CODES.trackingIdentifier));
  const trackingUid = uidOf(childNamed(group, CODES.trackingUniqueIdentifier));
  const finding = codeOf(childNamed(group, CODES.finding))?.meaning;
  const segment = readSegment(childNamed(group, CODES.referencedSegment));
  return {
    ...(trackingIdentifier && { trackingIdentifier: fromAsciiText(trackingIdentifier) }),
    ...(trackingUid && { trackingUid }),
    ...(finding && { finding }),
    sites: FINDING_SITES.flatMap((concept) => childrenNamed(group, concept)).flatMap(
      (site) => codeOf(site)?.meaning ?? [],
    ),
    ...(segment && { segment }),
    measurements: group.children.flatMap(readMeasurement),
    evaluations: group.children.flatMap(readEvaluation),
  };
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
