import type { Field } from './field.js';
import { forEachWithin, placeOf } from './field.js';
import { atLeast, depthInside, dilate, fillHoles, intersect, partAround } from './morphology.js';

export interface Growth {
  /** Least HU of the nodule. */
  readonly threshold: number;
  /** What is thinner than this share of the core is no part of it: vessels, spicules, necks. */
  readonly opening: number;
  /** Nothing lies farther from the core's middle than this many of its radii. */
  readonly reach: number;
}

/** The largest ball that fits into a nodule near where it was clicked. */
export interface Core {
  readonly voxel: number;
  readonly radiusMm: number;
}

export interface Grown {
  readonly mask: Uint8Array;
  readonly core: Core;
}

/** Opening takes edges that are the nodule's: this share of its radius is given back. */
const GIVEN_BACK = 0.2;

/**
 * The nodule around a voxel: what is dense enough, lies in the lung and hangs together with it, with its
 * cavities, opened by a ball that is as large as its core allows (Kuhnigk et al. 2006,
 * doi:10.1109/TMI.2006.871547).
 *
 * @param seed voxel; the nearest dense one stands in for it
 * @param known the core of the same nodule as it was grown before
 */
export function grow(field: Field, seed: number, growth: Growth, known?: Core): Grown {
  const { grid, hu, outline } = field;
  const { threshold, opening, reach } = growth;
  const dense = intersect(atLeast(hu, threshold), atLeast(outline, 0));
  const whole = fillHoles(partAround(dense, grid, nearestOne(dense, field, seed)), grid);
  const depth = depthInside(whole, grid);
  const core = known ?? deepestNear(depth, field, seed);

  // A known core may be less deep in what is grown more tightly.
  const thinnest = Math.min(opening * core.radiusMm, 0.9 * depth[core.voxel]!);
  const thick = intersect(atLeast(depth, thinnest), whole);
  const kept = partAround(thick, grid, core.voxel);
  const opened = intersect(dilate(kept, grid, thinnest), whole);
  const rounded = intersect(dilate(opened, grid, GIVEN_BACK * thinnest), whole);
  const mask = new Uint8Array(rounded.length);
  forEachWithin(grid, placeOf(grid, core.voxel), reach * core.radiusMm, (n) => {
    mask[n] = rounded[n]!;
  });
  return { mask, core };
}

function nearestOne(mask: Uint8Array, { grid }: Field, voxel: number): number {
  if (mask[voxel] === 1) return voxel;
  let nearest = voxel;
  let least = Infinity;
  forEachWithin(grid, placeOf(grid, voxel), 6, (n, squared) => {
    if (mask[n] === 0 || squared >= least) return;
    least = squared;
    nearest = n;
  });
  return nearest;
}

/** Climbs to where a mask is deepest, looking as far around as it is deep, at least 2 mm. */
function deepestNear(depth: Float32Array, { grid }: Field, seed: number): Core {
  for (let middle = seed; ;) {
    let deepest = middle;
    forEachWithin(grid, placeOf(grid, middle), Math.max(2, depth[middle]!), (n) => {
      if (depth[n]! > depth[deepest]!) deepest = n;
    });
    // A step that gains nothing to speak of leads along a vessel or a wall.
    if (depth[deepest]! <= 1.02 * depth[middle]!) {
      return { voxel: deepest, radiusMm: depth[deepest]! };
    }
    middle = deepest;
  }
}
