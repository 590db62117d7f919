import { decimalString } from '../dicom/decimalString.js';
import type { ForeignDataset } from '../dicom/naturalisedDataset.js';
import type { Code } from '../inference/modelManifest.js';
import { CODES, PRIVATE_SCHEME, REGISTERED_SCHEMES, sameConcept } from './codes.js';
import type { ContentNode } from './contentTree.js';
import {
  allNodes,
  childNamed,
  childrenNamed,
  codeOf,
  readCode,
  readContentTree,
  readItems,
  readNumber,
  readText,
  textOf,
  uidOf,
} from './contentTree.js';
import { COMPREHENSIVE_3D_SR } from './document.js';
import { isAllowedRelationship } from './relationships.js';

type Check = (root: ContentNode, dataset: ForeignDataset) => string[];

/** What our report must hold beyond what the validators check, one function per rule. */
const CHECKS: readonly Check[] = [
  checkRoot,
  checkNames,
  checkRelationships,
  checkNumbers,
  checkGroups,
  checkEvidence,
  checkCodingSchemes,
  checkContributingEquipment,
];

/** What is wrong with one of our reports; empty for a sound one. Holds no patient data. */
export function checkReport(dataset: ForeignDataset): string[] {
  const root = readContentTree(dataset);
  return CHECKS.flatMap((check) => check(root, dataset));
}

function checkRoot(root: ContentNode, dataset: ForeignDataset): string[] {
  const template = readItems(dataset['ContentTemplateSequence'])[0];
  const required: readonly [unknown, string][] = [
    [dataset['SOPClassUID'] === COMPREHENSIVE_3D_SR, 'the document is no Comprehensive 3D SR'],
    [sameConcept(root.name, CODES.oncologyMeasurementReport), 'the title is another'],
    [readText(template?.['TemplateIdentifier']) === '1500', 'the root template is not TID 1500'],
    [dataset['ContentQualification'] === 'RESEARCH', 'it is not qualified as research'],
    [dataset['VerificationFlag'] === 'UNVERIFIED', 'it claims to be verified'],
    [
      childNamed(childNamed(root, CODES.qualitativeEvaluations), CODES.intendedUse),
      'the statement of intended use is missing',
    ],
  ];
  return required.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

function checkNames(root: ContentNode): string[] {
  return allNodes(root)
    .filter(({ name }) => !name)
    .map(({ valueType }) => `a ${valueType} item has no concept name`);
}

function checkRelationships(root: ContentNode): string[] {
  return allNodes(root).flatMap((node) =>
    node.children
      .filter(
        (child) => !isAllowedRelationship(node.valueType, child.relationship, child.valueType),
      )
      .map((child) => `${label(child)} may not be ${child.relationship} of ${label(node)}`),
  );
}

/** The decimal string and Floating Point Value are the same number. */
function checkNumbers(root: ContentNode): string[] {
  return allNodes(root)
    .filter(({ valueType }) => valueType === 'NUM')
    .flatMap((node) => {
      const [measured] = readItems(node.item['MeasuredValueSequence']);
      const decimal = readNumber(measured?.['NumericValue']);
      const exact = readNumber(measured?.['FloatingPointValue']);
      if (exact === undefined || decimal === undefined) return [`${label(node)} has no value`];
      const same = Number(decimalString(exact)) === decimal;
      return same ? [] : [`${label(node)} has two different values`];
    });
}

function checkGroups(root: ContentNode): string[] {
  const groups = childrenNamed(childNamed(root, CODES.imagingMeasurements), CODES.measurementGroup);
  return groups.length === 0 ? ['it has no measurement group'] : groups.flatMap(checkGroup);
}

function checkGroup(group: ContentNode): string[] {
  const template = readItems(group.item['ContentTemplateSequence'])[0];
  const segment = childNamed(group, CODES.referencedSegment);
  const [reference] = readItems(segment?.item['ReferencedSOPSequence']);
  const firstUid = group.children.find(({ valueType }) => valueType === 'UIDREF');
  const required: readonly [unknown, string][] = [
    [readText(template?.['TemplateIdentifier']) === '1411', 'template is not TID 1411'],
    [textOf(childNamed(group, CODES.trackingIdentifier)), 'tracking identifier is missing'],
    [
      sameConcept(firstUid?.name, CODES.trackingUniqueIdentifier),
      'first UID is not the tracking UID',
    ],
    [segment, 'referenced segment is missing'],
    [
      (readNumber(reference?.['ReferencedSegmentNumber']) ?? 0) >= 1,
      'referenced segment has no ReferencedSegmentNumber',
    ],
    [uidOf(childNamed(group, CODES.sourceSeriesForSegmentation)), 'source series is missing'],
  ];
  return required.flatMap(([holds, problem]) =>
    holds ? [] : [`a measurement group's ${problem}`],
  );
}

/** Every image of the tree is in the evidence, as the same SOP class. */
function checkEvidence(root: ContentNode, dataset: ForeignDataset): string[] {
  const series = readItems(dataset['CurrentRequestedProcedureEvidenceSequence']).flatMap((study) =>
    readItems(study['ReferencedSeriesSequence']),
  );
  const evidence = new Set(series.flatMap(referencesOf));
  return allNodes(root)
    .filter(({ valueType }) => valueType === 'IMAGE')
    .filter(({ item }) => !referencesOf(item).every((reference) => evidence.has(reference)))
    .map((node) => `${label(node)} refers to an instance that is not in the evidence`);
}

function referencesOf(item: ForeignDataset): string[] {
  return readItems(item['ReferencedSOPSequence']).map(
    (reference) =>
      `${readText(reference['ReferencedSOPClassUID'])} ${readText(reference['ReferencedSOPInstanceUID'])}`,
  );
}

function checkCodingSchemes(root: ContentNode, dataset: ForeignDataset): string[] {
  const declared = new Set(
    readItems(dataset['CodingSchemeIdentificationSequence']).map((item) =>
      readText(item['CodingSchemeDesignator']),
    ),
  );
  const used = allNodes(root).flatMap((node) => [node.name?.scheme, codeOf(node)?.scheme]);
  return [PRIVATE_SCHEME, ...new Set(used)]
    .filter((scheme) => scheme !== undefined)
    .filter((scheme) => !REGISTERED_SCHEMES.has(scheme) && !declared.has(scheme))
    .map((scheme) => `the coding scheme ${scheme} is not declared`);
}

/** IHE AIR 1.3 §6.5.3.1: each algorithm is a contributing equipment that equals the content tree. */
function checkContributingEquipment(root: ContentNode, dataset: ForeignDataset): string[] {
  const equipment = readItems(dataset['ContributingEquipmentSequence']).filter((item) =>
    sameConcept(readCode(item['PurposeOfReferenceCodeSequence']), CODES.processingEquipment),
  );
  const attributesOf = (keyword: string) => equipment.map((item) => readText(item[keyword]));
  const equalities: readonly [Code, string][] = [
    [CODES.deviceObserverManufacturer, 'Manufacturer'],
    [CODES.deviceObserverModelName, 'ManufacturerModelName'],
    [CODES.algorithmName, 'ManufacturerModelName'],
    [CODES.algorithmVersion, 'SoftwareVersions'],
    [CODES.deviceObserverUid, 'DeviceUID'],
  ];
  return equalities.flatMap(([name, keyword]) => {
    const nodes = allNodes(root).filter((node) => sameConcept(node.name, name));
    const values = nodes.map((node) => textOf(node) ?? uidOf(node));
    const attributes = attributesOf(keyword);
    const equal = values.length > 0 && values.every((value) => attributes.includes(value));
    return equal ? [] : [`${name.meaning} is not the ${keyword} of a contributing equipment`];
  });
}

function label({ name, valueType }: ContentNode): string {
  return name ? `"${name.meaning}"` : `a ${valueType} item`;
}
