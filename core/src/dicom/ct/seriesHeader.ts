import type { Acquisition } from '../../imaging/ctImage.js';
import type { ClinicalInputs } from '../../contract/clinical.js';
import type { DicomAttributes } from '../reading/attributes.js';
import { readPatient } from '../identity/patient.js';
import { ctAcquisition, ctSeriesTitle } from './acquisition.js';
import type { StudyAttributes } from '../identity/studyAttributes.js';
import { readStudyAttributes } from '../identity/studyAttributes.js';

/** What a CT object says of its patient, study and series. */
export interface SeriesHeader {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  /** For people, e.g. `CT series 3 "THORAX 1.0 B45f"`. */
  readonly title: string;
  readonly seriesNumber?: string;
  /** From PatientAge and PatientSex; never derived from dates. */
  readonly patient: Pick<ClinicalInputs, 'ageYears' | 'sex'>;
  readonly studyAttributes: StudyAttributes;
  readonly acquisition: Acquisition;
}

/** @throws `malformed-object` */
export function readSeriesHeader(attributes: DicomAttributes): SeriesHeader {
  const seriesNumber = attributes.ascii('SeriesNumber');
  const description = attributes.text('SeriesDescription');
  return {
    studyInstanceUid: attributes.requireAscii('StudyInstanceUID'),
    seriesInstanceUid: attributes.requireAscii('SeriesInstanceUID'),
    title: ctSeriesTitle(seriesNumber, description),
    ...(seriesNumber && { seriesNumber }),
    acquisition: readAcquisition(attributes, description),
    patient: readPatient(attributes),
    studyAttributes: readStudyAttributes(attributes),
  };
}

/** Enhanced images say the same in functional groups and codes. */
function readAcquisition(
  attributes: DicomAttributes,
  seriesDescription: string | undefined,
): Acquisition {
  const groups = [
    attributes.item('SharedFunctionalGroupsSequence'),
    attributes.item('PerFrameFunctionalGroupsSequence'),
  ];
  const inGroups = (read: (group: DicomAttributes) => DicomAttributes | undefined) =>
    groups.map((group) => group && read(group)).find((found) => found !== undefined);

  const measures = inGroups((group) => group.item('PixelMeasuresSequence'));
  const region = inGroups((group) =>
    group.item('FrameAnatomySequence')?.item('AnatomicRegionSequence'),
  );
  const agent = attributes.item('ContrastBolusAgentSequence');
  return ctAcquisition({
    isPhantom: attributes.ascii('QualityControlSubject') === 'YES',
    bodyPartExamined: attributes.ascii('BodyPartExamined') ?? region?.text('CodeMeaning'),
    sliceThicknessMm: attributes.decimal('SliceThickness') ?? measures?.decimal('SliceThickness'),
    contrastBolusAgent: attributes.text('ContrastBolusAgent') ?? agent?.text('CodeMeaning'),
    seriesDescription,
  });
}
