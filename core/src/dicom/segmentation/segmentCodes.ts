import type { Code } from '../../contract/modelManifest.js';
import type { SegmentCodes } from '../../contract/segmentCodes.js';
import type { DicomAttributes } from '../reading/attributes.js';
import type { Keyword } from '../reading/tags.js';

/** Value and scheme are SH, meaning is LO (PS3.3 8.8). */
const LONGEST_VALUE = 16;
const LONGEST_MEANING = 64;

/** What a segment of a SEG is said to be (PS3.3 C.8.20.2, C.8.20.4). */
export function readSegmentCodes(segment: DicomAttributes): SegmentCodes {
  return stated({
    category: readCode(segment, 'SegmentedPropertyCategoryCodeSequence'),
    type: readCode(segment, 'SegmentedPropertyTypeCodeSequence'),
    anatomicRegion: readCode(segment, 'AnatomicRegionSequence'),
  });
}

/** What an ROI is said to be: its item of the RT ROI Observations (PS3.3 C.8.8.8). */
export function readRoiCodes(observation: DicomAttributes): SegmentCodes {
  return stated({
    category: readCode(observation, 'SegmentedPropertyCategoryCodeSequence'),
    type: readCode(observation, 'RTROIIdentificationCodeSequence'),
    interpretedType: observation.ascii('RTROIInterpretedType'),
  });
}

/** A code that a report can repeat; one that is longer than DICOM allows, or a URN, is left out. */
function readCode(attributes: DicomAttributes, sequence: Keyword): Code | undefined {
  const item = attributes.item(sequence);
  const value = item?.ascii('CodeValue');
  const scheme = item?.ascii('CodingSchemeDesignator');
  const meaning = item?.text('CodeMeaning')?.replace(/[^\x20-\x7e]/g, '?');
  if (!value || !scheme || !meaning) return undefined;
  if (value.length > LONGEST_VALUE || scheme.length > LONGEST_VALUE) return undefined;
  return { value, scheme, meaning: meaning.slice(0, LONGEST_MEANING) };
}

type Draft = { readonly [Key in keyof SegmentCodes]: SegmentCodes[Key] | undefined };

function stated(codes: Draft): SegmentCodes {
  const known = Object.entries(codes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as SegmentCodes;
}
