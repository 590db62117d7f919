import type { Grid, IndexBox } from '../imaging/grid.js';
import {
  boxCorners,
  displacementToIndex,
  indexToLps,
  lpsToIndex,
  spacing,
} from '../imaging/gridGeometry.js';
import { trilinearAt } from '../imaging/trilinear.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ActivationMaps } from '../inference/activationMaps.js';
import type { LesionViews } from '../views/lesionViews.js';
import { coveringGrid } from './coveringGrid.js';
import type { SeenImages } from './seenImages.js';
import { viewGrids } from './viewGrids.js';

/** What a network saw and where: of a prediction's result what its maps are placed by. */
export interface Seen {
  readonly views?: LesionViews;
  readonly images?: readonly SeenImages[];
}

/** A fused activation map; i runs fastest, then j, then k. Values as {@link ActivationMaps} has them. */
export interface ActivationVolume {
  readonly grid: Grid;
  readonly data: Float32Array;
}

/** One map in the patient. */
interface PlacedMap {
  /** Of its cells; a map of a plane has one slice. */
  readonly grid: Grid;
  readonly data: Float32Array;
  /** Standard deviation of the fade off the plane, in slices of `grid`; absent for a map in space. */
  readonly fade?: number;
}

/** Off its plane a map counts up to this many standard deviations. */
const REACH = 3;

/** Full width at half maximum of a normal distribution, in standard deviations. */
const FWHM = 2 * Math.sqrt(2 * Math.LN2);

/**
 * A target's activation maps as one map in the patient, sampled at the voxels of any grid: a CT's own, or a
 * single slice as a viewport shows it.
 *
 * Each map lies on its image's plane and covers it; between the centres of its cells it is linear, beyond the
 * outermost it keeps their values up to the image's edge. Off the plane it counts with
 * w(d) = exp(−d² / 2σ²), d the distance, to 3σ; σ is such that it is as thick at half its height as a cell is wide,
 * since nothing finer is told. At a point the maps mᵢ that reach it come to Σ wᵢ mᵢ / max(1, Σ wᵢ): on one
 * plane, far from the others, that plane's map; where planes cross, their mean; off all planes, a fade to 0. A
 * volume's map has no planes to fade from: it is trilinear inside the volume, and 0 outside.
 *
 * It shows where, on the images that the network was given, the features lie that speak for the target (above 0)
 * or against it (below), to about a cell. It is no measurement of tissue; what lies between the planes was
 * not looked at but filled in; and its sum is not the logit, since views share what they show.
 *
 * @param seen what the maps' network saw, of the same result
 * @param target one of the maps'
 * @returns float32, in shares of the target's logit; 0 where no map reaches
 */
export function activationVolume(
  seen: Seen,
  maps: ActivationMaps,
  target: string,
  grid: Grid,
): ActivationVolume {
  return fuse(placeMaps(seen, maps, target), grid);
}

/**
 * As {@link activationVolume}, of one image's map alone.
 *
 * @param image its place among the maps'
 */
export function imageActivation(
  seen: Seen,
  maps: ActivationMaps,
  target: string,
  image: number,
  grid: Grid,
): ActivationVolume {
  return fuse(placeMaps(seen, maps, target).slice(image, image + 1), grid);
}

function fuse(placed: readonly PlacedMap[], grid: Grid): ActivationVolume {
  const [columns, rows, slices] = grid.size;
  const data = new Float32Array(columns * rows * slices);
  const { lower, upper } = reachedBox(placed, grid);
  const sums = new Float64Array(Math.max(0, upper[0] - lower[0]));
  const weights = new Float64Array(sums.length);
  for (let k = lower[2]; k < upper[2]; k++) {
    for (let j = lower[1]; j < upper[1]; j++) {
      sums.fill(0);
      weights.fill(0);
      const first = indexToLps(grid, [lower[0], j, k]);
      for (const map of placed) addRow(map, first, grid.axes[0], sums, weights);
      const row = (k * rows + j) * columns + lower[0];
      for (let n = 0; n < sums.length; n++) data[row + n] = sums[n]! / Math.max(1, weights[n]!);
    }
  }
  return { grid, data };
}

/** How large a map's cell is, mm: what the map can tell apart. */
export function cellSizeMm(seen: Seen, maps: ActivationMaps): number {
  const [first] = placeMaps(seen, maps, maps.targets[0]!);
  if (!first) throw new RangeError(`The maps of ${maps.input} are of no image.`);
  const [width, height] = spacing(first.grid);
  return (width + height) / 2;
}

/** The largest magnitude in a target's maps: what a colour scale ends at. */
export function strongestActivation({ targets, data }: ActivationMaps, target: string): number {
  const [start, length] = placeOfTarget({ targets, data }, target);
  return data
    .subarray(start, start + length)
    .reduce((strongest, value) => Math.max(strongest, Math.abs(value)), 0);
}

/** The voxels of a grid that maps can reach: everywhere else `activationVolume` is 0. */
export function activationBox(seen: Seen, maps: ActivationMaps, grid: Grid): IndexBox {
  return reachedBox(placeMaps(seen, maps, maps.targets[0]!), grid);
}

/** Points between which lies all that maps reach, LPS mm. */
export function activationReach(seen: Seen, maps: ActivationMaps): Vector3[] {
  return placeMaps(seen, maps, maps.targets[0]!).flatMap(reachedCorners);
}

/** The pixels of the images that maps cover, in the maps' order. */
export function imageGrids({ views, images = [] }: Seen, maps: ActivationMaps): readonly Grid[] {
  const grids =
    images.find(({ input }) => input === maps.input)?.grids ?? (views && viewGrids(views));
  if (grids?.length !== maps.images) {
    throw new RangeError(`The maps of ${maps.input} are of other images than were seen.`);
  }
  return grids;
}

function placeMaps(seen: Seen, maps: ActivationMaps, target: string): PlacedMap[] {
  const { size, data } = maps;
  const [start, length] = placeOfTarget(maps, target);
  const cells = length / maps.images;
  return imageGrids(seen, maps).map((imageGrid, image): PlacedMap => {
    const map = data.subarray(start + image * cells, start + (image + 1) * cells);
    const [columns = 1, rows = 1, depth = 1] = size.toReversed();
    const grid = coveringGrid(imageGrid, [columns, rows, depth]);
    if (size.length === 3) return { grid, data: map };
    const [width, height, thickness] = spacing(grid);
    return { grid, data: map, fade: (width + height) / 2 / FWHM / thickness };
  });
}

/** Offset and length of a target's maps. */
function placeOfTarget(
  { targets, data }: Pick<ActivationMaps, 'targets' | 'data'>,
  target: string,
): [start: number, length: number] {
  const index = targets.indexOf(target);
  if (index < 0) throw new RangeError(`There is no activation map of ${target}.`);
  const length = data.length / targets.length;
  return [index * length, length];
}

/** The voxels that maps can reach. */
function reachedBox(placed: readonly PlacedMap[], grid: Grid): IndexBox {
  const corners = placed.flatMap(reachedCorners).map((corner) => lpsToIndex(grid, corner));
  const along = (axis: 0 | 1 | 2) => corners.map((corner) => corner[axis]);
  const lower = (axis: 0 | 1 | 2) => Math.max(0, Math.ceil(Math.min(...along(axis)) - 1e-6));
  const upper = (axis: 0 | 1 | 2) =>
    Math.min(grid.size[axis], Math.floor(Math.max(...along(axis)) + 1e-6) + 1);
  const triple = (of: (axis: 0 | 1 | 2) => number): Vector3 => [of(0), of(1), of(2)];
  return { lower: triple(lower), upper: triple(upper) };
}

/** From outer face to outer face, and as far off the plane as a map counts; LPS mm. */
function reachedCorners({ grid, fade }: Pick<PlacedMap, 'grid' | 'fade'>): Vector3[] {
  const [columns, rows, slices] = grid.size;
  const off = fade ? REACH * fade : 0.5;
  return boxCorners({ lower: [0, 0, 0], upper: [2, 2, 2] }).map(([i, j, k]) =>
    indexToLps(grid, [i * columns - 0.5, j * rows - 0.5, k ? slices - 1 + off : -off]),
  );
}

/** Adds a map's values, and what they count, along a row of points. */
function addRow(
  { grid, data, fade }: PlacedMap,
  firstLps: Vector3,
  stepLps: Vector3,
  sums: Float64Array,
  weights: Float64Array,
): void {
  const [columns, rows, slices] = grid.size;
  const first = lpsToIndex(grid, firstLps);
  const step = displacementToIndex(grid, stepLps);
  const reach = fade ? REACH * fade : slices - 0.5 + EDGE;
  for (let n = 0; n < sums.length; n++) {
    const z = first[2] + n * step[2];
    if (z > reach || z < (fade ? -reach : -0.5 - EDGE)) continue;
    const x = first[0] + n * step[0];
    if (x < -0.5 - EDGE || x > columns - 0.5 + EDGE) continue;
    const y = first[1] + n * step[1];
    if (y < -0.5 - EDGE || y > rows - 0.5 + EDGE) continue;
    const weight = fade ? Math.exp(-(z * z) / (2 * fade * fade)) : 1;
    sums[n]! += weight * trilinearAt(data, grid.size, x, y, fade ? 0 : z);
    weights[n]! += weight;
  }
}

/** A point on an image's edge is inside, whatever its last bit says. */
const EDGE = 1e-6;
