import type { Code } from '../../contract/modelManifest.js';
import type { InstanceReference, SeriesIdentity } from '../../imaging/ctImage.js';
import type { Grid } from '../../imaging/grid.js';
import { indexToLps, spacing } from '../../imaging/gridGeometry.js';
import { scale } from '../../imaging/vector.js';
import { newUid } from '../identity/uid.js';
import { decimalString } from '../reading/decimalString.js';
import { codeItem } from './codeItem.js';
import { PRODUCT } from './derivedObject.js';
import type { NaturalisedDataset } from './naturalisedDataset.js';

/*
 * What a multi-frame object says of frames that lie on the slices of a CT: functional groups of their
 * place (PS3.3 C.7.6.16.2), and which image each was made of.
 */

/** CID 7202. */
const SOURCE_IMAGE: Code = {
  value: '121322',
  scheme: 'DCM',
  meaning: 'Source image for image processing operation',
};

/** What frames are told apart by, tags as group and element in one number. */
export interface FrameDimension {
  readonly pointer: number;
  /** The functional group that holds it. */
  readonly group: number;
  readonly label: string;
}

/** Image Position (Patient), of Plane Position. */
export const POSITION: FrameDimension = {
  pointer: 0x00200032,
  group: 0x00209113,
  label: 'Position',
};

/** Multi-frame Dimension Module (PS3.3 C.7.6.17): what changes slowest comes first. */
export function dimensionsOf(dimensions: readonly FrameDimension[]): NaturalisedDataset {
  const DimensionOrganizationUID = newUid();
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID }],
    DimensionIndexSequence: dimensions.map(({ pointer, group, label }) => ({
      DimensionOrganizationUID,
      DimensionIndexPointer: pointer,
      FunctionalGroupPointer: group,
      DimensionDescriptionLabel: label,
    })),
  };
}

/**
 * Frame of Reference (PS3.3 C.7.4.1), and what Enhanced General Equipment (C.7.5.2) has beyond the general one: a serial
 * number, type 1, though a page in a browser has none.
 */
export function enhancedOn({ frameOfReferenceUid }: SeriesIdentity): NaturalisedDataset {
  return {
    FrameOfReferenceUID: frameOfReferenceUid,
    PositionReferenceIndicator: '',
    DeviceSerialNumber: PRODUCT.version,
  };
}

/** Orientation and spacing, of all frames: Plane Orientation and Pixel Measures. */
export function planesOf(grid: Grid): NaturalisedDataset {
  const [columnStep, rowStep, sliceStep] = spacing(grid);
  const cosines = [...scale(grid.axes[0], 1 / columnStep), ...scale(grid.axes[1], 1 / rowStep)];
  return {
    PlaneOrientationSequence: [{ ImageOrientationPatient: cosines.map(decimalString) }],
    PixelMeasuresSequence: [
      {
        PixelSpacing: [decimalString(rowStep), decimalString(columnStep)],
        SliceThickness: decimalString(sliceStep),
        SpacingBetweenSlices: decimalString(sliceStep),
      },
    ],
  };
}

/** Plane Position of slice `k`. */
export function planePosition(grid: Grid, k: number): NaturalisedDataset {
  return { ImagePositionPatient: indexToLps(grid, [0, 0, k]).map(decimalString) };
}

/** Derivation Image: the image under slice `k`, and how a frame was made of it (CID 7203). */
export function derivedFrom(identity: SeriesIdentity, k: number, how: Code): NaturalisedDataset {
  return {
    DerivationCodeSequence: [codeItem(how)],
    SourceImageSequence: [
      { ...frameReference(identity, k), PurposeOfReferenceCodeSequence: [codeItem(SOURCE_IMAGE)] },
    ],
  };
}

/** Common Instance Reference (PS3.3 C.12.2): the images under these slices, each once. */
export function referencedSeries(
  identity: SeriesIdentity,
  slices: readonly number[],
): NaturalisedDataset {
  const instances = slices.map((k) => identity.instances[k]!);
  const unique = new Map(instances.map((instance) => [instance.sopInstanceUid, instance]));
  return {
    SeriesInstanceUID: identity.seriesInstanceUid,
    ReferencedInstanceSequence: [...unique.values()].map(sopReference),
  };
}

/** Image SOP Instance Reference (PS3.3 Table 10-3): of a multi-frame image, the frame of slice k. */
function frameReference(identity: SeriesIdentity, k: number): NaturalisedDataset {
  const instance = identity.instances[k]!;
  return {
    ...sopReference(instance),
    ...(instance.frameNumber && { ReferencedFrameNumber: String(instance.frameNumber) }),
  };
}

function sopReference({ sopClassUid, sopInstanceUid }: InstanceReference): NaturalisedDataset {
  return { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid };
}
