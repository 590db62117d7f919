import { throwIfCancelled } from '../errors.js';
import type { CtImage } from '../imaging/ctImage.js';
import { cropMask, cropVolume } from '../imaging/crop.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { sameGrid } from '../imaging/gridGeometry.js';
import type { MaskRuns } from '../imaging/maskRuns.js';
import { fillBox, maskRuns } from '../imaging/maskRuns.js';
import { requireNumbers } from '../imaging/requireNumbers.js';
import { measureRuns } from '../imaging/measureLesion.js';
import { subtract } from '../imaging/vector.js';
import type { Mask, Volume } from '../imaging/volume.js';
import type { ModelInput, ModelManifest } from '../contract/modelManifest.js';
import { unionBox } from '../inputs/boxes.js';
import { inputRegion } from '../inputs/inputRegion.js';
import { descriptorBox, regionDescriptor } from '../plausibility/regionDescriptor.js';
import type { CubeSpec } from '../views/cube.js';
import type { ClinicalInputs } from '../contract/clinical.js';
import { fieldCoverage } from './fieldCoverage.js';
import { checkField } from './inputChecks.js';
import type { SegmentationReference } from '../contract/prediction.js';
import type { RegionDescriptor } from '../contract/regionDescriptor.js';
import type { PredictionRequest } from '../contract/request.js';
import type { Warning } from '../contract/warning.js';

/** Which lesion is asked about, and where its contours come from. */
export interface LesionSource {
  /** Shown to people, e.g. `Lesion 1`. */
  readonly label: string;
  readonly trackingUid: string;
  readonly segmentation: SegmentationReference;
  /** Found while the contours were read, e.g. `segmentation-resampled`. */
  readonly inputWarnings?: readonly Warning[];
}

/**
 * Measures the lesion and reads the voxels that the model needs around it; nothing else of the CT
 * is decoded.
 *
 * @param mask the lesion, on the CT's grid, whole or as its runs
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
  const seen = inputRegion({ grid: ct.grid, runs, ...measured }, manifest.inputs);
  const described =
    seen && manifest.likeness ? descriptorBox(ct.grid, measured.boundingBox) : undefined;
  const box = seen && described ? unionBox(seen, described) : seen;
  const region = box ? await ct.readRegion(box, signal) : noVoxels(ct.grid);
  requireNumbers(region, 'The CT around the lesion');
  throwIfCancelled(signal);
  const regionMask = box
    ? fillBox({ grid: ct.grid, runs }, box)
    : { grid: region.grid, data: new Uint8Array(0) };

  return {
    region,
    regionMask,
    ...(box && described && { descriptor: describe(region, regionMask, within(described, box)) }),
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
    segmentation: source.segmentation,
    clinical,
    inputWarnings: [...(source.inputWarnings ?? []), ...(fieldWarning ? [fieldWarning] : [])],
  };
}

function describe(region: Volume, regionMask: Mask, box: IndexBox): RegionDescriptor {
  return regionDescriptor(cropVolume(region, box), cropMask(regionMask, box));
}

/** A box in the indices of another that holds it. */
function within({ lower, upper }: IndexBox, { lower: origin }: IndexBox): IndexBox {
  return { lower: subtract(lower, origin), upper: subtract(upper, origin) };
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
