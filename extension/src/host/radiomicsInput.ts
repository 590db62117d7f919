import type { FeatureInput, FeatureParameters, IndexBox } from '@mutation-prediction/core';
import {
  cropMask,
  radiomicsRegion,
  shiftGrid,
  subtract,
  throwIfCancelled,
  uncropVolume,
} from '@mutation-prediction/core';
import { readLesionMask } from './segmentations/lesionMask.js';
import type { LesionOrigin } from './segmentations/segmentationEntry.js';

/**
 * The voxels that an extraction of a lesion's features depends on; the rest of the CT is not read, and 0
 * where the image must be larger.
 *
 * @throws what reading the contours and the CT throws, `cancelled`
 */
export async function readRadiomicsInput(
  origin: LesionOrigin,
  parameters: FeatureParameters,
  signal: AbortSignal,
): Promise<FeatureInput> {
  const { mask } = await readLesionMask(origin);
  throwIfCancelled(signal);
  const { voxels, extent } = radiomicsRegion(mask, parameters);
  const part = await origin.ct.readRegion(voxels, signal);
  throwIfCancelled(signal);
  const image = uncropVolume(part, within(extent, voxels), shiftGrid(mask.grid, extent));
  return { image, mask: cropMask(mask, extent), parameters };
}

/** A box in the indices of a larger one. */
function within({ lower }: IndexBox, box: IndexBox): IndexBox {
  return { lower: subtract(box.lower, lower), upper: subtract(box.upper, lower) };
}
