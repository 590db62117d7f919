import type { IndexBox } from '../imaging/grid.js';
import { maskRuns, runsBox } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Mask } from '../imaging/volume.js';
import type { PatientOrder } from './patientOrder.js';
import { patientStrides, reorderBox, roundUp } from './patientOrder.js';

/**
 * Of the slice where a lesion has most pixels (of equals the lowest) the slice, and column and row of the pixel
 * nearest to their mean.
 */
export function largestSliceCentre({ grid, data }: Mask, order: PatientOrder): Vector3 {
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
