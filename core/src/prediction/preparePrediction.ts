import { throwIfCancelled } from '../errors.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { sameGrid, shiftGrid } from '../imaging/gridGeometry.js';
import type { MaskRuns } from '../imaging/maskRuns.js';
import { fillBox, maskRuns } from '../imaging/maskRuns.js';
import { requireNumbers } from '../imaging/requireNumbers.js';
import type { LesionMeasurements } from '../imaging/measureLesion.js';
import { measureRuns } from '../imaging/measureLesion.js';
import { subtract } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { ModelInput, ModelManifest } from '../contract/modelManifest.js';
import { unionBox } from '../inputs/boxes.js';
import { inputRegion } from '../inputs/inputRegion.js';
import { describeCoarsely, fitsMemory } from '../plausibility/describeLesion.js';
import { descriptorBox, regionDescriptor } from '../plausibility/regionDescriptor.js';
import type { CubeSpec } from '../views/cube.js';
import type { ClinicalInputs } from '../contract/clinical.js';
import { fieldCoverage } from './fieldCoverage.js';
import { checkField, checkSeen } from './inputChecks.js';
import { shareSeen } from './shareSeen.js';
import type { SegmentationReference } from '../contract/prediction.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import type { PredictionRequest } from '../contract/request.js';
import type { SegmentCodes } from '../contract/segmentCodes.js';
import type { Warning } from '../contract/warning.js';

/** Which lesion is asked about, and where its contours come from. */
export interface LesionSource {
  /** Shown to people, e.g. `Lesion 1`. */
  readonly label: string;
  readonly trackingUid: string;
  readonly segmentation: SegmentationReference;
  readonly segmentCodes?: SegmentCodes;
  /** Found while the contours were read, e.g. `segmentation-resampled`. */
  readonly inputWarnings?: readonly Warning[];
}

/**
 * Measures the lesion and reads the voxels that the model needs around it, and those that tell whether it is
 * a lung lesion; nothing else of the CT is decoded.
 *
 * @param mask the lesion, on the CT's grid, whole or as its runs
 * @param known the descriptor that an earlier request has of these very voxels of this CT; else it is computed
 * @throws `empty-segment`, `unsupported-object` where voxels are no numbers, `cancelled`, and what
 *   reading the CT throws
 */
export async function preparePrediction(
  ct: CtImage,
  mask: Mask | MaskRuns,
  source: LesionSource,
  clinical: ClinicalInputs,
  manifest: ModelManifest,
  signal?: AbortSignal,
  known?: RegionDescriptor,
): Promise<PredictionRequest> {
  if (!sameGrid(mask.grid, ct.grid)) throw new RangeError('The mask is not on the grid of the CT.');
  const runs = 'runs' in mask ? mask.runs : maskRuns(mask);
  const measured = measureRuns(ct.grid, runs);
  const coverages = manifest.inputs.flatMap((input) => {
    const cube = cubeOf(input);
    return cube ? { cube, ...fieldCoverage(ct.grid, runs, measured.centroidLps, cube) } : [];
  });
  const [narrowest] = coverages.sort((a, b) => a.fractionInside - b.fractionInside);
  const fieldWarning = narrowest && checkField(narrowest, narrowest.cube);

  throwIfCancelled(signal);
  const box = inputRegion({ grid: ct.grid, runs, ...measured }, manifest.inputs);
  const { region, descriptor } = box
    ? await readAndDescribe(ct, { grid: ct.grid, runs }, measured, box, signal, known)
    : { region: noVoxels(ct.grid) };
  throwIfCancelled(signal);
  const regionMask = box
    ? fillBox({ grid: ct.grid, runs }, box)
    : { grid: region.grid, data: new Uint8Array(0) };
  const shares = manifest.inputs.map((input) => shareSeen(regionMask, measured.centroidLps, input));
  const unseen = checkSeen(Math.min(narrowest?.fractionInside ?? 1, ...shares));

  return {
    region,
    regionMask,
    lesion: {
      label: source.label,
      trackingUid: source.trackingUid,
      centroidLps: [...measured.centroidLps],
      volumeMm3: measured.volumeMm3,
      voxelCount: measured.voxelCount,
      longestDiameterMm: measured.longestDiameterMm,
      sliceCount: measured.sliceCount,
      partCount: measured.partCount,
      fractionInField: narrowest?.fractionInside ?? 1,
    },
    ...(ct.identity && { image: ct.identity }),
    acquisition: ct.acquisition,
    ...(ct.windows && box && { windows: ct.windows.slice(box.lower[2], box.upper[2]) }),
    segmentation: source.segmentation,
    segmentCodes: source.segmentCodes ?? {},
    ...(descriptor && { descriptor }),
    clinical,
    inputWarnings: [source.inputWarnings ?? [], unseen ?? [], fieldWarning ?? []].flat(),
  };
}

/**
 * The voxels of `box`, as if nothing else were read, and the descriptor of the lesion, for which more is.
 */
async function readAndDescribe(
  ct: CtImage,
  mask: MaskRuns,
  { boundingBox }: LesionMeasurements,
  box: IndexBox,
  signal: AbortSignal | undefined,
  known: RegionDescriptor | undefined,
): Promise<{ readonly region: Volume; readonly descriptor: RegionDescriptor }> {
  const readRegion = async (part: IndexBox): Promise<Volume> => {
    const voxels = await ct.readRegion(part, signal);
    requireNumbers(voxels, 'The CT around the lesion');
    return voxels;
  };
  if (known) return { region: await readRegion(box), descriptor: known };
  const around = descriptorBox(ct.grid, boundingBox);
  if (!fitsMemory(ct.grid, boundingBox)) {
    return {
      region: await readRegion(box),
      descriptor: await describeCoarsely({ ...ct, readRegion }, mask.runs, boundingBox, signal),
    };
  }
  // Read once, for decoding a slice costs more than all of its voxels.
  const both = unionBox(box, around);
  const voxels = await readRegion(both);
  throwIfCancelled(signal);
  const part = (of: IndexBox): Volume => ({
    // As reading it alone gives it, to the last bit of its origin.
    grid: shiftGrid(ct.grid, of),
    data: cropVolume(voxels, {
      lower: subtract(of.lower, both.lower),
      upper: subtract(of.upper, both.lower),
    }).data,
  });
  return { region: part(box), descriptor: regionDescriptor(part(around), fillBox(mask, around)) };
}

/** The cube of an input that sees one; what other inputs see follows the lesion. */
function cubeOf(input: ModelInput): CubeSpec | undefined {
  if (input.kind === 'views') return input.cube;
  if (input.kind !== 'volume' || input.crop.kind !== 'centred') return undefined;
  return { ...input, size: input.crop.size };
}

/** For a model that does not look at the image. */
function noVoxels(grid: Grid): Volume {
  return { grid: { ...grid, size: [0, 0, 0] }, data: new Int16Array(0) };
}
