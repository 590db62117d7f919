import { MutationPredictionError } from '../../errors.js';
import type { InstanceReference } from '../../imaging/ctImage.js';
import type { Code } from '../../contract/modelManifest.js';
import { decimalString } from '../../dicom/reading/decimalString.js';
import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import { CODES, sameConcept } from './codes.js';
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

/** dcmjs reads UTF-8 within sequences wrongly, and OHIF reads with dcmjs. */
const ASCII = /^[\x20-\x7e]*$/;

export function textContentItem(
  name: Code,
  value: string,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  if (value.trim() === '') {
    throw new MutationPredictionError('invalid-report.empty-text', { concept: name.meaning });
  }
  if (!ASCII.test(value)) {
    throw new MutationPredictionError('invalid-report.text-not-ascii', { concept: name.meaning });
  }
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

/**
 * Writes the value as DS, for people and rounded to what they read, or to its 16 characters, and exactly as Floating
 * Point Value.
 *
 * @param decimals behind the point, of the DS
 */
export function numContentItem(
  name: Code,
  value: number,
  unit: Code,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
  decimals?: number,
): ContentItem {
  if (!Number.isFinite(value)) {
    throw new MutationPredictionError('invalid-report.not-finite', { concept: name.meaning });
  }
  const measured = {
    NumericValue: decimalFor(value, decimals),
    FloatingPointValue: value,
    MeasurementUnitsCodeSequence: [codedConcept(unit)],
  };
  return item('NUM', name, relationship, { MeasuredValueSequence: [measured] }, content);
}

/** A number as DS, to so many decimals or as exactly as its 16 characters allow. */
export function decimalFor(value: number, decimals?: number): string {
  return decimalString(decimals === undefined ? value : Number(value.toFixed(decimals)));
}

export function uidRefContentItem(
  name: Code,
  value: string,
  relationship: Relationship,
): ContentItem {
  if (!isUid(value)) {
    throw new MutationPredictionError('invalid-report.uid', { concept: name.meaning });
  }
  return item('UIDREF', name, relationship, { UID: value }, []);
}

export function imageContentItem(
  name: Code,
  { sopClassUid, sopInstanceUid, segmentNumber, frameNumbers }: ImageReference,
  relationship: Relationship,
  content: readonly ContentItem[] = [],
): ContentItem {
  const concept = name.meaning;
  if (!isUid(sopClassUid)) {
    throw new MutationPredictionError('invalid-report.class-uid', { concept });
  }
  if (!isUid(sopInstanceUid)) {
    throw new MutationPredictionError('invalid-report.instance-uid', { concept });
  }
  const needsSegment = sameConcept(CODES.referencedSegment, name);
  if (needsSegment || segmentNumber !== undefined) {
    if (!Number.isInteger(segmentNumber) || segmentNumber! < 1 || segmentNumber! > 65535) {
      throw new MutationPredictionError('invalid-report.segment-number', { concept: name.meaning });
    }
  }
  if (frameNumbers?.some((number) => !Number.isInteger(number) || number < 1)) {
    throw new MutationPredictionError('invalid-report.frame-number', { concept: name.meaning });
  }
  const reference = {
    ReferencedSOPClassUID: sopClassUid,
    ReferencedSOPInstanceUID: sopInstanceUid,
    ...(frameNumbers && { ReferencedFrameNumber: frameNumbers.map(String) }),
    ...(segmentNumber !== undefined && { ReferencedSegmentNumber: segmentNumber }),
  };
  return item('IMAGE', name, relationship, { ReferencedSOPSequence: [reference] }, content);
}

/** A container; without a relationship it is the root. `templateId` names a template of PS3.16. */
export function containerContentItem(
  name: Code,
  content: readonly ContentItem[],
  relationship?: Relationship,
  templateId?: string,
): ContentItem {
  if (content.length === 0) {
    throw new MutationPredictionError('invalid-report.empty-container', { concept: name.meaning });
  }
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
    ['value', value, 16],
    ['scheme', scheme, 16],
    ['meaning', meaning, 64],
  ] as const;
  for (const [part, text, maximum] of parts) {
    if (text.trim() === '') {
      throw new MutationPredictionError('invalid-report.no-code-part', {
        concept: meaning || value,
        part,
      });
    }
    if (text.length > maximum) {
      throw new MutationPredictionError('invalid-report.code-part-too-long', {
        part,
        text,
        maximum,
      });
    }
    if (!ASCII.test(text)) {
      throw new MutationPredictionError('invalid-report.code-part-not-ascii', { part, text });
    }
  }
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

export function isUid(value: string): boolean {
  return value.length <= 64 && UID.test(value);
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
      throw new MutationPredictionError('invalid-report.relationship', {
        concept: name.meaning,
        type: valueType,
        childType,
        relationship: String(childRelationship),
      });
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
