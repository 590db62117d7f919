import type { ViewPlane } from '../contract/modelManifest.js';
import type { Grid } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import { resampleLinear } from '../imaging/trilinear.js';
import type { Vector3 } from '../imaging/vector.js';
import { scale } from '../imaging/vector.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { Seen } from './activationVolume.js';
import { imageActivation } from './activationVolume.js';
import { coveringGrid } from './coveringGrid.js';
import type { SeenImages } from './seenImages.js';
import { EDGES, isShownFlipped, type Edges } from './shownEdges.js';
import { viewGrids } from './viewGrids.js';
import type { OutlineEdge } from './viewImage.js';
import { greyPixels, LUNG_WINDOW, maskOutline, outlineOf, viewPixels } from './viewImage.js';

/** What an image is: one of the views, the patch, a slice (from 1), or a section through the middle of a volume. */
export type ImageName =
  | { readonly kind: 'view' | 'section'; readonly plane: ViewPlane }
  | { readonly kind: 'patch' }
  | { readonly kind: 'slice'; readonly number: number; readonly count: number };

/** One image that the network saw, as it is shown: head up, or as one looks at an axial slice. */
export interface ExplainedImage {
  readonly name: ImageName;
  readonly edges: Edges;
  readonly columns: number;
  readonly rows: number;
  /** RGBA bytes [rows, columns, 4]. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly outline: readonly OutlineEdge[];
  /** Where it lies, rows and columns as they are shown. */
  readonly grid: Grid;
  /** Its place among the images that maps cover. */
  readonly image: number;
}

/** Every image that a network saw: its views, else what else of the CT it was given. */
export function explainedImages(seen: Seen): readonly ExplainedImage[] {
  return [...viewsShown(seen), ...(seen.images ?? []).flatMap(imagesShown)];
}

/**
 * The map of one image, [rows, columns] as shown.
 *
 * @param atMost pixels along either side: coarse as maps are, so many do
 */
export function explainedMap(
  seen: Seen,
  maps: ActivationMaps,
  target: string,
  { grid, image }: ExplainedImage,
  atMost = MAP_PIXELS,
): { readonly size: readonly [number, number]; readonly data: Float32Array } {
  const pixels = (count: number) => Math.min(count, atMost);
  const size = [pixels(grid.size[0]), pixels(grid.size[1])] as const;
  const on = coveringGrid(grid, [...size, 1]);
  return { size, data: imageActivation(seen, maps, target, image, on).data };
}

const MAP_PIXELS = 160;

function viewsShown({ views }: Seen): ExplainedImage[] {
  if (!views) return [];
  const { size } = views;
  return viewGrids(views).map((viewGrid, image) => {
    const plane = views.planes[image]!;
    const grid = coveringGrid(viewGrid, [size, size, 1]);
    return {
      name: { kind: 'view', plane },
      edges: EDGES[plane],
      columns: size,
      rows: size,
      pixels: viewPixels(views, image),
      outline: maskOutline(views, image),
      grid: isShownFlipped(plane) ? upsideDown(grid) : grid,
      image,
    };
  });
}

function upsideDown({ size, origin, axes: [i, j, k] }: Grid): Grid {
  const last = indexToLps({ size, origin, axes: [i, j, k] }, [0, size[1] - 1, 0]);
  return { size, origin: last, axes: [i, scale(j, -1), k] };
}

function imagesShown(images: SeenImages): ExplainedImage[] {
  const { kind, grids } = images;
  if (kind === 'volume') return sectionsShown(images, grids[0]!);
  const pixels = grids[0]!.size[0] * grids[0]!.size[1];
  return grids.map((grid, image) => {
    const of = <T extends { subarray(from: number, to: number): T }>(all: T) =>
      all.subarray(image * pixels, (image + 1) * pixels);
    const name: ImageName =
      kind === 'patch' ? { kind } : { kind: 'slice', number: image + 1, count: grids.length };
    return shown(name, EDGES.axial, grid, of(images.data), of(images.mask), images.unit, image);
  });
}

/** A volume is shown by the three planes through its middle. */
function sectionsShown({ data, mask, unit }: SeenImages, volume: Grid): ExplainedImage[] {
  return (['axial', 'coronal', 'sagittal'] as const).map((plane) => {
    const grid = sectionGrid(volume, plane);
    const values = resampleLinear({ grid: volume, data }, grid, OUTSIDE_HU);
    const inside = resampleLinear({ grid: volume, data: mask }, grid, 0);
    return shown({ kind: 'section', plane }, EDGES[plane], grid, values, inside, unit, 0);
  });
}

const OUTSIDE_HU = -1000;

function shown(
  name: ImageName,
  edges: Edges,
  grid: Grid,
  values: ArrayLike<number>,
  mask: ArrayLike<number>,
  unit: SeenImages['unit'],
  image: number,
): ExplainedImage {
  const [columns, rows] = grid.size;
  return {
    name,
    edges,
    columns,
    rows,
    pixels: greyPixels(values, unit === 'hu' ? LUNG_WINDOW : LEVELS),
    outline: outlineOf((row, column) => mask[row * columns + column]! >= 0.5, columns, rows),
    grid,
    image,
  };
}

const LEVELS = { low: 0, width: 1 };

const ACROSS: Vector3 = [1, 0, 0];
const BACKWARD: Vector3 = [0, 1, 0];
const FEET: Vector3 = [0, 0, -1];

/** Columns and rows of each plane, as it is looked at. */
const SECTIONS = {
  axial: [ACROSS, BACKWARD],
  coronal: [ACROSS, FEET],
  sagittal: [BACKWARD, FEET],
} as const;

/** A plane through the middle of a volume that lies along L, P and S, however it is turned. */
function sectionGrid(volume: Grid, plane: keyof typeof SECTIONS): Grid {
  const { size, axes } = volume;
  const [right, down] = SECTIONS[plane];
  const stepMm = Math.min(...axes.map((axis) => Math.hypot(...axis)));
  const extent = (along: Vector3) =>
    axes.reduce(
      (sum, axis, n) => sum + Math.abs(axis.reduce((d, mm, k) => d + mm * along[k]!, 0)) * size[n]!,
      0,
    );
  const [columns, rows] = [right, down].map((along) =>
    Math.max(1, Math.round(extent(along) / stepMm)),
  ) as [number, number];
  const middle = indexToLps(volume, [(size[0] - 1) / 2, (size[1] - 1) / 2, (size[2] - 1) / 2]);
  const at = (axis: 0 | 1 | 2) =>
    middle[axis] - (((columns - 1) / 2) * right[axis] + ((rows - 1) / 2) * down[axis]) * stepMm;
  const normal: Vector3 = [
    right[1] * down[2] - right[2] * down[1],
    right[2] * down[0] - right[0] * down[2],
    right[0] * down[1] - right[1] * down[0],
  ];
  return {
    size: [columns, rows, 1],
    origin: [at(0), at(1), at(2)],
    axes: [scale(right, stepMm), scale(down, stepMm), normal],
  };
}
