import { derivedObject } from '../../dicom/writing/derivedObject.js';
import type { NaturalisedDataset } from '../../dicom/writing/naturalisedDataset.js';
import type { PatientIdentity } from '../../dicom/identity/samePatient.js';
import { SOP_CLASS } from '../../dicom/identity/sopClasses.js';
import type { StudyAttributes } from '../../dicom/identity/studyAttributes.js';
import type { InstanceReference } from '../../imaging/ctImage.js';
import { codingSchemeIdentification } from '../content/codingSchemes.js';
import type { ContentItem } from '../content/contentItems.js';
import { MutationPredictionError } from '../../errors.js';
import { isUid } from '../content/contentItems.js';
import type { SeriesReference } from './evidence.js';
import { hierarchicalReferences } from './evidence.js';

export const COMPREHENSIVE_3D_SR = SOP_CLASS.comprehensive3dSr;

/** An earlier document that this one replaces. */
export interface PredecessorDocument extends InstanceReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly instanceNumber: number;
  /** Of its series, where that is known. */
  readonly seriesDescription?: string;
  /** Whose it is, where that is known. */
  readonly patient?: PatientIdentity;
}

export interface Comprehensive3dSr {
  readonly content: ContentItem;
  readonly study: StudyAttributes;
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
  readonly deviceSerialNumber: string;
  /** Every instance that the content references. */
  readonly evidence: readonly SeriesReference[];
  readonly contributingEquipment: readonly NaturalisedDataset[];
  readonly predecessors: readonly PredecessorDocument[];
  readonly now: Date;
}

/** Comprehensive 3D SR (PS3.3 A.35.13): the modules around a content tree. */
export function comprehensive3dSr(document: Comprehensive3dSr): NaturalisedDataset {
  const { content, predecessors, sopInstanceUid, studyInstanceUid, seriesInstanceUid } = document;
  const uids = {
    'SOP Instance UID': sopInstanceUid,
    'Study Instance UID': studyInstanceUid,
    'Series Instance UID': seriesInstanceUid,
  };
  for (const [attribute, uid] of Object.entries(uids)) {
    if (!isUid(uid)) {
      throw new MutationPredictionError('invalid-report.document-uid', { attribute });
    }
  }
  return {
    ...derivedObject({
      ...document,
      sopClassUid: COMPREHENSIVE_3D_SR,
      uids: { sopInstanceUid, seriesInstanceUid },
      studyAttributes: document.study,
      modality: 'SR',
    }),
    DeviceSerialNumber: document.deviceSerialNumber,
    CodingSchemeIdentificationSequence: codingSchemeIdentification(content),
    ContributingEquipmentSequence: document.contributingEquipment,
    ReferencedPerformedProcedureStepSequence: [],

    ContentQualification: 'RESEARCH',
    CompletionFlag: 'COMPLETE',
    VerificationFlag: 'UNVERIFIED',
    PreliminaryFlag: 'FINAL',
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: hierarchicalReferences(document.evidence),
    RelatedSeriesSequence: relatedSeries(document.evidence),
    ...(predecessors.length > 0 && {
      PredecessorDocumentsSequence: hierarchicalReferences(
        predecessors.map((predecessor) => ({ ...predecessor, instances: [predecessor] })),
      ),
    }),
    ...content,
  };
}

/** The CT, contours and maps that it is of (PS3.3 C.7.3.1), for viewers that show them together. */
function relatedSeries(evidence: readonly SeriesReference[]): NaturalisedDataset[] {
  const series = new Map(evidence.map((reference) => [reference.seriesInstanceUid, reference]));
  return [...series.values()].map(({ studyInstanceUid, seriesInstanceUid }) => ({
    StudyInstanceUID: studyInstanceUid,
    SeriesInstanceUID: seriesInstanceUid,
    PurposeOfReferenceCodeSequence: [],
  }));
}
