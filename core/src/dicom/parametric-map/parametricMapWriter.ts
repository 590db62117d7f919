import type { Code } from '../../contract/modelManifest.js';
import type { InstanceReference, SeriesIdentity } from '../../imaging/ctImage.js';
import type { Grid } from '../../imaging/grid.js';
import { lpsToIndex, sameGrid, shiftGrid } from '../../imaging/gridGeometry.js';
import type { Vector3 } from '../../imaging/vector.js';
import { cross, dot } from '../../imaging/vector.js';
import type { FloatVolume } from '../../imaging/volume.js';
import { SOP_CLASS } from '../identity/sopClasses.js';
import type { StudyAttributes } from '../identity/studyAttributes.js';
import { decimalString } from '../reading/decimalString.js';
import { codeItem } from '../writing/codeItem.js';
import { derivedObject, newObjectUids, type ObjectUids } from '../writing/derivedObject.js';
import type { FloatFrames } from '../writing/floatImage.js';
import { encodeFloatImage } from '../writing/floatImage.js';
import {
  derivedFrom,
  dimensionsOf,
  enhancedOn,
  planePosition,
  planesOf,
  POSITION,
  referencedSeries,
} from '../writing/framesOnSlices.js';
import type { NaturalisedDataset } from '../writing/naturalisedDataset.js';

/** What computed the values: TID 4019. */
export interface MapAlgorithm {
  readonly name: string;
  readonly version: string;
  /** `key=value` texts. */
  readonly parameters: readonly string[];
}

export interface ParametricMapDraft {
  readonly ct: { readonly identity: SeriesIdentity; readonly grid: Grid };
  /** Of the CT's patient and study: the map is filed there. */
  readonly studyAttributes: StudyAttributes;
  /** On the CT's grid or on a box of it, voxel on voxel; beyond the box the map is 0. */
  readonly map: FloatVolume;
  readonly quantity: Code;
  readonly unit: Code;
  /** What a value means, in a sentence of at most 64 characters. */
  readonly explanation: string;
  readonly algorithm: MapAlgorithm;
  /** Items of Contributing Equipment Sequence, at least one. */
  readonly contributingEquipment: readonly NaturalisedDataset[];
  readonly seriesDescription: string;
  readonly seriesNumber: number;
  readonly now: Date;
  /** Default: new ones. */
  readonly uids?: ObjectUids;
}

/** How a report refers to a map. */
export interface WrittenMap extends InstanceReference {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
}

/** A Parametric Map ready for `encodeParametricMap`. */
export interface BuiltParametricMap {
  /** Without its pixels. */
  readonly dataset: NaturalisedDataset;
  readonly frames: FloatFrames;
  readonly reference: WrittenMap;
}

/** CID 7180; concepts of the items of Quantity Definition Sequence. */
const CODES = {
  quantity: { value: '246205007', scheme: 'SCT', meaning: 'Quantity' },
  algorithmName: { value: '111001', scheme: 'DCM', meaning: 'Algorithm Name' },
  algorithmParameters: { value: '111002', scheme: 'DCM', meaning: 'Algorithm Parameters' },
  algorithmVersion: { value: '111003', scheme: 'DCM', meaning: 'Algorithm Version' },
} as const satisfies Readonly<Record<string, Code>>;

/**
 * Values on a CT's grid as a Parametric Map (PS3.3 A.75) in a series of its own: a float32 frame for every
 * slice of the CT, ascending along the slices' normal, of the CT's rows and columns. OHIF opens no other,
 * and places frames by their order.
 *
 * @throws RangeError for a map that does not lie on the CT's voxels, or has a value that is no number
 */
export function buildParametricMap(draft: ParametricMapDraft): BuiltParametricMap {
  const { ct, map, uids = newObjectUids() } = draft;
  const offset = offsetIn(ct.grid, map.grid);
  const slices = ascendingSlices(ct.grid);
  const [columns, rows] = ct.grid.size;
  const { studyInstanceUid } = ct.identity;

  const dataset: NaturalisedDataset = {
    ...derivedObject({
      ...draft,
      uids,
      studyInstanceUid,
      sopClassUid: SOP_CLASS.parametricMap,
      modality: 'OT',
    }),
    ...enhancedOn(ct.identity),
    Laterality: '',
    ContributingEquipmentSequence: draft.contributingEquipment,

    ContentLabel: 'MAP',
    ContentDescription: draft.explanation,
    ContentCreatorName: '',
    ContentQualification: 'RESEARCH',
    ImageType: IMAGE_TYPE,
    LossyImageCompression: '00',
    BurnedInAnnotation: 'NO',
    RecognizableVisualFeatures: 'NO',
    PresentationLUTShape: 'IDENTITY',
    PixelPresentation: 'MONOCHROME',
    AcquisitionContextSequence: [],

    DimensionOrganizationType: '3D',
    ...dimensionsOf([POSITION]),
    NumberOfFrames: String(slices.length),
    SharedFunctionalGroupsSequence: [{ ...planesOf(ct.grid), ...valueGroups(draft) }],
    PerFrameFunctionalGroupsSequence: slices.map((k, frame) => ({
      FrameContentSequence: [{ DimensionIndexValues: [frame + 1] }],
      PlanePositionSequence: [planePosition(ct.grid, k)],
      DerivationImageSequence: [derivedFrom(ct.identity, k, draft.quantity)],
    })),
    ReferencedSeriesSequence: [referencedSeries(ct.identity, slices)],

    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 32,
  };
  return {
    dataset,
    frames: {
      count: slices.length,
      length: columns * rows,
      at: (frame) => sliceOf(map, ct.grid, offset, slices[frame]!),
    },
    reference: { studyInstanceUid, sopClassUid: SOP_CLASS.parametricMap, ...uids },
  };
}

/** A Part 10 file of the map, deflated. */
export function encodeParametricMap({
  dataset,
  frames,
}: BuiltParametricMap): Promise<Uint8Array<ArrayBuffer>> {
  return encodeFloatImage(dataset, frames);
}

const IMAGE_TYPE = ['DERIVED', 'PRIMARY', 'VOLUME', 'QUANTITY'];

/** What the values of all frames mean, and how bright they are shown: what speaks for the target. */
function valueGroups({
  map,
  quantity,
  unit,
  explanation,
  algorithm,
}: ParametricMapDraft): NaturalisedDataset {
  const [lowest, highest] = range(map.data);
  const shown = highest > 0 ? highest : 1;
  return {
    ParametricMapFrameTypeSequence: [{ FrameType: IMAGE_TYPE }],
    PixelValueTransformationSequence: [
      { RescaleIntercept: '0', RescaleSlope: '1', RescaleType: 'US' },
    ],
    FrameVOILUTSequence: [
      {
        WindowCenter: decimalString(shown / 2),
        WindowWidth: decimalString(shown),
        VOILUTFunction: 'LINEAR_EXACT',
      },
    ],
    RealWorldValueMappingSequence: [
      {
        LUTExplanation: explanation,
        LUTLabel: 'ACTIVATION',
        RealWorldValueSlope: 1,
        RealWorldValueIntercept: 0,
        DoubleFloatRealWorldValueFirstValueMapped: lowest,
        DoubleFloatRealWorldValueLastValueMapped: highest,
        MeasurementUnitsCodeSequence: [codeItem(unit)],
        QuantityDefinitionSequence: [
          {
            ValueType: 'CODE',
            ConceptNameCodeSequence: [codeItem(CODES.quantity)],
            ConceptCodeSequence: [codeItem(quantity)],
          },
          textItem(CODES.algorithmName, algorithm.name),
          textItem(CODES.algorithmVersion, algorithm.version),
          ...algorithm.parameters.map((text) => textItem(CODES.algorithmParameters, text)),
        ],
      },
    ],
  };
}

/** Content Item Macro (PS3.3 Table 10-2). */
function textItem(name: Code, text: string): NaturalisedDataset {
  return { ValueType: 'TEXT', ConceptNameCodeSequence: [codeItem(name)], TextValue: text };
}

/** Lowest and highest value of the whole map, of which 0 is one wherever the box ends. */
function range(values: Float32Array): [lowest: number, highest: number] {
  let [lowest, highest] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError('A map holds finite numbers only.');
    if (value < lowest) lowest = value;
    else if (value > highest) highest = value;
  }
  return [lowest, highest];
}

/** Slices of a grid in the order of their place along rows × columns. */
function ascendingSlices({ size, axes: [i, j, k] }: Grid): number[] {
  const slices = Array.from({ length: size[2] }, (_, index) => index);
  return dot(k, cross(i, j)) > 0 ? slices : slices.reverse();
}

/** Voxel of a grid that is the first one of a box of it. */
function offsetIn(grid: Grid, box: Grid): Vector3 {
  const lower = lpsToIndex(grid, box.origin).map(Math.round) as [number, number, number];
  const upper = lower.map((n, axis) => n + box.size[axis]!) as [number, number, number];
  const isInside = lower.every((n, axis) => n >= 0 && upper[axis]! <= grid.size[axis]!);
  if (!isInside || !sameGrid(shiftGrid(grid, { lower, upper }), box)) {
    throw new RangeError('The map does not lie on the voxels of its CT.');
  }
  return lower;
}

/** Slice `k` of the grid, as a map on a box of it fills it; none beyond the box. */
function sliceOf(
  { grid: box, data }: FloatVolume,
  grid: Grid,
  offset: Vector3,
  k: number,
): Float32Array<ArrayBuffer> | undefined {
  const [columns, rows] = grid.size;
  const [width, height, depth] = box.size;
  const layer = k - offset[2];
  if (layer < 0 || layer >= depth) return undefined;
  const slice = new Float32Array(columns * rows);
  for (let row = 0; row < height; row++) {
    const from = (layer * height + row) * width;
    slice.set(data.subarray(from, from + width), (row + offset[1]) * columns + offset[0]);
  }
  return slice;
}
