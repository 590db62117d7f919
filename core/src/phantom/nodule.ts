import type { Vector3 } from '../imaging/vector.js';
import { add, scale } from '../imaging/vector.js';
import type { LesionTraits } from './cohort/traits.js';
import { randomDirection } from './random.js';
import type { Shape } from './shape.js';
import { sphere, tube } from './shape.js';

export interface NoduleOptions {
  /** Of the nodule's body, a ball; spicules come on top and are not part of the mask. */
  readonly diameterMm: number;
  readonly centreLps: Vector3;
  /** 0: smooth margin; 1: seventy spicules of up to the nodule's radius. */
  readonly spiculation: number;
  /** Share of the body's volume, from the outside, that is ground glass; the rest is solid. */
  readonly groundGlassFraction: number;
  /** Lifelike anatomy only: what else the nodule looks like. */
  readonly traits?: Partial<LesionTraits>;
}

const SOLID_HU = 40;
const GROUND_GLASS_HU = -560;
const SPICULES_AT_MOST = 70;

/** The nodule's shapes, to be painted over lung and vessels. */
export function noduleShapes(nodule: NoduleOptions, random: () => number): Shape[] {
  const { centreLps, diameterMm, groundGlassFraction } = nodule;
  const radius = diameterMm / 2;
  const solidRadius = radius * Math.cbrt(1 - groundGlassFraction);
  return [
    ...spicules(nodule, random),
    ...(groundGlassFraction > 0 ? [sphere(centreLps, radius, GROUND_GLASS_HU)] : []),
    ...(solidRadius > 0 ? [sphere(centreLps, solidRadius, SOLID_HU)] : []),
  ];
}

/** Spikes on a ball: more and longer ones the higher `spiculation`. */
export function spicules(
  {
    centreLps,
    diameterMm,
    spiculation,
  }: Pick<NoduleOptions, 'centreLps' | 'diameterMm' | 'spiculation'>,
  random: () => number,
): Shape[] {
  const radius = diameterMm / 2;
  return Array.from({ length: Math.round(SPICULES_AT_MOST * spiculation) }, () => {
    const direction = randomDirection(random);
    const length = radius * spiculation * (0.4 + 0.6 * random());
    const base = add(centreLps, scale(direction, radius * 0.9));
    const tip = add(centreLps, scale(direction, radius + length));
    return tube(base, tip, Math.min(1.8, radius / 4), 0.4, SOLID_HU);
  });
}
