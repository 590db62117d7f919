import type { MeasurementReportContent, PatientIdentity } from '@mutation-prediction/core';
import {
  decodePart10,
  MutationPredictionError,
  patientContradictions,
  readMeasurements,
} from '@mutation-prediction/core';

/**
 * What a report of another maker says, if it may be of the study's patient. Fetched when one is opened.
 *
 * @throws as `readMeasurements` and `decodePart10`; `other-patient`
 */
export async function measurementsOfPatient(
  bytes: Uint8Array,
  patients: readonly PatientIdentity[],
): Promise<MeasurementReportContent> {
  const content = readMeasurements(await decodePart10(bytes));
  const contradicted = new Set(
    patients.flatMap((patient) => patientContradictions(patient, content.patient)),
  );
  if (contradicted.size === 0) return content;
  const attributes = [...contradicted].join(', ');
  throw new MutationPredictionError('other-patient.report', { attributes });
}
