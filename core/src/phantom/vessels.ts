import type { Vector3 } from '../imaging/vector.js';
import { add, scale, subtract } from '../imaging/vector.js';
import { HU, LEFT_LUNG, RIGHT_LUNG } from './anatomy.js';
import { randomDirection } from './random.js';
import type { Shape } from './shape.js';
import { ellipsoid, tube, unit } from './shape.js';

/** Daughters of a vessel that splits in two keep its flow (Murray's law): radius × 2^(−1/3). */
const DAUGHTER_RADIUS = 2 ** (-1 / 3);
const SMALLEST_RADIUS_MM = 0.55;

/** Vessels end before they reach the pleura. */
const PLEURAL_MARGIN_MM = 3;

/** How far a branch may turn: the random part of its direction, against 1 of its mother's. */
const SPREAD = 0.8;

interface Branch {
  readonly from: Vector3;
  readonly direction: Vector3;
  readonly radius: number;
}

/** Pulmonary vessels: trees that grow from each hilum into its lung. */
export function pulmonaryVessels(random: () => number): Shape[] {
  return [
    ...vesselTree([-36, 6, 8], RIGHT_LUNG, -1, random),
    ...vesselTree([40, 8, 12], LEFT_LUNG, 1, random),
  ];
}

function vesselTree(
  hilum: Vector3,
  lung: { readonly centre: Vector3; readonly semiAxes: Vector3 },
  side: number,
  random: () => number,
): Shape[] {
  const outline = ellipsoid(lung.centre, lung.semiAxes, 0);
  const lobar: Vector3[] = [
    [0.5 * side, -0.2, 1],
    [0.7 * side, 0.5, 0.7],
    [1 * side, -0.6, 0.1],
    [0.8 * side, 0.3, -0.5],
    [0.4 * side, 0.7, -1],
    [0.4 * side, -0.2, -1],
  ];
  const growing: Branch[] = lobar.map((direction) => ({
    from: hilum,
    direction: unit(direction),
    radius: 4.5,
  }));
  const shapes: Shape[] = [];
  for (let branch = growing.pop(); branch; branch = growing.pop()) {
    const { from, radius } = branch;
    const daughterRadius = radius * DAUGHTER_RADIUS;
    const length = 4 + radius * (2 + 3 * random());
    const to = turnInside(branch, length, outline, random);
    if (!to) continue;
    shapes.push(tube(from, to, radius, daughterRadius, HU.blood));
    if (daughterRadius < SMALLEST_RADIUS_MM) continue;
    for (let daughter = 0; daughter < 2; daughter++) {
      const turn = scale(randomDirection(random), SPREAD);
      const direction = unit(add(unit(subtract(to, from)), turn));
      growing.push({ from: to, direction, radius: daughterRadius });
    }
  }
  return shapes;
}

/** End of a branch, turned away from the pleura where it would leave the lung. */
function turnInside(
  { from, direction }: Branch,
  length: number,
  outline: Shape,
  random: () => number,
): Vector3 | undefined {
  let tried = direction;
  for (let attempt = 0; attempt < 8; attempt++) {
    const to = add(from, scale(tried, length));
    if (outline.signedDistance(...to) < -PLEURAL_MARGIN_MM) return to;
    tried = unit(add(tried, scale(randomDirection(random), SPREAD)));
  }
  return undefined;
}
