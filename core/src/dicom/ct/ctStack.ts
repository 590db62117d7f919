import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { dot, norm, scale, subtract } from '../../imaging/vector.js';
import { rounded } from '../../words/figures.js';
import type { CtSlice } from './ctSlice.js';
import { haveSameRaster, slicePosition } from './imagePlane.js';

/** What stacking asks of a slice; a viewer knows it without having the file. */
export type StackableSlice = Pick<CtSlice, 'rows' | 'columns' | 'plane' | 'frameOfReferenceUid'> & {
  /** Names the slice in errors. */
  readonly source: { readonly name: string };
};

/** Slices in the order of the grid's k. */
export interface CtStack<Slice extends StackableSlice = CtSlice> {
  readonly grid: Grid;
  readonly slices: readonly Slice[];
}

/** Half a unit of positions that were written with one decimal. */
export const POSITION_TOLERANCE_MM = 0.05;
/** Sideways, both coordinates may be rounded so. */
const SHIFT_TOLERANCE_MM = 0.1;

/**
 * Sorts slices along their normal and checks that they form a regular grid.
 *
 * @param slices at least one, in any order
 * @param sliceThicknessMm stands in for the spacing of a single slice
 * @param title names the series in errors
 * @throws `inconsistent-series`, `gantry-tilt`, `non-uniform-spacing`
 */
export function stackSlices<Slice extends StackableSlice>(
  slices: readonly Slice[],
  sliceThicknessMm: number | undefined,
  title: string,
): CtStack<Slice> {
  requireSameRaster(slices, title);
  const sorted = slices.toSorted((a, b) => slicePosition(a.plane) - slicePosition(b.plane));
  const first = sorted[0]!;
  const last = sorted.at(-1)!;
  const length = slicePosition(last.plane) - slicePosition(first.plane);
  const spacing = sorted.length > 1 ? length / (sorted.length - 1) : (sliceThicknessMm ?? 0);

  requireDistinctPositions(sorted, title);
  requireNoTilt(sorted, length, title);
  requireUniformSpacing(sorted, spacing, title);

  const { plane } = first;
  return {
    grid: {
      size: [first.columns, first.rows, sorted.length],
      origin: plane.position,
      axes: [
        scale(plane.rowDirection, plane.columnStep),
        scale(plane.columnDirection, plane.rowStep),
        scale(plane.normal, spacing),
      ],
    },
    slices: sorted,
  };
}

/** Whether two slices lie in the same place, as those of repeated acquisitions do. */
export function hasRepeatedPositions(slices: readonly StackableSlice[]): boolean {
  const normal = slices[0]!.plane.normal;
  const positions = slices.map(({ plane }) => dot(normal, plane.position)).sort((a, b) => a - b);
  return positions.some((p, i) => i > 0 && p - positions[i - 1]! < POSITION_TOLERANCE_MM);
}

function requireSameRaster(slices: readonly StackableSlice[], title: string): void {
  const first = slices[0]!;
  for (const slice of slices) {
    const difference =
      slice.rows !== first.rows || slice.columns !== first.columns
        ? 'inconsistent-series.different-sizes'
        : slice.frameOfReferenceUid !== first.frameOfReferenceUid
          ? 'inconsistent-series.different-frames-of-reference'
          : !haveSameRaster(slice.plane, first.plane)
            ? 'inconsistent-series.different-rasters'
            : undefined;
    if (difference) {
      throw new MutationPredictionError(difference, {
        series: title,
        firstImage: first.source.name,
        secondImage: slice.source.name,
      });
    }
  }
}

function requireDistinctPositions(sorted: readonly StackableSlice[], title: string): void {
  if (sorted.length === 1 || !hasRepeatedPositions(sorted)) return;
  throw new MutationPredictionError('inconsistent-series.repeated-positions', { series: title });
}

function requireNoTilt(sorted: readonly StackableSlice[], length: number, title: string): void {
  const { plane } = sorted[0]!;
  const shifts = sorted.map((slice) => {
    const step = subtract(slice.plane.position, plane.position);
    return norm(subtract(step, scale(plane.normal, dot(step, plane.normal))));
  });
  const shift = Math.max(...shifts);
  if (shift <= SHIFT_TOLERANCE_MM) return;
  const angle = (Math.atan2(shift, length) * 180) / Math.PI;
  throw new MutationPredictionError('gantry-tilt.shifted-slices', {
    series: title,
    shift: rounded(shift, 1),
    angle: rounded(angle, 1),
  });
}

function requireUniformSpacing(
  sorted: readonly StackableSlice[],
  spacing: number,
  title: string,
): void {
  if (!(spacing > 0)) {
    throw new MutationPredictionError('inconsistent-series.no-slice-thickness', { series: title });
  }
  const positions = sorted.map(({ plane }) => slicePosition(plane));
  const isRegular = positions.every(
    (p, k) => Math.abs(p - positions[0]! - k * spacing) <= POSITION_TOLERANCE_MM,
  );
  if (isRegular) return;

  const gaps = positions.slice(1).map((p, k) => p - positions[k]!);
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  const deviations = gaps.map((gap) => Math.abs(gap - usual));
  const worst = deviations.indexOf(Math.max(...deviations));
  throw new MutationPredictionError('non-uniform-spacing.uneven', {
    series: title,
    gap: rounded(gaps[worst]!, 2),
    usual: rounded(usual, 2),
    first: worst + 1,
    second: worst + 2,
    firstImage: sorted[worst]!.source.name,
    secondImage: sorted[worst + 1]!.source.name,
  });
}
