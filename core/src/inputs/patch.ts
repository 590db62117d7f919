import type { Vector3 } from '../imaging/vector.js';
import type { PatchInput } from '../contract/modelManifest.js';
import { cutSquare } from './cutSquare.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { largestSliceCentre } from './largestSlice.js';
import { normalise } from './normalise.js';
import { patientOrder } from './patientOrder.js';

/** The network's patch, float32 [1, 1, size, size]. */
export function encodePatch(image: LesionImage, input: PatchInput): EncodedInput {
  const { size } = input;
  return {
    tensor: { data: normalise(largestSlicePatch(image, input), input), dims: [1, 1, size, size] },
  };
}

/**
 * HU of the CT's own pixels around the lesion on the slice where it has most pixels (of equals the
 * lowest): columns toward L, rows toward P. The middle pixel (size / 2, size / 2) is the one nearest to
 * the mean of the lesion's pixels on that slice.
 */
export function largestSlicePatch(
  { region, regionMask }: Pick<LesionImage, 'region' | 'regionMask'>,
  { size, outsideHu }: Pick<PatchInput, 'size' | 'outsideHu'>,
): Float32Array {
  const order = patientOrder(region.grid);
  const [column, row, slice] = largestSliceCentre(regionMask, order);
  const half = Math.floor(size / 2);
  const first: Vector3 = [column - half, row - half, slice];
  const everything = { lower: [0, 0, 0], upper: order.size } as const;
  return cutSquare(region, order, everything, first, size, outsideHu);
}
