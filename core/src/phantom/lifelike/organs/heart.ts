import type { Vector3 } from '../../../imaging/vector.js';
import { cross } from '../../../imaging/vector.js';
import type { Ellipsoid } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { solidEllipsoid, tubes } from '../drawing/part.js';
import { vesselAlong } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';

export interface HeartTissues {
  readonly fat: Tissue;
  readonly myocardium: Tissue;
  readonly right: Tissue;
  readonly left: Tissue;
  readonly aorta: Tissue;
  readonly pulmonaryArtery: Tissue;
}

/** From the base of the left ventricle to its apex: to the left, front and feet. */
const LONG_AXIS: Vector3 = unit([0.7, -0.55, -0.46]);

interface Chamber {
  readonly centre: Vector3;
  /** Along `along`, then across it in the axial plane, then across both, mm. */
  readonly half: Vector3;
  readonly along?: Vector3;
}

/**
 * Chambers at the size of a woman's heart in mid-diastole; wall of the left ventricle 10 mm, of the right 3 mm
 * (Kawel-Boehm et al., J Cardiovasc Magn Reson 2020;22:87).
 */
const CHAMBERS = {
  leftVentricle: { centre: [36, -17, -44], half: [45, 29, 29], along: LONG_AXIS },
  leftCavity: { centre: [32, -14, -42], half: [37, 18.5, 18.5], along: LONG_AXIS },
  rightVentricle: { centre: [10, -39, -44], half: [43, 25, 31], along: unit([0.8, -0.3, -0.42]) },
  rightCavity: { centre: [9, -39, -43], half: [40, 22, 28], along: unit([0.8, -0.3, -0.42]) },
  outflowTract: { centre: [17, -44, -10], half: [16, 16, 24], along: [1, 0, 0] },
  rightAtrium: { centre: [-30, -18, -32], half: [23, 30, 34], along: unit([1, 0.25, 0]) },
  rightAppendage: { centre: [-20, -46, -8], half: [16, 9, 13], along: unit([1, -0.5, 0.3]) },
  leftAtrium: { centre: [5, 21, -17], half: [35, 19, 23], along: unit([1, 0.08, 0.1]) },
  leftAppendage: { centre: [39, -4, 4], half: [16, 8, 9], along: unit([0.5, -1, 0.1]) },
  root: { centre: [0, -16, -8], half: [15, 15, 16], along: unit([1, 0, 0.4]) },
} as const satisfies Record<string, Chamber>;

/** Millimetres of fat between muscle and pericardium. */
const EPICARDIAL_FAT_MM = 3;

/** Four chambers with their walls, appendages, outflow tracts, coronary grooves; over them the fat. */
export function heart(tissues: HeartTissues): { halo: Part[]; chambers: Part[] } {
  const { fat, myocardium, right, left, aorta, pulmonaryArtery } = tissues;
  const outer = [
    CHAMBERS.leftVentricle,
    CHAMBERS.rightVentricle,
    CHAMBERS.outflowTract,
    CHAMBERS.rightAtrium,
    CHAMBERS.leftAtrium,
    CHAMBERS.leftAppendage,
    CHAMBERS.rightAppendage,
  ];
  return {
    halo: [
      ...outer.map((chamber) => solidEllipsoid(body(chamber, EPICARDIAL_FAT_MM), fat)),
      // Fat pads in the angles between heart and diaphragm.
      solidEllipsoid(body({ centre: [-30, -48, -66], half: [17, 14, 13] }), fat),
      solidEllipsoid(body({ centre: [64, -44, -74], half: [18, 13, 12] }), fat),
    ],
    chambers: [
      solidEllipsoid(body(CHAMBERS.rightAtrium, 1.5), myocardium),
      solidEllipsoid(body(CHAMBERS.rightAtrium), right),
      solidEllipsoid(body(CHAMBERS.rightAppendage), right),
      solidEllipsoid(body(CHAMBERS.leftAtrium, 1.5), myocardium),
      solidEllipsoid(body(CHAMBERS.leftAtrium), left),
      solidEllipsoid(body(CHAMBERS.leftAppendage), left),
      // The groove between atria and ventricles.
      tubes(
        vesselAlong([
          [-12, -42, -20, 5],
          [-16, -34, -42, 6],
          [-14, -18, -64, 5],
          [6, 6, -60, 5],
          [30, 18, -40, 5],
          [42, 10, -18, 4],
        ]),
        fat,
      ),
      solidEllipsoid(body(CHAMBERS.rightVentricle), myocardium),
      solidEllipsoid(body(CHAMBERS.rightCavity), right),
      solidEllipsoid(body(CHAMBERS.outflowTract, 2.5), myocardium),
      solidEllipsoid(body(CHAMBERS.outflowTract), pulmonaryArtery),
      solidEllipsoid(body(CHAMBERS.leftVentricle), myocardium),
      solidEllipsoid(body(CHAMBERS.leftCavity), left),
      ...papillaryMuscles(myocardium),
      solidEllipsoid(body(CHAMBERS.root, 1.2), myocardium),
      solidEllipsoid(body(CHAMBERS.root), aorta),
      // Left main, left anterior descending and right coronary artery.
      tubes(
        vesselAlong([
          [14, -16, 2, 2],
          [26, -22, 0, 1.9],
          [34, -42, -14, 1.7],
          [52, -60, -44, 1.2],
        ]),
        aorta,
      ),
      tubes(
        vesselAlong([
          [-8, -30, -4, 1.8],
          [-15, -42, -20, 1.8],
          [-19, -36, -44, 1.6],
          [-12, -16, -66, 1.4],
        ]),
        aorta,
      ),
    ],
  };
}

function papillaryMuscles(myocardium: Tissue): Part[] {
  return [
    tubes(
      vesselAlong([
        [38, -30, -56, 3.2],
        [52, -32, -56, 4],
        [60, -34, -58, 4],
      ]),
      myocardium,
    ),
    tubes(
      vesselAlong([
        [36, -4, -58, 3],
        [48, -16, -66, 4],
        [56, -24, -68, 4],
      ]),
      myocardium,
    ),
  ];
}

function body({ centre, half, along = [1, 0, 0] }: Chamber, grow = 0): Ellipsoid {
  const across = unit(cross([0, 0, 1], along));
  const third = cross(along, across);
  const scaled = (direction: Vector3, length: number): Vector3 => [
    direction[0] * (length + grow),
    direction[1] * (length + grow),
    direction[2] * (length + grow),
  ];
  return {
    centre,
    axes: [scaled(along, half[0]), scaled(across, half[1]), scaled(third, half[2])],
  };
}

function unit([x, y, z]: Vector3): Vector3 {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
