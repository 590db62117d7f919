import type { Mask, NaturalisedDataset } from '@mutation-prediction/core';
import { buildLesionSegmentation, newUid } from '@mutation-prediction/core';
import type { ViewerCt } from '../ct/viewerCt.js';

type Index = readonly [i: number, j: number, k: number];

const NOW = new Date(2026, 1, 3, 4, 5, 6);

/** A SEG as this product writes it, of one segment for each label. */
export function segOf(
  ct: ViewerCt,
  segments: Readonly<Record<string, readonly Index[]>>,
): NaturalisedDataset {
  const lesions = Object.entries(segments).map(([label, voxels], index) => ({
    label,
    mask: maskOf(ct, voxels),
    trackingUid: `2.25.${index + 1}`,
  }));
  const { studyAttributes } = ct;
  return buildLesionSegmentation(lesions, { ct, studyAttributes, now: NOW }).dataset;
}

/** The same object as another system would have written it. */
export function writtenElsewhere(dataset: NaturalisedDataset): NaturalisedDataset {
  return { ...dataset, Manufacturer: 'Somebody', ManufacturerModelName: 'Something' };
}

/** An RTSTRUCT whose ROI is the square around voxels (0, 0) to (1, 1) of a slice. */
export function rtStructOf({ identity, grid }: ViewerCt, roi: string, k: number) {
  const { studyInstanceUid, seriesInstanceUid, frameOfReferenceUid, instances } = identity;
  const z = grid.origin[2] + k;
  const image = {
    ReferencedSOPClassUID: instances[k]!.sopClassUid,
    ReferencedSOPInstanceUID: instances[k]!.sopInstanceUid,
  };
  const corners = [
    [-0.5, -0.5],
    [1.5, -0.5],
    [1.5, 1.5],
    [-0.5, 1.5],
  ].flatMap(([x, y]) => [x!, y!, z].map(String));
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3',
    SOPInstanceUID: newUid(),
    StudyInstanceUID: studyInstanceUid,
    SeriesInstanceUID: newUid(),
    Modality: 'RTSTRUCT',
    SeriesNumber: '7',
    SeriesDescription: 'Plan',
    StructureSetLabel: 'Plan',
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: frameOfReferenceUid,
        RTReferencedStudySequence: [
          {
            ReferencedSOPInstanceUID: studyInstanceUid,
            RTReferencedSeriesSequence: [
              { SeriesInstanceUID: seriesInstanceUid, ContourImageSequence: [image] },
            ],
          },
        ],
      },
    ],
    StructureSetROISequence: [
      { ROINumber: '5', ROIName: roi, ReferencedFrameOfReferenceUID: frameOfReferenceUid },
    ],
    ROIContourSequence: [
      {
        ReferencedROINumber: '5',
        ContourSequence: [
          {
            ContourImageSequence: [image],
            ContourGeometricType: 'CLOSED_PLANAR',
            NumberOfContourPoints: '4',
            ContourData: corners,
          },
        ],
      },
    ],
  } satisfies NaturalisedDataset;
}

function maskOf({ grid }: ViewerCt, voxels: readonly Index[]): Mask {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (const [i, j, k] of voxels) data[i + columns * (j + rows * k)] = 1;
  return { grid, data };
}
