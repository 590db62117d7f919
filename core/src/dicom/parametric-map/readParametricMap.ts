import type { Code } from '../../contract/modelManifest.js';
import { MutationPredictionError } from '../../errors.js';
import type { InstanceReference } from '../../imaging/ctImage.js';
import type { Grid, IndexBox } from '../../imaging/grid.js';
import { shiftGrid } from '../../imaging/gridGeometry.js';
import type { FloatVolume } from '../../imaging/volume.js';
import { stackSlices } from '../ct/ctStack.js';
import type { PatientIdentity } from '../identity/samePatient.js';
import { readPatientIdentity } from '../identity/samePatient.js';
import { SOP_CLASS } from '../identity/sopClasses.js';
import type { FloatFormat } from '../pixels/floatFrames.js';
import { floatFrames } from '../pixels/floatFrames.js';
import type { DicomAttributes } from '../reading/attributes.js';
import { uniqueValues } from '../reading/attributes.js';
import { readCode } from '../reading/codeAttribute.js';
import type { DicomFile } from '../reading/dicomFile.js';
import { parseDicomFile } from '../reading/dicomFile.js';
import { FunctionalGroups } from '../reading/functionalGroups.js';
import type { MapAlgorithm } from './parametricMapWriter.js';

/** A Parametric Map read back. */
export interface ParametricMap {
  readonly identity: InstanceReference & {
    readonly studyInstanceUid: string;
    readonly seriesInstanceUid: string;
  };
  readonly patient: PatientIdentity;
  readonly frameOfReferenceUid?: string;
  readonly referencedSeriesUids: readonly string[];
  readonly seriesDescription?: string;
  readonly quantity?: Code;
  readonly unit?: Code;
  readonly explanation?: string;
  readonly algorithm?: MapAlgorithm;
  /** Of all frames. */
  readonly grid: Grid;
  /** Real-world values, on the smallest box of the grid outside which they are 0. */
  readonly map: FloatVolume;
}

/**
 * Reads a Parametric Map in float32, frames placed by their position in the patient, whatever their order.
 *
 * @param name names the file in errors
 * @throws `not-dicom`, `unsupported-object`, `malformed-object`, `inconsistent-series`,
 *   `truncated-pixel-data`
 */
export function readParametricMap(bytes: Uint8Array, name: string): ParametricMap {
  const file = parseDicomFile(bytes, name);
  const { attributes } = file;
  const format = readFormat(file);
  const groups = new FunctionalGroups(file, format.frameCount);
  const frameOfReferenceUid = attributes.ascii('FrameOfReferenceUID');
  const seriesDescription = attributes.text('SeriesDescription');
  const { grid, order } = gridOf(file, groups, format);
  const mapping = groups.group(0, 'RealWorldValueMappingSequence');
  return {
    identity: {
      studyInstanceUid: attributes.requireAscii('StudyInstanceUID'),
      seriesInstanceUid: attributes.requireAscii('SeriesInstanceUID'),
      sopClassUid: SOP_CLASS.parametricMap,
      sopInstanceUid: attributes.requireAscii('SOPInstanceUID'),
    },
    patient: readPatientIdentity(attributes),
    ...(frameOfReferenceUid && { frameOfReferenceUid }),
    referencedSeriesUids: uniqueValues(
      attributes.items('ReferencedSeriesSequence'),
      'SeriesInstanceUID',
    ),
    ...(seriesDescription && { seriesDescription }),
    ...meaningOf(mapping),
    grid,
    map: filledBox(grid, order, realWorldFrames(floatFrames(bytes, file, format), mapping)),
  };
}

function readFormat({ attributes, name }: DicomFile): FloatFormat {
  const type = attributes.ascii('Modality') ?? '';
  if (attributes.requireAscii('SOPClassUID') !== SOP_CLASS.parametricMap) {
    throw new MutationPredictionError('unsupported-object.no-parametric-map', {
      object: name,
      type,
    });
  }
  if (!attributes.has('FloatPixelData')) {
    throw new MutationPredictionError('unsupported-object.map-pixels', { object: name });
  }
  const rows = attributes.requireUint16('Rows');
  const columns = attributes.requireUint16('Columns');
  const frames = attributes.decimal('NumberOfFrames') ?? 1;
  if (rows === 0 || columns === 0 || !Number.isInteger(frames) || frames < 1) {
    throw new MutationPredictionError('malformed-object.frame-size', {
      ...{ object: name, frames, columns, rows },
    });
  }
  return { rows, columns, frameCount: frames };
}

/** The frames' grid, and which slice of it each frame is. */
function gridOf({ name }: DicomFile, groups: FunctionalGroups, format: FloatFormat) {
  const { rows, columns, frameCount } = format;
  const frames = Array.from({ length: frameCount }, (_, frame) => ({
    ...{ frame, rows, columns, plane: groups.plane(frame), frameOfReferenceUid: '' },
    source: { name: `frame ${frame + 1}` },
  }));
  const thickness = groups.group(0, 'PixelMeasuresSequence')?.decimal('SliceThickness');
  const { grid, slices } = stackSlices(frames, thickness, name);
  const order = new Map(slices.map(({ frame }, k) => [frame, k]));
  return { grid, order };
}

/** @param mapping of the first frame: all have one */
function meaningOf(
  mapping: DicomAttributes | undefined,
): Pick<ParametricMap, 'quantity' | 'unit' | 'explanation' | 'algorithm'> {
  if (!mapping) return {};
  const items = mapping.items('QuantityDefinitionSequence').map((item) => ({
    concept: readCode(item, 'ConceptNameCodeSequence')?.value,
    code: readCode(item, 'ConceptCodeSequence'),
    text: item.text('TextValue'),
  }));
  const named = (concept: string) => items.filter((item) => item.concept === concept);
  const quantity = named('246205007')[0]?.code;
  const unit = readCode(mapping, 'MeasurementUnitsCodeSequence');
  const explanation = mapping.text('LUTExplanation');
  const name = named('111001')[0]?.text;
  const version = named('111003')[0]?.text;
  const parameters = named('111002').flatMap(({ text }) => text ?? []);
  return {
    ...(quantity && { quantity }),
    ...(unit && { unit }),
    ...(explanation && { explanation }),
    ...(name && version && { algorithm: { name, version, parameters } }),
  };
}

/** Frames under the linear mapping that the file gives (PS3.3 C.7.6.16.2.11). */
function* realWorldFrames(
  frames: Iterable<Float32Array>,
  mapping: DicomAttributes | undefined,
): Generator<Float32Array> {
  const slope = mapping?.float64('RealWorldValueSlope') ?? 1;
  const intercept = mapping?.float64('RealWorldValueIntercept') ?? 0;
  const isIdentity = slope === 1 && intercept === 0;
  for (const frame of frames) {
    yield isIdentity ? frame : frame.map((value) => slope * value + intercept);
  }
}

/** The box that holds every value but 0; of an empty map, its first voxel. */
function filledBox(
  grid: Grid,
  order: ReadonlyMap<number, number>,
  frames: Iterable<Float32Array>,
): FloatVolume {
  const [columns, rows] = grid.size;
  const filled = new Map<number, Float32Array>();
  let [left, right, top, bottom] = [columns, 0, rows, 0];
  let frame = 0;
  for (const values of frames) {
    const isEmpty = values.every((value) => value === 0);
    if (!isEmpty) filled.set(order.get(frame)!, values);
    frame++;
    if (isEmpty) continue;
    for (let n = 0; n < values.length; n++) {
      if (values[n] === 0) continue;
      const [i, j] = [n % columns, Math.floor(n / columns)];
      left = Math.min(left, i);
      right = Math.max(right, i + 1);
      top = Math.min(top, j);
      bottom = Math.max(bottom, j + 1);
    }
  }
  if (filled.size === 0) {
    return { grid: shiftGrid(grid, FIRST_VOXEL), data: new Float32Array(1) };
  }
  const slices = [...filled.keys()];
  const box: IndexBox = {
    lower: [left, top, Math.min(...slices)],
    upper: [right, bottom, Math.max(...slices) + 1],
  };
  return cut(grid, box, filled);
}

const FIRST_VOXEL: IndexBox = { lower: [0, 0, 0], upper: [1, 1, 1] };

function cut(grid: Grid, box: IndexBox, slices: ReadonlyMap<number, Float32Array>): FloatVolume {
  const cutGrid = shiftGrid(grid, box);
  const [width, height, depth] = cutGrid.size;
  const [left, top, first] = box.lower;
  const data = new Float32Array(width * height * depth);
  for (let k = 0; k < depth; k++) {
    const slice = slices.get(first + k);
    if (!slice) continue;
    for (let j = 0; j < height; j++) {
      const from = (top + j) * grid.size[0] + left;
      data.set(slice.subarray(from, from + width), (k * height + j) * width);
    }
  }
  return { grid: cutGrid, data };
}
