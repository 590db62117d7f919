/**
 * Masks that are no lung lesion, on the phantom's anatomy in the same scanner model as its lesions, and lesions on
 * CTs whose values are no HU: what a radiologist must be warned of. Every placement is drawn from a seed.
 */
import { cohortCase, seededRandom } from '@mutation-prediction/core';
import {
  HU,
  LEFT_LUNG,
  organs,
  RIGHT_LUNG,
  skeleton,
  trunk,
} from '../../core/dist/phantom/anatomy.js';
import { lesionShapes } from '../../core/dist/phantom/cohort/lesionShapes.js';
import { drawScanner, gridAround, scan } from '../../core/dist/phantom/cohort/scanner.js';
import { drawTraits } from '../../core/dist/phantom/cohort/traits.js';
import { renderShapes } from '../../core/dist/phantom/render.js';
import { ellipsoid, ellipticCylinder, polyline, tube } from '../../core/dist/phantom/shape.js';
import { pulmonaryVessels } from '../../core/dist/phantom/vessels.js';

/** As of the cohort's cases. */
const EXTENT_MM = 50;
/** Whole organs need the whole chest, on voxels that are still quick to draw. */
const WHOLE = {
  extentMm: 175,
  scanner: { pixelSpacingMm: 1.4, sliceThicknessMm: 3, noiseHu: 12, kernelPasses: 1, offsetHu: 0 },
};

/** @typedef {{ ct: import('@mutation-prediction/core').Volume, mask: import('@mutation-prediction/core').Mask }} Placement */

/** A lesion like those of the training cohorts. @returns {Placement} */
export function lesion(seed, index) {
  const { ct, mask } = cohortCase(seed, index);
  return { ct, mask };
}

const between = (low, high, random) => low + (high - low) * random();
/** A point in an ellipsoid, away from its surface. */
const inEllipsoid = (centre, semiAxes, share) => (random) => {
  for (;;) {
    const u = [0, 1, 2].map(() => 2 * random() - 1);
    if (Math.hypot(...u) <= 1) return centre.map((c, axis) => c + share * semiAxes[axis] * u[axis]);
  }
};
const along = (points, jitter) => (random) => {
  const n = Math.floor(random() * (points.length - 1));
  const t = random();
  return points[n].map((p, axis) => p + t * (points[n + 1][axis] - p) + jitter * (random() - 0.5));
};
const oneOf = (choices) => (random) => choices[Math.floor(random() * choices.length)](random);

/** Where masks shaped like lesions are put, LPS mm. */
const PLACES = {
  liver: inEllipsoid([-68, 0, -185], [88, 98, 70], 0.7),
  heart: inEllipsoid([20, -30, -48], [60, 48, 60], 0.6),
  vessel: oneOf([
    along(
      [
        [4, -30, 45],
        [10, -12, 62],
        [20, 14, 64],
        [27, 38, 48],
        [26, 44, -120],
      ],
      6,
    ),
    along(
      [
        [16, -10, 20],
        [-34, 4, 10],
      ],
      4,
    ),
    along(
      [
        [16, -8, 20],
        [38, 8, 16],
      ],
      4,
    ),
    along(
      [
        [-20, -22, -20],
        [-22, -20, 130],
      ],
      4,
    ),
  ]),
  bone: oneOf([
    (random) => [between(-4, 4, random), between(58, 66, random), between(-150, 150, random)],
    (random) => [between(-12, 12, random), -96, between(-40, 90, random)],
  ]),
  'chest wall': (random) => {
    const angle = between(0, 2 * Math.PI, random);
    // Between the ribs' outer side and the skin.
    return [153 * Math.sin(angle), 104 * Math.cos(angle), between(-100, 120, random)];
  },
  'healthy lung': oneOf([
    inEllipsoid(RIGHT_LUNG.centre, RIGHT_LUNG.semiAxes, 0.8),
    inEllipsoid(LEFT_LUNG.centre, LEFT_LUNG.semiAxes, 0.8),
  ]),
  mediastinum: (random) => [
    between(-14, 14, random),
    between(-60, 30, random),
    between(60, 140, random),
  ],
  'air outside': (random) => [
    between(-120, 120, random),
    between(-190, -150, random),
    between(-120, 120, random),
  ],
};

/** The values of a CT changed, around a true lesion. */
const VALUES = {
  water: (hu, random) => hu.map(() => Math.round(24 * (random() + random() - 1))),
  constant: (hu) => hu.fill(40),
  'HU + 1024': (hu) => hu.map((value) => value + 1024),
  'HU − 1000': (hu) => hu.map((value) => value - 1000),
  negated: (hu) => hu.map((value) => -value),
  '8-bit': (hu) =>
    hu.map((value) => Math.max(0, Math.min(255, Math.round(((value + 1350) / 1500) * 255)))),
  '8-bit, soft tissue': (hu) =>
    hu.map((value) => Math.max(0, Math.min(255, Math.round(((value + 160) / 400) * 255)))),
  '0 to 1': (hu) =>
    Float32Array.from(hu, (value) => Math.max(0, Math.min(1, (value + 1000) / 1400))),
  doubled: (hu) => hu.map((value) => 2 * value),
};

/** Organs by what they are drawn of. */
const ORGANS = {
  'whole liver': { centre: [-68, 0, -172], shapes: [ellipsoid([-68, 0, -172], [88, 98, 82], 0)] },
  'whole spleen': { centre: [76, 4, -178], shapes: [ellipsoid([76, 4, -178], [74, 92, 76], 0)] },
  'whole heart': { centre: [20, -30, -48], shapes: [ellipsoid([20, -30, -48], [60, 48, 60], 0)] },
  'whole mediastinum': {
    centre: [0, -4, 5],
    shapes: [ellipticCylinder([0, -4], [24, 78], [-140, 150], 0)],
  },
  'whole aorta': {
    centre: [20, 10, 0],
    shapes: polyline(
      [
        [8, -28, -15],
        [4, -30, 45],
        [10, -12, 62],
        [20, 14, 64],
        [27, 38, 48],
        [26, 44, -160],
      ],
      12.5,
      0,
    ),
  },
  'whole vertebra': {
    centre: [0, 62, -14],
    shapes: [ellipticCylinder([0, 62], [19, 16], [-25.5, -2.5], 0)],
  },
  'whole right lung': {
    centre: RIGHT_LUNG.centre,
    shapes: [ellipsoid(RIGHT_LUNG.centre, RIGHT_LUNG.semiAxes, 0)],
  },
  'whole left lung': {
    centre: LEFT_LUNG.centre,
    shapes: [ellipsoid(LEFT_LUNG.centre, LEFT_LUNG.semiAxes, 0)],
  },
  'whole body': {
    centre: [0, 0, 0],
    shapes: [ellipticCylinder([0, 0], [168, 118], [-1000, 1000], 0)],
  },
  trachea: { centre: [0, 10, 90], shapes: [tube([0, 8, 140], [0, 14, 28], 9, 9, 0)] },
};

export const OFF_LESION = [...Object.keys(PLACES), ...Object.keys(VALUES), ...Object.keys(ORGANS)];

/** A mask that is no lung lesion, or a CT that is none. @returns {Placement} */
export function offLesion(kind, seed, index) {
  const random = seededRandom(
    Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b) ^ hash(kind),
  );
  if (kind in PLACES) {
    const centre = PLACES[kind](random);
    const { traits } = drawTraits(random);
    const { body } = lesionShapes(traits, centre, random);
    return placed(centre, EXTENT_MM, drawScanner(random), [body], random);
  }
  if (kind in VALUES) {
    const { ct, mask } = cohortCase(seed, index);
    return { ct: { grid: ct.grid, data: VALUES[kind](ct.data, random) }, mask };
  }
  const { centre, shapes } = ORGANS[kind];
  return placed([0, 0, centre[2]], WHOLE.extentMm, WHOLE.scanner, shapes, random);
}

function placed(centre, extentMm, scanner, shapes, random) {
  const grid = gridAround(centre, extentMm, scanner, random);
  const anatomy = [...trunk(), ...pulmonaryVessels(random), ...organs(), ...skeleton()];
  const voxels = renderShapes(anatomy, grid, HU.air);
  return {
    ct: { grid, data: scan(voxels, grid, scanner, random) },
    mask: voxelsInside(shapes, grid),
  };
}

function voxelsInside(shapes, grid) {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  const at = (axis, index) => grid.origin[axis] + index * grid.axes[axis][axis];
  for (let k = 0, n = 0; k < slices; k++) {
    const z = at(2, k);
    for (let j = 0; j < rows; j++) {
      const y = at(1, j);
      for (let i = 0; i < columns; i++, n++) {
        const x = at(0, i);
        if (shapes.some((shape) => isInBox(shape, [x, y, z]) && shape.signedDistance(x, y, z) <= 0))
          data[n] = 1;
      }
    }
  }
  return { grid, data };
}

function isInBox({ lower, upper }, point) {
  return point.every((value, axis) => value >= lower[axis] && value <= upper[axis]);
}

function hash(text) {
  let value = 0;
  for (const letter of text) value = Math.imul(value, 31) + letter.charCodeAt(0);
  return value;
}
