import type { ParametricMap } from '../dicom/parametric-map/readParametricMap.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { lpsToIndex, shiftGrid } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ActivationMaps } from '../inference/activationMaps.js';

/** A target's map as it was stored. */
export interface SavedMap {
  readonly target: string;
  readonly map: ParametricMap;
}

export interface SavedActivation {
  readonly maps: ActivationMaps;
  /** What they lie on: a box of the CT's voxels. */
  readonly grid: Grid;
}

/** Names the input that stored maps lie on: whatever the network saw, they are of the CT's own voxels. */
const CT = 'ct';

/**
 * Stored maps of one run as maps of one volume, the smallest that holds them all: they are then shown as those
 * of a network that looks at a volume.
 *
 * @param saved at least one; all on one CT
 * @throws RangeError for maps that do not lie on the same voxels
 */
export function savedActivation(saved: readonly SavedMap[]): SavedActivation {
  const [first] = saved;
  if (!first) throw new RangeError('There is no stored map.');
  const { grid: whole } = first.map;
  const boxes = saved.map(({ map }) => boxIn(whole, map.map.grid));
  const bound = (of: 'lower' | 'upper', outer: typeof Math.min, axis: 0 | 1 | 2) =>
    outer(...boxes.map((box) => box[of][axis]));
  const corner = (of: 'lower' | 'upper', outer: typeof Math.min): Vector3 => [
    bound(of, outer, 0),
    bound(of, outer, 1),
    bound(of, outer, 2),
  ];
  const box: IndexBox = { lower: corner('lower', Math.min), upper: corner('upper', Math.max) };
  const grid = shiftGrid(whole, box);
  const [columns, rows, slices] = grid.size;
  const length = columns * rows * slices;
  const data = new Float32Array(saved.length * length);
  saved.forEach(({ map }, n) => {
    fill(data.subarray(n * length, (n + 1) * length), grid.size, map.map.data, boxes[n]!, box);
  });
  const unconfirmed = saved.filter(({ map }) => isUnconfirmed(map)).map(({ target }) => target);
  return {
    grid,
    maps: {
      input: CT,
      method: first.map.quantity?.value === CLASS_ACTIVATION ? 'cam' : 'grad-cam',
      targets: saved.map(({ target }) => target),
      ...(unconfirmed.length > 0 && { unconfirmed }),
      images: 1,
      size: [slices, rows, columns],
      data,
    },
  };
}

/** (130402, DCM, "Class activation"). */
const CLASS_ACTIVATION = '130402';

const isUnconfirmed = ({ algorithm }: ParametricMap): boolean =>
  algorithm?.parameters.some((text) => text.startsWith('caution=')) ?? false;

function boxIn(whole: Grid, part: Grid): IndexBox {
  const at = lpsToIndex(whole, part.origin);
  const lower: Vector3 = [Math.round(at[0]), Math.round(at[1]), Math.round(at[2])];
  if (at.some((index, axis) => Math.abs(index - lower[axis]!) > 0.01)) {
    throw new RangeError('Stored maps of one run do not lie on the same voxels.');
  }
  const [columns, rows, slices] = part.size;
  return { lower, upper: [lower[0] + columns, lower[1] + rows, lower[2] + slices] };
}

/** Copies a map into a volume that holds it. */
function fill(
  to: Float32Array,
  [columns, rows]: Vector3,
  from: Float32Array,
  { lower, upper }: IndexBox,
  { lower: origin }: IndexBox,
): void {
  const width = upper[0] - lower[0];
  let read = 0;
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++, read += width) {
      const row = ((k - origin[2]) * rows + j - origin[1]) * columns;
      to.set(from.subarray(read, read + width), row + lower[0] - origin[0]);
    }
  }
}
