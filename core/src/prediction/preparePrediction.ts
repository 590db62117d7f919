import { throwIfCancelled } from '../errors.js';
import { cropMask } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import { sameGrid } from '../imaging/gridGeometry.js';
import { maskRuns } from '../imaging/maskRuns.js';
import { measureRuns } from '../imaging/measureLesion.js';
import type { Mask } from '../imaging/volume.js';
import type { ModelManifest } from '../inference/modelManifest.js';
import { viewsInputOf } from '../inference/modelInputs.js';
import { lesionRegion } from '../views/cube.js';
import type { ClinicalInputs } from './clinical.js';
import { fieldCoverage } from './fieldCoverage.js';
import { checkField } from './inputChecks.js';
import type { SegmentationReference } from './prediction.js';
import type { PredictionRequest } from './request.js';
import type { Warning } from './warning.js';

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
 * @param mask the lesion, on the CT's grid
 * @throws `empty-segment`, `model-invalid`, `cancelled`, and what reading the CT throws
 */
export async function preparePrediction(
  ct: CtImage,
  mask: Mask,
  source: LesionSource,
  clinical: ClinicalInputs,
  manifest: ModelManifest,
  signal?: AbortSignal,
): Promise<PredictionRequest> {
  if (!sameGrid(mask.grid, ct.grid)) throw new RangeError('The mask is not on the grid of the CT.');
  const { cube } = viewsInputOf(manifest);
  const runs = maskRuns(mask);
  const measured = measureRuns(ct.grid, runs);
  const coverage = fieldCoverage(ct.grid, runs, measured.centroidLps, cube);
  const fieldWarning = checkField(coverage, cube);

  throwIfCancelled(signal);
  const box = lesionRegion(ct.grid, measured.centroidLps, cube);
  const region = await ct.readRegion(box, signal);
  throwIfCancelled(signal);

  return {
    region,
    regionMask: cropMask(mask, box),
    lesion: {
      label: source.label,
      trackingUid: source.trackingUid,
      centroidLps: [...measured.centroidLps],
      volumeMm3: measured.volumeMm3,
      voxelCount: measured.voxelCount,
      longestDiameterMm: measured.longestDiameterMm,
      sliceCount: measured.sliceCount,
      partCount: measured.partCount,
      fractionInField: coverage.fractionInside,
    },
    ...(ct.identity && { image: ct.identity }),
    acquisition: ct.acquisition,
    segmentation: source.segmentation,
    clinical,
    inputWarnings: [...(source.inputWarnings ?? []), ...(fieldWarning ? [fieldWarning] : [])],
  };
}
