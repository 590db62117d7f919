import { parameterNamed } from '../content/algorithmParameters.js';
import { CODES, sameConcept } from '../content/codes.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  childNamed,
  childrenNamed,
  codeOf,
  numberOf,
  parametersOf,
  readItems,
  readNumber,
  readText,
  textOf,
  titleOf,
  uidOf,
  unitOf,
} from '../content/contentTree.js';

/** What is wrong with the measurement groups (TID 1411). */
export function checkGroups(root: ContentNode): string[] {
  const groups = childrenNamed(childNamed(root, CODES.imagingMeasurements), CODES.measurementGroup);
  if (groups.length === 0) return ['it has no measurement group'];
  return groups.flatMap((group) => [...checkGroup(group), ...checkProbabilities(group)]);
}

function checkGroup(group: ContentNode): string[] {
  const template = readItems(group.item['ContentTemplateSequence'])[0];
  const segment = childNamed(group, CODES.referencedSegment);
  const firstUid = group.children.find(({ valueType }) => valueType === 'UIDREF');
  const required: readonly [unknown, string][] = [
    [readText(template?.['TemplateIdentifier']) === '1411', 'template is not TID 1411'],
    [textOf(childNamed(group, CODES.trackingIdentifier)), 'tracking identifier is missing'],
    [
      sameConcept(firstUid?.name, CODES.trackingUniqueIdentifier),
      'first UID is not the tracking UID',
    ],
    [segment, 'referenced segment is missing'],
    [hasSegmentNumber(segment), 'referenced segment has no ReferencedSegmentNumber'],
    [isSegmentPredictedOn(segment, group), 'referenced segment is not that of the prediction'],
    [uidOf(childNamed(group, CODES.sourceSeriesForSegmentation)), 'source series is missing'],
  ];
  return required.flatMap(([holds, problem]) =>
    holds ? [] : [`a measurement group's ${problem}`],
  );
}

/** No validator notices that it is missing. */
function hasSegmentNumber(segment: ContentNode | undefined): boolean {
  const number = readNumber(referenceOf(segment)?.['ReferencedSegmentNumber']);
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= 65535;
}

/** Where the contours come from the referenced SEG, they are those of the referenced segment. */
function isSegmentPredictedOn(segment: ContentNode | undefined, group: ContentNode): boolean {
  const parameters = parametersOf(group);
  const reference = referenceOf(segment);
  const sopInstanceUid = readText(reference?.['ReferencedSOPInstanceUID']);
  if (parameterNamed(parameters, 'contours_sop_instance_uid') !== sopInstanceUid) return true;
  const number = readText(reference?.['ReferencedSegmentNumber']);
  return parameterNamed(parameters, 'contours_segment_number') === number;
}

/** Probabilities are between 0 and 1 without unit, and each has a status; of what is withheld, none has. */
function checkProbabilities(group: ContentNode): string[] {
  const probabilities = group.children.filter(
    (node) =>
      node.valueType === 'NUM' && parameterNamed(parametersOf(node), 'target') !== undefined,
  );
  const statuses = group.children.filter(
    (node) =>
      node.valueType === 'CODE' &&
      node.relationship === 'CONTAINS' &&
      !sameConcept(node.name, CODES.findingCategory) &&
      !sameConcept(node.name, CODES.finding),
  );
  const read = statuses.filter((node) => !sameConcept(codeOf(node), CODES.withheld));
  const outside = probabilities.filter((node) => {
    const value = numberOf(node) ?? NaN;
    return !(value >= 0 && value <= 1 && sameConcept(unitOf(node), CODES.noUnits));
  });
  return [
    ...outside.map((node) => `${titleOf(node)} is not a probability`),
    ...(read.length === probabilities.length && statuses.length > 0
      ? []
      : ["a measurement group's probabilities and statuses do not match"]),
  ];
}

const referenceOf = (node: ContentNode | undefined) =>
  readItems(node?.item['ReferencedSOPSequence'])[0];
