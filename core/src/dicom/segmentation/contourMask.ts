import { MutationPredictionError } from '../../errors.js';
import type { Grid } from '../../imaging/grid.js';
import { lpsToIndex } from '../../imaging/gridGeometry.js';
import type { Contour } from './contourAreas.js';
import { fillContours } from './contourAreas.js';
import { MaskOnImage, requireVoxels } from './maskOnImage.js';
import type { StatedContour } from './rtStruct.js';
import type { SegmentMask } from './segmentation.js';

/** The contours of one plane, in the image's indices. */
interface ContourPlane {
  /** Continuous slice index. */
  readonly k: number;
  readonly contours: Contour[];
}

/** Contours this close, in slices, lie in one plane; further from a slice, they are off it. */
const PLANE_TOLERANCE = 0.05;

/**
 * Contours on an image's grid, wherever they were drawn: the voxels whose centres lie in what they mean; see
 * `fillContours` and `readSegmentMask`. A contour reaches to half the distance of the contour planes, so one that was
 * drawn between or beyond the image's slices goes to the nearest, and contours of a coarser series
 * leave no empty slices between them.
 *
 * @param title names the segment in errors
 * @throws `empty-segment`, `segment-outside-image`, `unsupported-object` for contours across the slices
 */
export function contourMask(
  contours: readonly StatedContour[],
  grid: Grid,
  title: string,
): SegmentMask {
  requireVoxels(contours.length, title);
  const planes = contourPlanes(contours.map((contour) => toIndices(contour, grid, title)));
  requirePlanesInside(planes, grid, title);

  const mask = new MaskOnImage(grid, title);
  const slices = slicesOf(planes, grid);
  const disputed = { voxels: 0, slices: 0 };
  for (const [k, { contours: ofPlane }] of slices) {
    const voxels = fillContours(ofPlane, (i, j) => mask.set(i, j, k));
    disputed.voxels += voxels;
    if (voxels > 0) disputed.slices++;
  }
  const resampled =
    slices.size !== planes.length ||
    planes.some(({ k }) => Math.abs(k - Math.round(k)) > PLANE_TOLERANCE);
  return {
    mask: mask.finish(),
    resampled,
    ...(disputed.voxels > 0 && { overlaps: disputed }),
  };
}

interface PlacedContour extends Contour {
  readonly k: number;
}

function toIndices({ points, isXor }: StatedContour, grid: Grid, title: string): PlacedContour {
  const indices = Array.from({ length: points.length / 3 }, (_, n) =>
    lpsToIndex(grid, [points[3 * n]!, points[3 * n + 1]!, points[3 * n + 2]!]),
  );
  const ks = indices.map(([, , k]) => k);
  const k = ks.reduce((sum, value) => sum + value, 0) / ks.length;
  if (ks.some((value) => Math.abs(value - k) > PLANE_TOLERANCE)) {
    throw new MutationPredictionError('unsupported-object.contours-oblique', { segment: title });
  }
  return { k, isXor, polygon: indices.map(([i, j]) => [i, j]) };
}

function contourPlanes(contours: readonly PlacedContour[]): ContourPlane[] {
  const planes: ContourPlane[] = [];
  for (const contour of contours.toSorted((a, b) => a.k - b.k)) {
    const plane = planes.at(-1);
    if (plane && contour.k - plane.k <= PLANE_TOLERANCE) plane.contours.push(contour);
    else planes.push({ k: contour.k, contours: [contour] });
  }
  return planes;
}

/**
 * The contour plane that each slice of the image shows: the nearest within reach. A slice half way
 * between two planes shows the upper one, whatever the rounding of the coordinates.
 */
function slicesOf(planes: readonly ContourPlane[], { size }: Grid): Map<number, ContourPlane> {
  const gaps = planes.slice(1).map(({ k }, n) => k - planes[n]!.k);
  const reach = gaps.length > 0 ? Math.max(1, Math.min(...gaps)) / 2 : 0.5;
  const slices = new Map<number, ContourPlane>();
  for (let k = 0; k < size[2]; k++) {
    const offsets = planes.map((plane) => k - plane.k + PLANE_TOLERANCE);
    const distances = offsets.map(Math.abs);
    const nearest = distances.indexOf(Math.min(...distances));
    if (offsets[nearest]! >= -reach && offsets[nearest]! < reach) slices.set(k, planes[nearest]!);
  }
  return slices;
}

/** Before filling: coordinates far outside must not be walked pixel by pixel. */
function requirePlanesInside(planes: readonly ContourPlane[], { size }: Grid, title: string): void {
  const [columns, rows, slices] = size;
  const isInside = ({ k, contours }: ContourPlane) =>
    k >= -0.5 &&
    k <= slices - 0.5 &&
    contours
      .flatMap(({ polygon }) => polygon)
      .every(([x, y]) => x >= -1 && y >= -1 && x <= columns && y <= rows);
  const outside = planes.filter((plane) => !isInside(plane)).length;
  if (outside === 0) return;
  throw new MutationPredictionError('segment-outside-image.contours', {
    outside,
    total: planes.length,
    segment: title,
  });
}
