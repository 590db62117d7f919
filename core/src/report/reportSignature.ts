import { newUid } from '../dicom/identity/uid.js';
import { patientFacts } from '../dicom/identity/samePatient.js';
import { localDateAndTime } from '../dicom/writing/derivedObject.js';
import type { ForeignDataset, NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { MutationPredictionError } from '../errors.js';
import { canonicalJson } from '../signature/canonicalJson.js';
import type { Ed25519Signer, Ed25519Verifier, SignatureState } from '../signature/signature.js';
import { checkSignature, signatureText } from '../signature/signature.js';
import type { TrustedKey } from '../signature/trustedKeys.js';
import { checkReport } from './check/checkReport.js';
import { CODES, sameConcept } from './content/codes.js';
import { textContentItem } from './content/contentItems.js';
import { readCode, readItems, readText } from './content/contentTree.js';
import type { SeriesReference } from './parts/evidence.js';
import { hierarchicalReferences } from './parts/evidence.js';
import type { PredictionReport } from './readReport.js';
import { readPredictionReport } from './readReport.js';

/**
 * A signed copy of a report of ours. What is signed is what the report says and of whom, not its bytes:
 * archives write those anew. A stored instance never changes, so that the copy is an instance of its own,
 * which replaces the one that was given.
 *
 * @param dataset as decoded from a file
 * @throws MutationPredictionError `invalid-report` for one of another system or without our seal, and as
 *   `readPredictionReport`
 */
export async function signReport(
  dataset: ForeignDataset,
  signer: Ed25519Signer,
  now: Date,
): Promise<NaturalisedDataset> {
  const original = readPredictionReport(dataset);
  if (original.origin.system !== 'own') {
    const report = original.sopInstanceUid;
    throw new MutationPredictionError('invalid-report.not-ours-to-sign', { report });
  }
  const [date, time] = localDateAndTime(now);
  const copy: ForeignDataset = {
    ...dataset,
    SOPInstanceUID: newUid(),
    InstanceCreationDate: date,
    InstanceCreationTime: time,
    InstanceNumber: String(original.instanceNumber + 1),
    PredecessorDocumentsSequence: hierarchicalReferences([
      ...predecessorsIn(dataset),
      { ...original, instances: [original] },
    ]),
    ContentSequence: contentWith(dataset, undefined),
  };
  const text = await signatureText('report', statementOf(readPredictionReport(copy)), signer);
  const signed = { ...copy, ContentSequence: contentWith(copy, text) } as NaturalisedDataset;
  const [problem] = checkReport(signed);
  if (problem !== undefined) {
    throw new MutationPredictionError('invalid-report.unsound', { problem });
  }
  return signed;
}

/** What a report's signature says; see `checkSignature`. */
export function checkReportSignature(
  report: PredictionReport,
  trusted: readonly TrustedKey[],
  verify: Ed25519Verifier,
): Promise<SignatureState> {
  return checkSignature(report.signature, 'report', statementOf(report), trusted, verify);
}

/** Everything that a report says and of whom, which document it is, and whose word. */
function statementOf(report: PredictionReport): Uint8Array<ArrayBuffer> {
  const { sopInstanceUid, studyInstanceUid, contentDate, replaces, lesions } = report;
  const { manufacturer, device, softwareVersion, author, verification, verifiedBy } = report.origin;
  const statement = {
    ...{ sopInstanceUid, studyInstanceUid, contentDate, replaces, lesions },
    origin: { manufacturer, device, softwareVersion, author, verification, verifiedBy },
    // Archives add issuers, and write names in their own way.
    patient: patientFacts({ ...report.patient, IssuerOfPatientID: '' }),
  };
  return new TextEncoder().encode(canonicalJson(statement));
}

function predecessorsIn(dataset: ForeignDataset): SeriesReference[] {
  return readItems(dataset['PredecessorDocumentsSequence']).flatMap((study) =>
    readItems(study['ReferencedSeriesSequence']).map((series) => ({
      studyInstanceUid: readText(study['StudyInstanceUID']) ?? '',
      seriesInstanceUid: readText(series['SeriesInstanceUID']) ?? '',
      instances: readItems(series['ReferencedSOPSequence']).map((instance) => ({
        sopClassUid: readText(instance['ReferencedSOPClassUID']) ?? '',
        sopInstanceUid: readText(instance['ReferencedSOPInstanceUID']) ?? '',
      })),
    })),
  );
}

/** The content with this signature among the statements, instead of any that was there. */
function contentWith(dataset: ForeignDataset, text: string | undefined): ForeignDataset[] {
  const nameOf = (item: ForeignDataset) => readCode(item['ConceptNameCodeSequence']);
  return readItems(dataset['ContentSequence']).map((item) => {
    if (!sameConcept(nameOf(item), CODES.qualitativeEvaluations)) return item;
    const statements = readItems(item['ContentSequence']).filter(
      (statement) => !sameConcept(nameOf(statement), CODES.signature),
    );
    const signature = text ? [textContentItem(CODES.signature, text, 'CONTAINS')] : [];
    return { ...item, ContentSequence: [...statements, ...signature] };
  });
}
