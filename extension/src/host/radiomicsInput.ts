import type { FeatureInput, FeatureParameters } from '@mutation-prediction/core';
import { cropMask, radiomicsRegion, throwIfCancelled } from '@mutation-prediction/core';
import { readLesionMask } from './lesionMask.js';
import type { LesionOrigin } from './segmentationEntry.js';

/**
 * The voxels that an extraction of a lesion's features depends on; the rest of the CT is not read.
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
  const box = radiomicsRegion(mask, parameters);
  const image = await origin.ct.image.readRegion(box, signal);
  throwIfCancelled(signal);
  return { image, mask: cropMask(mask, box), parameters };
}
