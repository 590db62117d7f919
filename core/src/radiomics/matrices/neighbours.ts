import type { Vector3 } from '../../imaging/vector.js';
import type { RadiomicsSettings } from '../parameters/settings.js';

/**
 * One offset (i, j, k) of each pair ±offset whose largest component is one of `distances`: 13 for
 * distance 1. The first of its k, j, i that is not zero is positive.
 */
export function halfNeighbourhood(
  distances: readonly number[],
  { force2D, force2Ddimension }: Pick<RadiomicsSettings, 'force2D' | 'force2Ddimension'>,
): Vector3[] {
  const reach = Math.max(...distances);
  const along = (dimension: 0 | 1 | 2) => {
    const limit = force2D && dimension === force2Ddimension ? 0 : reach;
    return Array.from({ length: 2 * limit + 1 }, (_, n) => limit - n);
  };
  return along(0)
    .flatMap((k) => along(1).flatMap((j) => along(2).map((i): Vector3 => [i, j, k])))
    .filter((offset) => distances.includes(Math.max(...offset.map(Math.abs))))
    .filter(([i, j, k]) => (k || j || i) > 0);
}

/** A step for each direction of distance 1 in three dimensions. */
export type ThirteenSteps = readonly [
  ...[a: number, b: number, c: number, d: number, e: number, f: number, g: number],
  ...[h: number, i: number, j: number, k: number, l: number, m: number],
];

export function areThirteen(steps: readonly number[]): steps is ThirteenSteps {
  return steps.length === 13;
}
