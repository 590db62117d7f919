import { contradictionBetween, otherPatient } from '../../dicom/identity/otherPatient.js';
import { patientContradictions } from '../../dicom/identity/samePatient.js';
import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import { MutationPredictionError } from '../../errors.js';
import { invalidReport } from '../content/invalidReport.js';
import type { ReportContext } from '../reportContext.js';
import type { ReportedLesion } from '../reportedLesion.js';
import { reportedLesionSchema } from '../reportedLesion.js';

const SEG_CLASSES: readonly string[] = [SOP_CLASS.segmentation, SOP_CLASS.labelMapSegmentation];

/**
 * The lesions of a report, checked to belong together and to the image, without anything that a report
 * does not hold. A report filed under another patient's study would be worse than none.
 *
 * @throws MutationPredictionError `no-dicom-identity`, `invalid-report`, `other-patient`
 */
export function soundLesions(
  lesions: readonly ReportedLesion[],
  context: ReportContext,
): ReportedLesion[] {
  if (lesions.length === 0) invalidReport('it has no lesion');
  const { image, studyAttributes } = context;
  const { StudyInstanceUID: study = image.studyInstanceUid } = studyAttributes;
  if (study !== image.studyInstanceUid) {
    invalidReport('the patient attributes are of another study than the image');
  }
  requireOwnPredecessors(context);
  const runs = new Set(lesions.map(({ prediction }) => prediction.uid));
  if (runs.size < lesions.length) invalidReport('the same run is reported twice');
  for (const lesion of lesions) requireSameImage(lesion, context);
  for (const lesion of lesions) requireImages(lesion);
  return lesions.map(plainLesion);
}

/** A report that replaces another patient's would hide it, and be compared with it. */
function requireOwnPredecessors({ studyAttributes, predecessors = [] }: ReportContext): void {
  for (const { patient = {} } of predecessors) {
    const contradicted = patientContradictions(studyAttributes, patient);
    if (contradicted.length === 0) continue;
    throw otherPatient(
      contradictionBetween(contradicted, 'the report to be replaced', 'the CT'),
      'Reload the study, and tell whoever runs the archive that the report is filed wrongly.',
    );
  }
}

function requireSameImage({ prediction }: ReportedLesion, { image }: ReportContext): void {
  const { inputs } = prediction;
  if (!inputs.image) {
    throw new MutationPredictionError(
      'no-dicom-identity',
      'The image of this prediction has no DICOM identity, so no DICOM report can refer to it.',
      'Predict on the DICOM series, or keep the result as JSON.',
    );
  }
  for (const key of ['studyInstanceUid', 'seriesInstanceUid', 'frameOfReferenceUid'] as const) {
    if (inputs.image[key] !== image[key]) {
      invalidReport(`the prediction was made on another image (${key} differs)`);
    }
  }
}

function requireImages({ prediction, segmentation, visualExplanation }: ReportedLesion): void {
  if (!SEG_CLASSES.includes(segmentation.sopClassUid)) {
    invalidReport('the lesion is not given as a segment of a DICOM SEG');
  }
  const drawn = prediction.inputs.segmentation;
  const isSameObject = drawn.sopInstanceUid === segmentation.sopInstanceUid;
  if (isSameObject && drawn.segmentNumber !== segmentation.segmentNumber) {
    invalidReport('the prediction was made on another segment');
  }
  if (!visualExplanation) return;
  const isSegment = SEG_CLASSES.includes(visualExplanation.sopClassUid);
  if (!isSegment && visualExplanation.sopClassUid !== SOP_CLASS.parametricMap) {
    invalidReport('the visual explanation is neither a Parametric Map nor a SEG');
  }
  if (isSegment !== (visualExplanation.segmentNumber !== undefined)) {
    invalidReport('the visual explanation is a segment of a SEG without number, or a map with one');
  }
}

function plainLesion(lesion: ReportedLesion): ReportedLesion {
  const { data, error } = reportedLesionSchema.safeParse(lesion);
  if (!data) {
    return invalidReport(`${error.issues.map(({ path }) => path.join('.')).join(', ')} is invalid`);
  }
  const { measurements, ...rest } = data;
  return { ...rest, ...(measurements && measurements.length > 0 && { measurements }) };
}
