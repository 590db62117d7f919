import type { Grid, IndexBox } from '../imaging/grid.js';
import { lpsToIndex } from '../imaging/gridGeometry.js';
import type { Vector3 } from '../imaging/vector.js';
import { norm } from '../imaging/vector.js';

type AxisIndex = 0 | 1 | 2;

/**
 * A grid's voxels counted along the patient: columns toward L, rows toward P, slices toward S, each
 * along the grid axis that runs closest to it. Nothing is resampled: an axial series keeps its slices
 * and pixels, and a file that stores them the other way round gives the same numbers.
 */
export interface PatientOrder {
  /** Columns, rows, slices. */
  readonly size: Vector3;
  /** For columns, rows and slices: the grid axis, and whether it runs the other way. */
  readonly axes: readonly [PatientAxis, PatientAxis, PatientAxis];
}

interface PatientAxis {
  readonly axis: AxisIndex;
  readonly flipped: boolean;
}

const ORDERS: readonly (readonly [AxisIndex, AxisIndex, AxisIndex])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

export function patientOrder(grid: Grid): PatientOrder {
  const cosine = (axis: AxisIndex, patient: AxisIndex) =>
    grid.axes[axis][patient] / norm(grid.axes[axis]);
  const closeness = (order: readonly AxisIndex[]) =>
    order.reduce<number>(
      (sum, axis, patient) => sum + Math.abs(cosine(axis, patient as AxisIndex)),
      0,
    );
  // The first of equals, so that a grid at 45° is read in its own order.
  const order = ORDERS.reduce((best, next) =>
    closeness(next) > closeness(best) + 1e-9 ? next : best,
  );
  const along = (patient: AxisIndex): PatientAxis => {
    const axis = order[patient];
    return { axis, flipped: cosine(axis, patient) < 0 };
  };
  const axes = [along(0), along(1), along(2)] as const;
  return {
    size: [grid.size[axes[0].axis], grid.size[axes[1].axis], grid.size[axes[2].axis]],
    axes,
  };
}

/** Nearest column, row and slice of a point; half-way positions (to a millionth) go up. */
export function nearestPixel(grid: Grid, order: PatientOrder, pointLps: Vector3): Vector3 {
  const index = lpsToIndex(grid, pointLps);
  const along = (patient: AxisIndex) => {
    const { axis, flipped } = order.axes[patient];
    return roundUp(flipped ? grid.size[axis] - 1 - index[axis] : index[axis]);
  };
  return [along(0), along(1), along(2)];
}

export function roundUp(position: number): number {
  return Math.floor(position + 0.5 + 1e-6);
}

/** Place in the grid's data of column 0, row 0, slice 0, and the steps to the next of each. */
export function patientStrides(
  { size: [ni, nj] }: Grid,
  { axes, size }: PatientOrder,
): { readonly first: number; readonly steps: Vector3 } {
  const gridSteps = [1, ni, ni * nj] as const;
  const step = (patient: AxisIndex) => {
    const { axis, flipped } = axes[patient];
    return flipped ? -gridSteps[axis] : gridSteps[axis];
  };
  const steps: Vector3 = [step(0), step(1), step(2)];
  const first = steps.reduce(
    (sum, s, patient) => (s < 0 ? sum - s * (size[patient]! - 1) : sum),
    0,
  );
  return { first, steps };
}

/** A box of columns, rows and slices as one of grid indices, and the other way round. */
export function reorderBox(
  box: IndexBox,
  { axes, size }: PatientOrder,
  to: 'grid' | 'patient',
): IndexBox {
  const lower: [number, number, number] = [0, 0, 0];
  const upper: [number, number, number] = [0, 0, 0];
  axes.forEach(({ axis, flipped }, patient) => {
    const [source, target] = to === 'grid' ? [patient, axis] : [axis, patient];
    const [low, high] = [box.lower[source]!, box.upper[source]!];
    lower[target] = flipped ? size[patient]! - high : low;
    upper[target] = flipped ? size[patient]! - low : high;
  });
  return { lower, upper };
}
