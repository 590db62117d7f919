import { decimalString } from '../dicom/reading/decimalString.js';
import type { NaturalisedDataset } from '../dicom/writing/naturalisedDataset.js';
import { SOP_CLASS } from '../dicom/identity/sopClasses.js';
import type { StudyAttributes } from '../dicom/identity/studyAttributes.js';
import type { SeriesIdentity } from '../imaging/ctImage.js';
import type { Volume } from '../imaging/volume.js';
import type { ChestPhantomTruth } from './phantomOptions.js';

/** Stored value 0 is −1024 HU, in 12 bits, as CT scanners write it. */
const RESCALE_INTERCEPT = -1024;
const LARGEST_STORED_VALUE = 4095;

/** A fixed date, so that the same phantom gives the same bytes. */
export const PHANTOM_DATE = new Date(2024, 0, 1, 12);
const DATE = '20240101';
const TIME = '120000';

/** Who the phantom is; its name and every comment say that it is not a patient. */
export function phantomStudyAttributes(
  studyInstanceUid: string,
  { seed, subject }: ChestPhantomTruth,
): StudyAttributes {
  return {
    PatientName: 'Phantom^Demo',
    PatientID: `MP-PHANTOM-${seed}`,
    PatientBirthDate: '',
    PatientSex: subject.sex,
    PatientAge: '064Y',
    StudyInstanceUID: studyInstanceUid,
    StudyDate: DATE,
    StudyTime: TIME,
    StudyID: '1',
    StudyDescription: 'Synthetic chest CT (not a patient)',
    AccessionNumber: '',
    ReferringPhysicianName: '',
  };
}

/**
 * CT Image Storage data sets (PS3.3 A.3) of a phantom, one per slice.
 *
 * @param identity instances in slice order
 */
export function ctDatasets(
  ct: Volume,
  identity: SeriesIdentity,
  study: StudyAttributes,
  { subject }: ChestPhantomTruth,
): NaturalisedDataset[] {
  return identity.instances.map(({ sopInstanceUid }, k) => ({
    ...seriesDataset(ct, identity, study),
    ...contrastOf(subject.phase),
    SOPInstanceUID: sopInstanceUid,
    InstanceNumber: String(k + 1),
    ...slicePlane(ct, k),
    PixelData: storedValues(ct, k),
    _vrMap: { PixelData: 'OW' },
  }));
}

function seriesDataset(ct: Volume, identity: SeriesIdentity, study: StudyAttributes) {
  const [columns, rows] = ct.grid.size;
  return {
    ...study,
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: SOP_CLASS.ct,
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    ImageComments: 'Synthetic phantom, not a patient. Research use only.',
    QualityControlSubject: 'YES',
    Modality: 'CT',
    SeriesInstanceUID: identity.seriesInstanceUid,
    SeriesNumber: '1',
    SeriesDate: DATE,
    SeriesTime: TIME,
    AcquisitionDate: DATE,
    AcquisitionTime: TIME,
    AcquisitionNumber: '1',
    ContentDate: DATE,
    ContentTime: TIME,
    BodyPartExamined: 'CHEST',
    PatientPosition: 'HFS',
    PatientOrientation: ['L', 'P'],
    FrameOfReferenceUID: identity.frameOfReferenceUid,
    PositionReferenceIndicator: '',
    Manufacturer: 'OHIF Mutation Prediction',
    ManufacturerModelName: 'Synthetic chest phantom',
    SoftwareVersions: '1',
    KVP: '120',
    ConvolutionKernel: 'SYNTHETIC',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    RescaleIntercept: String(RESCALE_INTERCEPT),
    RescaleSlope: '1',
    RescaleType: 'HU',
    WindowCenter: ['-600', '40'],
    WindowWidth: ['1500', '400'],
    WindowCenterWidthExplanation: ['LUNG', 'MEDIASTINUM'],
  };
}

/** Contrast/Bolus (PS3.3 C.7.6.4), where there is any, and the series' name. */
function contrastOf(phase: ChestPhantomTruth['subject']['phase']) {
  if (phase === 'unenhanced') return { SeriesDescription: 'Chest phantom, unenhanced' };
  return {
    SeriesDescription: `Chest phantom, ${phase} phase`,
    ContrastBolusAgent: 'Simulated',
  };
}

/** Image Plane (PS3.3 C.7.6.2) of slice k. */
function slicePlane({ grid }: Volume, k: number) {
  const [[dx], [, dy], [, , dz]] = grid.axes;
  const [x, y, z] = grid.origin;
  return {
    PixelSpacing: [dy, dx].map(decimalString),
    SliceThickness: decimalString(dz),
    SliceLocation: decimalString(z + k * dz),
    ImagePositionPatient: [x, y, z + k * dz].map(decimalString),
    ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
  };
}

function storedValues({ grid, data }: Volume, k: number): ArrayBuffer {
  const pixels = grid.size[0] * grid.size[1];
  const bytes = new ArrayBuffer(2 * pixels);
  const view = new DataView(bytes);
  for (let p = 0; p < pixels; p++) {
    const stored = data[k * pixels + p]! - RESCALE_INTERCEPT;
    view.setUint16(2 * p, Math.min(Math.max(stored, 0), LARGEST_STORED_VALUE), true);
  }
  return bytes;
}
