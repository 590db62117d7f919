import { patientContradictions } from '../../dicom/identity/samePatient.js';
import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import type { Prediction } from '../../contract/prediction.js';
import { MutationPredictionError } from '../../errors.js';
import type { ReportContext } from '../reportContext.js';
import type { ReportedLesion, VisualExplanation } from '../reportedLesion.js';
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
  if (lesions.length === 0) throw new MutationPredictionError('invalid-report.no-lesion');
  const { image, studyAttributes } = context;
  const { StudyInstanceUID: study = image.studyInstanceUid } = studyAttributes;
  if (study !== image.studyInstanceUid) {
    throw new MutationPredictionError('invalid-report.other-study');
  }
  requireOwnPredecessors(context);
  const runs = new Set(lesions.map(({ prediction }) => prediction.uid));
  if (runs.size < lesions.length) {
    throw new MutationPredictionError('invalid-report.same-run-twice');
  }
  for (const lesion of lesions) requireSameImage(lesion, context);
  for (const lesion of lesions) requireImages(lesion);
  return lesions.map(plainLesion);
}

/** A report that replaces another patient's would hide it, and be compared with it. */
function requireOwnPredecessors({ studyAttributes, predecessors = [] }: ReportContext): void {
  for (const { patient = {} } of predecessors) {
    const contradicted = patientContradictions(studyAttributes, patient);
    if (contradicted.length === 0) continue;
    const attributes = contradicted.join(', ');
    throw new MutationPredictionError('other-patient.predecessor', { attributes });
  }
}

function requireSameImage({ prediction }: ReportedLesion, { image }: ReportContext): void {
  const { inputs } = prediction;
  if (!inputs.image) {
    throw new MutationPredictionError('no-dicom-identity.prediction');
  }
  for (const key of [
    'studyInstanceUid',
    'seriesInstanceUid',
    'frameOfReferenceUid',
    'phase',
  ] as const) {
    if (inputs.image[key] !== image[key]) {
      throw new MutationPredictionError('invalid-report.other-image', { attribute: key });
    }
  }
}

function requireImages({
  prediction,
  segmentation,
  visualExplanations = [],
}: ReportedLesion): void {
  if (!SEG_CLASSES.includes(segmentation.sopClassUid)) {
    throw new MutationPredictionError('invalid-report.no-seg');
  }
  const drawn = prediction.inputs.segmentation;
  const isSameObject = drawn.sopInstanceUid === segmentation.sopInstanceUid;
  if (isSameObject && drawn.segmentNumber !== segmentation.segmentNumber) {
    throw new MutationPredictionError('invalid-report.other-segment');
  }
  for (const explanation of visualExplanations) requireExplanation(explanation, prediction);
}

function requireExplanation(
  { sopClassUid, segmentNumber, target }: VisualExplanation,
  { targets }: Prediction,
): void {
  const isSegment = SEG_CLASSES.includes(sopClassUid);
  if (!isSegment && sopClassUid !== SOP_CLASS.parametricMap) {
    throw new MutationPredictionError('invalid-report.explanation-class');
  }
  if (isSegment !== (segmentNumber !== undefined)) {
    throw new MutationPredictionError('invalid-report.explanation-segment');
  }
  if (target !== undefined && !targets.some(({ id }) => id === target)) {
    throw new MutationPredictionError('invalid-report.explanation-target');
  }
}

function plainLesion(lesion: ReportedLesion): ReportedLesion {
  const { data, error } = reportedLesionSchema.safeParse(lesion);
  if (!data) {
    throw new MutationPredictionError('invalid-report.invalid-fields', {
      fields: error.issues.map(({ path }) => path.join('.')).join(', '),
    });
  }
  const { measurements, ...rest } = data;
  return { ...rest, ...(measurements && measurements.length > 0 && { measurements }) };
}
