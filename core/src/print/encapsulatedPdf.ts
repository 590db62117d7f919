import type { StudyAttributes } from '../dicom/identity/studyAttributes.js';
import { SOP_CLASS } from '../dicom/identity/sopClasses.js';
import { codeItem } from '../dicom/writing/codeItem.js';
import { derivedObject, newObjectUids, type ObjectUids } from '../dicom/writing/derivedObject.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import type { InstanceReference, SeriesIdentity } from '../imaging/ctImage.js';
import { CODES } from '../report/content/codes.js';

export interface EncapsulatedPdfDraft {
  readonly pdf: Uint8Array<ArrayBuffer>;
  /** Of the CT's patient and study: the document is filed there. */
  readonly studyAttributes: StudyAttributes;
  readonly image: SeriesIdentity;
  /** The SR that says the same. */
  readonly report: InstanceReference;
  /** Maps and contours that the pages show. */
  readonly shown?: readonly InstanceReference[];
  /** What a list of series calls it. */
  readonly seriesDescription: string;
  readonly now: Date;
  /** Default: new ones. */
  readonly uids?: ObjectUids;
}

/** High, so that the series sorts after the reports. */
const SERIES_NUMBER = 9700;

/**
 * A report for people, as an Encapsulated PDF (PS3.3 A.45.1) in a series of its own, ready for `encodePart10`. It names
 * the SR and the images that it was made of, so that nobody takes it for a report of its own.
 */
export function buildEncapsulatedPdf(draft: EncapsulatedPdfDraft): NaturalisedDataset {
  const { pdf, image, report, shown = [], uids = newObjectUids() } = draft;
  return {
    ...derivedObject({
      ...draft,
      uids,
      studyInstanceUid: image.studyInstanceUid,
      sopClassUid: SOP_CLASS.encapsulatedPdf,
      modality: 'DOC',
      seriesNumber: SERIES_NUMBER,
    }),
    ConversionType: 'WSD',

    AcquisitionDateTime: '',
    // It bears the patient's name and identifier.
    BurnedInAnnotation: 'YES',
    RecognizableVisualFeatures: 'NO',
    VerificationFlag: 'UNVERIFIED',
    SourceInstanceSequence: [report, ...image.instances, ...shown].map(
      ({ sopClassUid, sopInstanceUid: of }) => ({
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: of,
      }),
    ),
    DocumentTitle: DOCUMENT_TITLE,
    ConceptNameCodeSequence: [codeItem(CODES.oncologyMeasurementReport)],
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocumentLength: pdf.length,
    EncapsulatedDocument: padded(pdf),
    _vrMap: { EncapsulatedDocument: 'OB' },
  };
}

const DOCUMENT_TITLE = 'Mutation prediction from CT, research use only';

/** OB has even length; Encapsulated Document Length tells where the file ends. */
function padded(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer {
  const even = new Uint8Array(bytes.length + (bytes.length % 2));
  even.set(bytes);
  return even.buffer;
}
