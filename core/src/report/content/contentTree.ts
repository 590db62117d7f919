import { isPersonName, joinPersonName } from '../../dicom/identity/personName.js';
import { decimalString } from '../../dicom/reading/decimalString.js';
import type { ForeignDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { Code } from '../../contract/modelManifest.js';
import { CODES, sameConcept } from './codes.js';

/*
 * Reading content trees that others hand us: from dcmjs (sequences are arrays or proxies of their
 * single item, names are objects) or from a DICOMweb server (numbers may be strings). Nothing here
 * throws; what is not there is `undefined` or empty.
 */

export interface ContentNode {
  readonly item: ForeignDataset;
  readonly valueType: string;
  readonly relationship: string;
  readonly name?: Code;
  readonly children: readonly ContentNode[];
}

export function readContentTree(item: ForeignDataset): ContentNode {
  const name = readCode(item['ConceptNameCodeSequence']);
  return {
    item,
    valueType: readText(item['ValueType']) ?? '',
    relationship: readText(item['RelationshipType']) ?? '',
    ...(name && { name }),
    children: readItems(item['ContentSequence']).map(readContentTree),
  };
}

/** Children of a concept, in order. */
export function childrenNamed(node: ContentNode | undefined, name: Code): ContentNode[] {
  return (node?.children ?? []).filter((child) => sameConcept(child.name, name));
}

export function childNamed(node: ContentNode | undefined, name: Code): ContentNode | undefined {
  return childrenNamed(node, name)[0];
}

/** The node and all below it, in document order. */
export function allNodes(node: ContentNode): ContentNode[] {
  return [node, ...node.children.flatMap(allNodes)];
}

/** How messages name an item; its meaning is ours and says nothing of the patient. */
export function titleOf({ name, valueType }: ContentNode): string {
  return name ? `"${name.meaning}"` : `a ${valueType} item`;
}

export const textOf = (node: ContentNode | undefined) => readText(node?.item['TextValue']);
export const uidOf = (node: ContentNode | undefined) => readText(node?.item['UID']);
export const codeOf = (node: ContentNode | undefined) =>
  readCode(node?.item['ConceptCodeSequence']);

export const unitOf = (node: ContentNode | undefined) =>
  readCode(readItems(node?.item['MeasuredValueSequence'])[0]?.['MeasurementUnitsCodeSequence']);

/** Algorithm Parameters (TID 4019) of a measurement or a group, in order. */
export function parametersOf(node: ContentNode | undefined): string[] {
  return childrenNamed(node, CODES.algorithmParameters).flatMap((child) => textOf(child) ?? []);
}

/**
 * The number of a NUM: its exact text, else Floating Point Value if it still agrees with the decimal
 * string, else the decimal string.
 */
export function numberOf(node: ContentNode | undefined): number | undefined {
  const [measured] = readItems(node?.item['MeasuredValueSequence']);
  const text = readText(measured?.['NumericValue']);
  const decimal = readNumber(text);
  const candidates = [
    readNumber(textOf(childNamed(node, CODES.exactValue))),
    readNumber(measured?.['FloatingPointValue']),
  ];
  return candidates.find((value) => value !== undefined && roundsTo(value, text)) ?? decimal;
}

/** Whether a number is a decimal string's, to the digits that it has; archives pad, and write exponents. */
export function roundsTo(value: number, decimal: string | undefined): boolean {
  if (decimal === undefined) return true;
  const shown = Number(decimal);
  if (Number(decimalString(value)) === shown) return true;
  const [, , fraction = ''] = /^\s*[+-]?(\d*)\.?(\d*)\s*$/.exec(decimal) ?? [];
  return decimalsOf(fraction).some((digits) => Number(value.toFixed(digits)) === shown);
}

/** Zeros at the end may have been added or dropped on the way. */
const MOST_SHOWN_DECIMALS = 4;
const decimalsOf = (fraction: string) => {
  const least = fraction.replace(/0+$/, '').length;
  return Array.from({ length: Math.max(0, MOST_SHOWN_DECIMALS + 1 - least) }, (_, n) => least + n);
};

/** Items of a sequence, whether an array, a proxy of one, or its single item. */
export function readItems(value: unknown): ForeignDataset[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item): item is ForeignDataset => typeof item === 'object' && item !== null);
}

export function readCode(value: unknown): Code | undefined {
  const [item] = readItems(value);
  const code = readText(item?.['CodeValue']);
  const scheme = readText(item?.['CodingSchemeDesignator']);
  if (code === undefined || scheme === undefined) return undefined;
  return { value: code, scheme, meaning: readText(item?.['CodeMeaning']) ?? '' };
}

export function readText(value: unknown): string | undefined {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (single instanceof String) return String(single);
  if (typeof single === 'number') return String(single);
  return typeof single === 'string' && single !== '' ? single : undefined;
}

/** A person's name with all its component groups. */
export function readName(value: unknown): string | undefined {
  const [name] = readItems(value);
  return name && isPersonName(name) ? joinPersonName(name) : readText(value);
}

export function readNumber(value: unknown): number | undefined {
  const text = readText(value);
  const number = text === undefined ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
