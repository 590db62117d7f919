import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { ContentNode } from '../content/contentTree.js';
import {
  allNodes,
  readItems,
  readNumber,
  readText,
  roundsTo,
  titleOf,
} from '../content/contentTree.js';
import { isAllowedRelationship } from '../content/relationships.js';

const DS_LENGTH = 16;
const ASCII = /^[\x20-\x7e]+$/;
const UID = /^[0-9.]{1,64}$/;

/** Code Value and Coding Scheme Designator are SH, Code Meaning is LO. */
const CODE_LENGTHS = [
  ['CodeValue', 16],
  ['CodingSchemeDesignator', 16],
  ['CodeMeaning', 64],
] as const;

/** What is wrong with content items as such, wherever in the tree they are. */
export function checkItems(root: ContentNode): string[] {
  return allNodes(root).flatMap((node) => [
    ...checkName(node),
    ...checkChildren(node),
    ...checkValue(node),
    ...checkCodes(node),
  ]);
}

function checkName({ name, valueType }: ContentNode): string[] {
  return name ? [] : [`a ${valueType} item has no concept name`];
}

function checkChildren(node: ContentNode): string[] {
  return node.children
    .filter((child) => !isAllowedRelationship(node.valueType, child.relationship, child.valueType))
    .map((child) => `${titleOf(child)} may not be ${child.relationship} of ${titleOf(node)}`);
}

function checkValue(node: ContentNode): string[] {
  switch (node.valueType) {
    case 'NUM':
      return checkNumber(node);
    case 'TEXT':
      return ASCII.test(readText(node.item['TextValue']) ?? '')
        ? []
        : [`${titleOf(node)} is no plain ASCII text`];
    case 'UIDREF':
      return UID.test(readText(node.item['UID']) ?? '') ? [] : [`${titleOf(node)} is no UID`];
    case 'CODE':
      return readItems(node.item['ConceptCodeSequence']).length === 1
        ? []
        : [`${titleOf(node)} has no code`];
    default:
      return [];
  }
}

/** The decimal string is a DS, and the same number as Floating Point Value. */
function checkNumber(node: ContentNode): string[] {
  const [measured] = readItems(node.item['MeasuredValueSequence']);
  const text = readText(measured?.['NumericValue']);
  const exact = readNumber(measured?.['FloatingPointValue']);
  const decimal = readNumber(text);
  if (exact === undefined || decimal === undefined) return [`${titleOf(node)} has no value`];
  if (text!.length > DS_LENGTH) return [`${titleOf(node)} has more than ${DS_LENGTH} characters`];
  if (readItems(measured?.['MeasurementUnitsCodeSequence']).length !== 1) {
    return [`${titleOf(node)} has no unit`];
  }
  return roundsTo(exact, text) ? [] : [`${titleOf(node)} has two different values`];
}

function checkCodes(node: ContentNode): string[] {
  const [measured] = readItems(node.item['MeasuredValueSequence']);
  return [
    ...readItems(node.item['ConceptNameCodeSequence']),
    ...readItems(node.item['ConceptCodeSequence']),
    ...readItems(measured?.['MeasurementUnitsCodeSequence']),
  ].flatMap((code) => checkCode(code, node));
}

function checkCode(code: ForeignDataset, node: ContentNode): string[] {
  return CODE_LENGTHS.flatMap(([keyword, maximum]) => {
    const text = readText(code[keyword]) ?? '';
    const sound = ASCII.test(text) && text.length <= maximum;
    return sound ? [] : [`a ${keyword} of ${titleOf(node)} cannot be written`];
  });
}
