import type { IndexBox } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Mask } from '../imaging/volume.js';
import type { Vector3 } from '../imaging/vector.js';
import type { PatchInput } from '../contract/modelManifest.js';
import { cutSquare } from './cutSquare.js';
import type { EncodedInput, LesionImage } from './encodedInput.js';
import { normalise } from './normalise.js';
import type { PatientOrder } from './patientOrder.js';
import { patientOrder, patientStrides, reorderBox, roundUp } from './patientOrder.js';

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

/** Column, row and slice. */
function largestSliceCentre({ grid, data }: Mask, order: PatientOrder): Vector3 {
  const box = reorderBox(lesionBox({ grid, data }), order, 'patient');
  const { first, steps } = patientStrides(grid, order);
  let largest = { pixels: 0, columns: 0, rows: 0, slice: 0 };
  for (let slice = box.lower[2]; slice < box.upper[2]; slice++) {
    let [pixels, columns, rows] = [0, 0, 0];
    for (let row = box.lower[1]; row < box.upper[1]; row++) {
      for (let column = box.lower[0]; column < box.upper[0]; column++) {
        if (!data[first + column * steps[0] + row * steps[1] + slice * steps[2]]) continue;
        pixels++;
        columns += column;
        rows += row;
      }
    }
    if (pixels > largest.pixels) largest = { pixels, columns, rows, slice };
  }
  const { pixels, columns, rows, slice } = largest;
  return [roundUp(columns / pixels), roundUp(rows / pixels), slice];
}

function lesionBox(mask: Mask): IndexBox {
  const box = runsBox(maskRuns(mask));
  if (!box) throw new RangeError('The region holds no voxel of the lesion.');
  return box;
}
