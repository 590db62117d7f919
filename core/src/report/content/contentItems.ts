import type { InstanceReference } from '../../imaging/ctImage.js';
import type { Code } from '../../contract/modelManifest.js';
import { decimalString } from '../../dicom/reading/decimalString.js';
import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES, sameConcept } from './codes.js';
import { invalidReport } from './invalidReport.js';
import type { Relationship, ValueType } from './relationships.js';
import { isAllowedRelationship } from './relationships.js';

/*
 * SR content items (PS3.3 C.17.3), named as in highdicom. Each function returns an item that is ready
 * to be written, or throws `invalid-report`: an invalid tree cannot be built.
 */

export interface ContentItem extends NaturalisedDataset {
  readonly ValueType: ValueType;
  /** Absent on the root container only. */
  readonly RelationshipType?: Relationship;
  readonly ConceptNameCodeSequence: readonly [NaturalisedDataset];
  readonly ContentSequence?: readonly ContentItem[];
}

/** An image, some of its frames, or one segment of a segmentation. */
export interface ImageReference extends Omit<InstanceReference, 'frameNumber'> {
  /** Of a multi-frame image, from 1; absent for all. */
  readonly frameNumbers?: readonly number[];
  readonly segmentNumber?: number | undefined;
}

const UID = /^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/;

const ASCII = /^[\x20-\x7e]*$/;

export function textContentItem(
  name: Code,
  value: string,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  if (value.trim() === '') invalidReport(`the text of "${name.meaning}" is empty`);
  requireAscii(value, `the text of "${name.meaning}"`);
  return item('TEXT', name, relationship, { TextValue: value }, content);
}

export function codeContentItem(
  name: Code,
  value: Code,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  const code = { ConceptCodeSequence: [codedConcept(value)] };
  return item('CODE', name, relationship, code, content);
}

/** Writes the value as DS, rounded to its 16 characters, and exactly as Floating Point Value. */
export function numContentItem(
  name: Code,
  value: number,
  unit: Code,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  if (!Number.isFinite(value)) invalidReport(`"${name.meaning}" is not a finite number`);
  const measured = {
    NumericValue: decimalString(value),
    FloatingPointValue: value,
    MeasurementUnitsCodeSequence: [codedConcept(unit)],
  };
  return item('NUM', name, relationship, { MeasuredValueSequence: [measured] }, content);
}

export function uidRefContentItem(
  name: Code,
  value: string,
  relationship: Relationship,
): ContentItem {
  requireUid(value, `"${name.meaning}"`);
  return item('UIDREF', name, relationship, { UID: value }, []);
}

export function imageContentItem(
  name: Code,
  { sopClassUid, sopInstanceUid, segmentNumber, frameNumbers }: ImageReference,
  relationship: Relationship,
): ContentItem {
  requireUid(sopClassUid, `the SOP Class UID of "${name.meaning}"`);
  requireUid(sopInstanceUid, `the SOP Instance UID of "${name.meaning}"`);
  const needsSegment = sameConcept(CODES.referencedSegment, name);
  if (needsSegment || segmentNumber !== undefined) {
    if (!Number.isInteger(segmentNumber) || segmentNumber! < 1 || segmentNumber! > 65535) {
      invalidReport(`"${name.meaning}" has no valid segment number`);
    }
  }
  if (frameNumbers?.some((number) => !Number.isInteger(number) || number < 1)) {
    invalidReport(`"${name.meaning}" has no valid frame number`);
  }
  const reference = {
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ...(frameNumbers && { ReferencedFrameNumber: frameNumbers.map(String) }),
    ...(segmentNumber !== undefined && { ReferencedSegmentNumber: segmentNumber }),
  };
  return item('IMAGE', name, relationship, { ReferencedSOPSequence: [reference] }, []);
}

/** A container; without a relationship it is the root. `templateId` names a template of PS3.16. */
export function containerContentItem(
  name: Code,
  content: readonly ContentItem[],
  relationship?: Relationship,
  templateId?: string,
): ContentItem {
  if (content.length === 0) invalidReport(`the container "${name.meaning}" is empty`);
  const template = { MappingResource: 'DCMR', TemplateIdentifier: templateId };
  const attributes = {
    ContinuityOfContent: 'SEPARATE',
    ...(templateId !== undefined && { ContentTemplateSequence: [template] }),
  };
  return item('CONTAINER', name, relationship, attributes, content);
}

/** A code sequence item (PS3.3 8.8); Code Value is SH, Code Meaning LO. */
export function codedConcept({ value, scheme, meaning }: Code): NaturalisedDataset {
  const parts = [
    ['code value', value, 16],
    ['coding scheme', scheme, 16],
    ['code meaning', meaning, 64],
  ] as const;
  for (const [part, text, maximum] of parts) {
    if (text.trim() === '') invalidReport(`a concept ("${meaning || value}") has no ${part}`);
    if (text.length > maximum) invalidReport(`the ${part} "${text}" exceeds ${maximum} characters`);
    requireAscii(text, `the ${part} "${text}"`);
  }
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

export function requireUid(value: string, what: string): void {
  if (value.length > 64 || !UID.test(value)) invalidReport(`${what} is not a valid UID`);
}

function item(
  valueType: ValueType,
  name: Code,
  relationship: Relationship | undefined,
  attributes: NaturalisedDataset,
  content: readonly ContentItem[],
): ContentItem {
  for (const child of content) {
    const { RelationshipType: childRelationship, ValueType: childType } = child;
    if (!childRelationship || !isAllowedRelationship(valueType, childRelationship, childType)) {
      invalidReport(
        `"${name.meaning}" (${valueType}) may not have a ${childType} as ${childRelationship}`,
      );
    }
  }
  return {
    ...(relationship && { RelationshipType: relationship }),
    ValueType: valueType,
    ConceptNameCodeSequence: [codedConcept(name)],
    ...attributes,
    ...(content.length > 0 && { ContentSequence: content }),
  };
}

/** dcmjs reads UTF-8 within sequences wrongly, and OHIF reads with dcmjs. */
function requireAscii(text: string, what: string): void {
  if (!ASCII.test(text)) invalidReport(`${what} is not plain ASCII`);
}
