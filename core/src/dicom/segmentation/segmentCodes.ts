import type { SegmentCodes } from '../../contract/segmentCodes.js';
import type { DicomAttributes } from '../reading/attributes.js';
import { readCode } from '../reading/codeAttribute.js';

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

type Draft = { readonly [Key in keyof SegmentCodes]: SegmentCodes[Key] | undefined };

function stated(codes: Draft): SegmentCodes {
  const known = Object.entries(codes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as SegmentCodes;
}
