import type { Vector3 } from '../../imaging/vector.js';
import { add, dot, scale } from '../../imaging/vector.js';
import { spicules } from '../nodule.js';
import { randomDirection } from '../random.js';
import type { Shape } from '../shape.js';
import { ellipsoid, sphere } from '../shape.js';
import { densityTexture } from './densityTexture.js';
import type { LesionTraits } from './traits.js';

const SOLID_HU = 40;
const GROUND_GLASS_HU = -540;
const CAVITY_HU = -930;
const HALO_HU = -640;
const PLEURA_HU = 60;
const PLEURAL_PLATE_MM = 3;

const LOBES = 7;
/** How sharply a lobe stands out from the round body. */
const LOBE_SHARPNESS = 9;
const DEEPEST_LOBE = 0.45;
/** Over the sphere: what the valleys fall by, so that lobes hardly change the volume. */
const MEAN_LOBE_HEIGHT = 0.4;

export interface SyntheticLesion {
  /** To be painted in this order. */
  readonly shapes: readonly Shape[];
  /** What the mask holds: without spicules, halo and pleura. */
  readonly body: Shape;
}

/**
 * A lesion with the given traits around `centre`.
 *
 * @param towardsWall unit vector in the axial plane to the pleura that the lesion touches: it lies along that; by chance
 *   unless given
 */
export function lesionShapes(
  traits: LesionTraits,
  centre: Vector3,
  random: () => number,
  towardsWall?: Vector3,
): SyntheticLesion {
  const radius = traits.diameterMm / 2;
  const drawn = drawOutline(traits, random);
  const outline = towardsWall
    ? { ...drawn, longAxis: [-towardsWall[1], towardsWall[0], 0] as const }
    : drawn;
  const texture = densityTexture(random);
  const material =
    (mean: number) =>
    (x: number, y: number, z: number): number =>
      mean + traits.enhancementHu + traits.heterogeneityHu * texture(x, y, z);
  const body = lobulated(centre, radius, outline, material(GROUND_GLASS_HU));
  const solidRadius = radius * Math.cbrt(1 - traits.groundGlass);
  const shapes = [
    ...(traits.haloMm > 0 ? [lobulated(centre, radius + traits.haloMm, outline, HALO_HU)] : []),
    ...pleuralPlate(traits, centre, radius, outline.longAxis, towardsWall),
    ...spicules({ ...traits, centreLps: centre }, random),
    body,
    ...(solidRadius > 0 ? [lobulated(centre, solidRadius, outline, material(SOLID_HU))] : []),
    ...(traits.cavity > 0 ? [sphere(centre, traits.cavity * radius, CAVITY_HU)] : []),
  ];
  return { shapes, body };
}

interface Outline {
  readonly lobes: readonly Vector3[];
  readonly lobeHeight: number;
  /** Unit vector in the axial plane. */
  readonly longAxis: Vector3;
  readonly elongation: number;
}

function drawOutline({ lobulation, elongation }: LesionTraits, random: () => number): Outline {
  const angle = Math.PI * random();
  return {
    lobes: Array.from({ length: LOBES }, () => randomDirection(random)),
    lobeHeight: DEEPEST_LOBE * lobulation,
    longAxis: [Math.cos(angle), Math.sin(angle), 0],
    elongation,
  };
}

/**
 * A ball that is stretched along one axis without changing its volume and then given lobes. The
 * distance is that along the ray from the centre: right to first order near the surface.
 */
function lobulated(centre: Vector3, radius: number, outline: Outline, hu: Shape['hu']): Shape {
  const { lobes, lobeHeight, longAxis, elongation } = outline;
  const along = elongation ** (2 / 3);
  const across = elongation ** (-1 / 3);
  const reach = radius * along * (1 + lobeHeight);
  return {
    hu,
    lower: add(centre, [-reach, -reach, -reach]),
    upper: add(centre, [reach, reach, reach]),
    signedDistance: (x, y, z) => {
      const ray: Vector3 = [x - centre[0], y - centre[1], z - centre[2]];
      const length = Math.sqrt(dot(ray, ray));
      if (length === 0) return -radius * across;
      const direction = scale(ray, 1 / length);
      const cosine = dot(direction, longAxis);
      const ellipse =
        1 / Math.sqrt((cosine / along) ** 2 + ((1 - cosine * cosine) / across) * (1 / across));
      let nearest = -1;
      for (const lobe of lobes) nearest = Math.max(nearest, dot(direction, lobe));
      const height = Math.exp(LOBE_SHARPNESS * (nearest - 1));
      return length - radius * ellipse * (1 + lobeHeight * (height - MEAN_LOBE_HEIGHT));
    },
  };
}

/** A plate of thickened pleura across the short axis, on the side of the wall or away from the mediastinum. */
function pleuralPlate(
  { pleuralPlate: size, elongation }: LesionTraits,
  centre: Vector3,
  radius: number,
  longAxis: Vector3,
  towardsWall?: Vector3,
): Shape[] {
  if (size === 0) return [];
  const outwards = Math.sign(centre[0]) || 1;
  const normal: Vector3 = [-longAxis[1], longAxis[0], 0];
  const side = towardsWall ?? scale(normal, (Math.sign(normal[0]) || 1) * outwards);
  const plateCentre = add(centre, scale(side, radius * elongation ** (-1 / 3)));
  return [plate(plateCentre, side, radius * (0.6 + size), PLEURAL_PLATE_MM)];
}

/** A disc with an elliptic rim: an ellipsoid turned about the z axis so that `normal` is its short axis. */
function plate(centre: Vector3, normal: Vector3, radius: number, thickness: number): Shape {
  const flat = ellipsoid([0, 0, 0], [thickness, radius, radius], PLEURA_HU);
  const reach = Math.max(radius, thickness);
  return {
    hu: PLEURA_HU,
    lower: add(centre, [-reach, -reach, -radius]),
    upper: add(centre, [reach, reach, radius]),
    signedDistance: (x, y, z) => {
      const dx = x - centre[0];
      const dy = y - centre[1];
      return flat.signedDistance(
        dx * normal[0] + dy * normal[1],
        dy * normal[0] - dx * normal[1],
        z - centre[2],
      );
    },
  };
}
