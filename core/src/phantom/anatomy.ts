import type { Vector3 } from '../imaging/vector.js';
import type { Shape } from './shape.js';
import { box, ellipsoid, ellipticCylinder, polyline, tube } from './shape.js';

/** Length of the modelled trunk: far beyond any field of view. */
const TRUNK: readonly [number, number] = [-1000, 1000];

/** Hounsfield units of an adult chest in the venous phase at 120 kV. */
export const HU = {
  air: -1000,
  skin: 20,
  fat: -100,
  muscle: 55,
  mediastinum: 10,
  myocardium: 95,
  blood: 160,
  liver: 105,
  spleen: 115,
  cartilage: 100,
  corticalBone: 650,
  spongyBone: 200,
  disc: 85,
  spinalCanal: 30,
  tableTop: -150,
} as const;

export const RIGHT_LUNG = {
  centre: [-74, -2, -10] as Vector3,
  semiAxes: [62, 84, 150] as Vector3,
};
export const LEFT_LUNG = {
  centre: [75, 0, -10] as Vector3,
  semiAxes: [59, 82, 147] as Vector3,
};

/** Table, trunk and lungs: what everything else is painted onto, in this order. */
export function trunk(): Shape[] {
  return [
    box([-210, 121, TRUNK[0]], [210, 128, TRUNK[1]], HU.tableTop),
    ellipticCylinder([0, 0], [168, 118], TRUNK, HU.skin),
    ellipticCylinder([0, 0], [166, 116], TRUNK, HU.fat),
    ellipticCylinder([0, 0], [154, 104], TRUNK, HU.muscle),
    ellipsoid(RIGHT_LUNG.centre, RIGHT_LUNG.semiAxes, lungHu),
    ellipsoid(LEFT_LUNG.centre, LEFT_LUNG.semiAxes, lungHu),
  ];
}

/** Lung parenchyma of a supine patient: denser towards the back, where it lies under its own weight. */
function lungHu(_x: number, y: number): number {
  return -855 + 0.35 * y;
}

/** Organs that bound the lungs or lie between them. */
export function organs(): Shape[] {
  return [
    ellipsoid([-68, 0, -172], [88, 98, 82], HU.liver),
    ellipsoid([76, 4, -178], [74, 92, 76], HU.spleen),
    ellipticCylinder([0, -4], [24, 78], [-140, 150], HU.mediastinum),
    ellipsoid([20, -30, -48], [60, 48, 60], HU.myocardium),
    ellipsoid([42, -22, -58], [26, 24, 36], HU.blood),
    ellipsoid([2, -46, -48], [30, 20, 38], HU.blood),
    ellipsoid([14, 2, -26], [30, 16, 20], HU.blood),
    ...greatVessels(),
    ...airways(),
  ];
}

function greatVessels(): Shape[] {
  const aorta: Vector3[] = [
    [8, -28, -15],
    [4, -30, 45],
    [10, -12, 62],
    [20, 14, 64],
    [27, 38, 48],
    [26, 44, -160],
  ];
  return [
    ...polyline(aorta, 12.5, HU.blood),
    tube([16, -40, -8], [16, -10, 22], 13, 12, HU.blood),
    tube([16, -10, 20], [-34, 4, 10], 10, 8, HU.blood),
    tube([16, -8, 20], [38, 8, 16], 10, 8, HU.blood),
    tube([-20, -22, -20], [-22, -20, 150], 9, 8, HU.blood),
    tube([6, 38, 150], [8, 40, -140], 7, 7, HU.muscle),
  ];
}

function airways(): Shape[] {
  const carina: Vector3 = [0, 14, 28];
  const branches: [Vector3, Vector3, number][] = [
    [[0, 8, 160], carina, 9],
    [carina, [-34, 18, 2], 7],
    [carina, [38, 20, -2], 6.5],
  ];
  const wall = 1.5;
  return [
    ...branches.map(([from, to, radius]) =>
      tube(from, to, radius + wall, radius + wall, HU.muscle),
    ),
    ...branches.map(([from, to, radius]) => tube(from, to, radius, radius, HU.air)),
  ];
}

/** Spine, ribs with their cartilage, sternum. */
export function skeleton(): Shape[] {
  return [...spine(), ...ribs(), ...sternum()];
}

function spine(): Shape[] {
  const pitch = 28;
  const discHeight = 5;
  const vertebrae = Array.from({ length: 14 }, (_, i) => -182 + i * pitch);
  return [
    ellipticCylinder([0, 62], [18, 15], TRUNK, HU.disc),
    ...vertebrae.flatMap((z): Shape[] => {
      const extent: [number, number] = [z - (pitch - discHeight) / 2, z + (pitch - discHeight) / 2];
      const inside: [number, number] = [extent[0] + 1.5, extent[1] - 1.5];
      return [
        ellipticCylinder([0, 62], [19, 16], extent, HU.corticalBone),
        ellipticCylinder([0, 62], [17.3, 14.3], inside, HU.spongyBone),
        ellipticCylinder([0, 84], [15, 12], [z - 9, z + 9], HU.corticalBone),
        tube([-12, 84, z], [-34, 88, z + 4], 5, 4, HU.corticalBone),
        tube([12, 84, z], [34, 88, z + 4], 5, 4, HU.corticalBone),
        tube([0, 94, z], [0, 103, z - 8], 4, 3, HU.corticalBone),
      ];
    }),
    ellipticCylinder([0, 84], [10, 8.5], TRUNK, HU.spinalCanal),
  ];
}

function ribs(): Shape[] {
  const highest = 150;
  const pitch = 26;
  return Array.from({ length: 11 }, (_, i) => highest - i * pitch).flatMap((z) =>
    [-1, 1].flatMap((side) => {
      const bone = ribPath(z, side, 0.25, 2.35);
      return [
        ...polyline(ribPath(z, side, 2.35, 2.95), 4.5, HU.cartilage),
        ...polyline(bone, 5, HU.corticalBone),
        ...polyline(bone, 3.2, HU.spongyBone),
      ];
    }),
  );
}

/** From the spine around the lungs to the front, falling by 45 mm; angles from the back, radians. */
function ribPath(z: number, side: number, from: number, to: number): Vector3[] {
  const steps = Math.ceil((to - from) / 0.12);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + ((to - from) * i) / steps;
    const fall = 45 * (0.5 - 0.5 * Math.cos(angle));
    return [side * 145 * Math.sin(angle), 96 * Math.cos(angle), z - fall] as const;
  });
}

function sternum(): Shape[] {
  return [
    ellipticCylinder([0, -96], [21, 6.5], [-45, 95], HU.corticalBone),
    ellipticCylinder([0, -96], [19.5, 5], [-43.5, 93.5], HU.spongyBone),
  ];
}
