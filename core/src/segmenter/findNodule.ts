import { MutationPredictionError } from '../errors.js';
import type { Grid, IndexBox } from '../imaging/grid.js';
import { indexToLps, lpsToIndex, spacing } from '../imaging/gridGeometry.js';
import { norm, subtract, type Vector3 } from '../imaging/vector.js';
import type { Volume } from '../imaging/volume.js';
import { clipBox, widenedByMm } from '../inputs/boxes.js';
import { smoothGaussian } from '../plausibility/gaussianSmoothing.js';
import type { Field } from './field.js';
import {
  densityAround,
  lungAround,
  nearestDense,
  nearestVoxel,
  placeOf,
  quantileIn,
  voxelAt,
} from './field.js';
import type { Core, Grown } from './grow.js';
import { grow } from './grow.js';
import { growthOf, OPENING, TIGHT_OPENING } from './growth.js';
import { lungOutline } from './lungOutline.js';
import { dilate } from './morphology.js';
import { cubesBetween, resample } from './workingGrid.js';

/** As far from the click as anything is looked at, mm. */
const REACH_MM = 60;

/** Of the first, coarse look at everything around, and of the second at the nodule alone; mm. */
const COARSE = { stepMm: 1.5, sigmaMm: 0.8 } as const;
const FINE = {
  finestMm: 0.5,
  sigmaMm: 0.6,
  voxels: 300_000,
  marginMm: 8,
  leastReachMm: 14,
} as const;

/** Of a click beside the nodule, or into its cavity. */
const SNAP_MM = 10;
/** A click this far from what was found meant something else. */
const MISSED_MM = 5;
/** Thinner than any nodule: a vessel, a fissure, a strand. */
const THINNEST_MM = 1.2;

const GROUND_GLASS_OVER_LUNG_HU = 290;

/** A nodule that was clicked, grown but for the last step: {@link segmentNodule} makes a mask of it. */
export interface FoundNodule {
  /** The part of the CT that was read. */
  readonly grid: Grid;
  readonly field: Field;
  readonly core: Core;
  /** Median of the lung around, HU. */
  readonly lungHu: number;
  /** Of the nodule's least dense part that is larger than a blurred edge, HU. */
  readonly noduleHu: number;
  /** Share of the core's radius: {@link growthOf}. */
  readonly opening: number;
}

/**
 * What must be read of a CT to segment the nodule at a point.
 *
 * @throws `no-nodule.outside-image`
 */
export function noduleBox(grid: Grid, pointLps: Vector3): IndexBox {
  const place = lpsToIndex(grid, pointLps);
  if (place.some((index, axis) => index < -0.5 || index > grid.size[axis]! - 0.5)) {
    throw new MutationPredictionError('no-nodule.outside-image');
  }
  const [i, j, k] = nearestVoxel(grid, pointLps);
  const voxel = clipBox(grid, { lower: [i, j, k], upper: [i + 1, j + 1, k + 1] });
  return widenedByMm(grid, voxel, REACH_MM);
}

/**
 * Finds the nodule at a point of the lung: first on coarse cubes, where the lung's outline is made and the
 * nodule's size is seen, then on cubes as fine as its size allows. The same input gives the same nodule.
 *
 * @param ct HU in exactly the box of {@link noduleBox}
 * @param pointLps where it was clicked, mm: in the nodule, or at most 5 mm beside it
 * @throws `no-nodule` with what is there instead
 */
export function findNodule(ct: Volume, pointLps: Vector3): FoundNodule {
  const around = wholeOf(ct);
  const place = nearestVoxel(around.grid, pointLps);
  const outline = lungOutline(around.grid, around.hu, place);
  if (!outline) throw new MutationPredictionError('no-nodule.no-lung');
  const coarse: Field = { ...around, outline };
  const lungHu = lungAround(coarse, place);
  if (lungHu === undefined) throw new MutationPredictionError('no-nodule.no-lung');
  refuseOutside(coarse, place);

  const fine = nearNodule(ct, coarse, pointLps, lungHu);
  const clicked = nearestVoxel(fine.grid, pointLps);
  const seed = nearestDense(fine, clicked, lungHu, SNAP_MM);
  if (seed === undefined) throw new MutationPredictionError('no-nodule.only-lung');
  const { core, noduleHu, mask } = growWhole(fine, seed, lungHu, blurOf(ct.grid));
  const tight = grow(fine, seed, growthOf(0, lungHu, noduleHu, TIGHT_OPENING), core);
  const isOnVessel = voxels(mask) > VESSEL_SHARE * voxels(tight.mask);
  refuseMissed(fine, isOnVessel ? tight : { mask, core }, clicked);
  const opening = isOnVessel ? TIGHT_OPENING : OPENING;
  return { grid: ct.grid, field: fine, core, lungHu, noduleHu, opening };
}

/** Lobes and edges are less of a nodule than what a vessel as thick as it adds to it. */
const VESSEL_SHARE = 1.35;

const voxels = (mask: Uint8Array) => mask.reduce((sum, inside) => sum + inside, 0);

/** All that was read, on coarse cubes. */
function wholeOf(ct: Volume): Pick<Field, 'grid' | 'hu'> {
  const last: Vector3 = [ct.grid.size[0] - 1, ct.grid.size[1] - 1, ct.grid.size[2] - 1];
  const grid = cubesBetween(ct.grid, [0, 0, 0], last, COARSE.stepMm);
  return { grid, hu: smoothGaussian({ grid, data: resample(ct, grid) }, COARSE.sigmaMm) };
}

function refuseOutside({ grid, hu, outline }: Field, place: Vector3): void {
  const voxel = voxelAt(grid, place);
  if (outline[voxel]! >= -MISSED_MM) return;
  const value = hu[voxel]!;
  if (value < -900) throw new MutationPredictionError('no-nodule.air');
  if (value > 300) throw new MutationPredictionError('no-nodule.bone');
  throw new MutationPredictionError('no-nodule.outside-lung');
}

/** The nodule's surroundings on cubes as fine as its size allows. */
function nearNodule(ct: Volume, coarse: Field, pointLps: Vector3, lungHu: number): Field {
  const { lower, upper } = roughBox(coarse, pointLps, lungHu);
  const step = spacing(ct.grid);
  const clicked = lpsToIndex(ct.grid, pointLps);
  const first = lpsToIndex(ct.grid, indexToLps(coarse.grid, lower));
  const last = lpsToIndex(ct.grid, indexToLps(coarse.grid, upper));
  const from = (axis: 0 | 1 | 2) =>
    Math.max(
      0,
      Math.min(
        first[axis] - FINE.marginMm / step[axis],
        clicked[axis] - FINE.leastReachMm / step[axis],
      ),
    );
  const to = (axis: 0 | 1 | 2) =>
    Math.min(
      ct.grid.size[axis] - 1,
      Math.max(
        last[axis] + FINE.marginMm / step[axis],
        clicked[axis] + FINE.leastReachMm / step[axis],
      ),
    );
  const start: Vector3 = [from(0), from(1), from(2)];
  const end: Vector3 = [to(0), to(1), to(2)];
  const volumeMm3 = step.reduce(
    (mm3, mm, axis) => mm3 * (mm * (end[axis]! - start[axis]!) + mm),
    1,
  );
  const stepMm = Math.max(FINE.finestMm, Math.cbrt(volumeMm3 / FINE.voxels));
  const grid = cubesBetween(ct.grid, start, end, stepMm);
  return {
    grid,
    hu: smoothGaussian({ grid, data: resample(ct, grid) }, FINE.sigmaMm),
    outline: resample({ grid: coarse.grid, data: coarse.outline }, grid),
  };
}

/** First and last voxel of the nodule on coarse cubes; the click's where it is too small for them. */
function roughBox(
  coarse: Field,
  pointLps: Vector3,
  lungHu: number,
): { lower: Vector3; upper: Vector3 } {
  const clicked = nearestVoxel(coarse.grid, pointLps);
  const seed = nearestDense(coarse, clicked, lungHu, SNAP_MM);
  if (seed === undefined) throw new MutationPredictionError('no-nodule.only-lung');
  const density = Math.min(densityAround(coarse, seed, lungHu), lungHu + GROUND_GLASS_OVER_LUNG_HU);
  const { mask } = grow(coarse, seed, growthOf(0, lungHu, density));
  const lower: [number, number, number] = [...clicked];
  const upper: [number, number, number] = [...clicked];
  mask.forEach((inside, n) => {
    if (inside === 0) return;
    placeOf(coarse.grid, n).forEach((index, axis) => {
      lower[axis] = Math.min(lower[axis]!, index);
      upper[axis] = Math.max(upper[axis]!, index);
    });
  });
  return { lower, upper };
}

/** Share of a nodule, as it is with its ground glass, that must be such for it not to be a blurred edge. */
const RIM = 0.12;
const BLUR_MM = 1.5;
/** A solid edge in a slice is half of each of its sides: as wide as half a voxel's longest side. */
const blurOf = (grid: Grid) => Math.max(BLUR_MM, Math.max(...spacing(grid)) / 2);
/** A halo is fainter, and not the nodule's. */
const LEAST_RIM_OVER_LUNG_HU = 255;
/** Vessels beside it are denser. */
const MOST_RIM_OVER_LUNG_HU = 480;

/** The nodule with its ground glass, and how dense the less dense of its parts is. */
function growWhole(
  field: Field,
  seed: number,
  lungHu: number,
  blurMm: number,
): Grown & { noduleHu: number } {
  const solid = grow(field, seed, growthOf(0, lungHu, densityAround(field, seed, lungHu)));
  const density = quantileIn(field.hu, solid.mask, 0.75) ?? densityAround(field, seed, lungHu);
  const glassHu = lungHu + GROUND_GLASS_OVER_LUNG_HU;
  if (density <= glassHu) return { ...solid, noduleHu: density };
  const hazy = grow(field, seed, growthOf(0, lungHu, glassHu, TIGHT_OPENING));
  if (!hasRim(field, solid, hazy, { lungHu, blurMm })) return { ...solid, noduleHu: density };
  return { ...grow(field, seed, growthOf(0, lungHu, glassHu)), noduleHu: glassHu };
}

function hasRim(
  { grid, hu }: Field,
  solid: Grown,
  hazy: Grown,
  { lungHu, blurMm }: { readonly lungHu: number; readonly blurMm: number },
): boolean {
  const withEdge = dilate(solid.mask, grid, blurMm);
  const rim = hazy.mask.map((inside, n) => inside & (1 - withEdge[n]!));
  if (voxels(rim) <= RIM * voxels(hazy.mask)) return false;
  return (
    quantileIn(hu, rim, 0.7)! >= lungHu + LEAST_RIM_OVER_LUNG_HU &&
    quantileIn(hu, rim, 0.8)! <= lungHu + MOST_RIM_OVER_LUNG_HU
  );
}

/** What was grown is too thin for a nodule, or is not what was clicked. */
function refuseMissed(field: Field, { mask, core }: Grown, clicked: Vector3): void {
  if (core.radiusMm < THINNEST_MM) throw new MutationPredictionError('no-nodule.too-thin');
  const voxel = voxelAt(field.grid, clicked);
  if (mask[voxel] === 1) return;
  let missed = Infinity;
  mask.forEach((inside, n) => {
    if (inside === 0) return;
    missed = Math.min(missed, norm(subtract(placeOf(field.grid, n), clicked)));
  });
  if (missed * spacing(field.grid)[0] > MISSED_MM) {
    throw new MutationPredictionError('no-nodule.only-lung');
  }
}
