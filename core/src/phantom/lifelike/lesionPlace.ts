import type { Vector3 } from '../../imaging/vector.js';
import type { ChestMap } from './chestMap.js';
import type { LungLobe } from './organs/lungs.js';
import { LOBES } from './organs/lungs.js';

export interface LesionPlace {
  /** In the template's frame, mm. */
  readonly centre: Vector3;
  readonly lobe: LungLobe;
  /** Where it touches the chest wall: unit vector to that, in the axial plane. */
  readonly towardsWall?: Vector3;
}

const TRIES = 4000;

/**
 * A place for a lesion: its body lies within one lobe. One that touches the pleura lies as close to the chest wall as
 * its radius lets it, the others clear of pleura and hilum.
 *
 * @param radius of the lesion, mm of the template
 * @param lobes from which to choose
 */
export function placeLesion(
  map: ChestMap,
  radius: number,
  pleural: boolean,
  random: () => number,
  lobes: readonly LungLobe[] = LOBES,
): LesionPlace {
  let deepest: LesionPlace & { depth: number } = { centre: [0, 0, 0], lobe: LOBES[0], depth: -1 };
  const least = pleural ? radius - 2 : radius + 3;
  const most = pleural ? radius + 3 : Infinity;
  for (let n = 0; n < TRIES; n++) {
    const side = random() < 0.5 ? -1 : 1;
    // Where lobes are wide: from beside the hilum to the ribs.
    const centre: Vector3 = [
      side * (52 + 72 * random()),
      -78 + 158 * random(),
      -95 + 205 * random(),
    ];
    const lobe = map.lobeAt(...centre);
    if (!lobe || !lobes.includes(lobe)) continue;
    const depth = map.depthAt(...centre);
    const place = { centre, lobe, depth };
    if (depth >= least && depth <= most) {
      if (!pleural) return { centre, lobe };
      const towardsWall = wallDirection(map, centre, depth);
      if (towardsWall) return { centre, lobe, towardsWall };
    }
    if (depth > deepest.depth) deepest = place;
  }
  return { centre: deepest.centre, lobe: deepest.lobe };
}

/** Outwards, if the nearest surface lies there, so that it is the chest wall and no fissure. */
function wallDirection(map: ChestMap, [x, y, z]: Vector3, depth: number): Vector3 | undefined {
  const outwards = depth + 6;
  const fromAxis = Math.sign(x) * (Math.abs(x) - 60);
  const length = Math.hypot(fromAxis, y) || 1;
  const [ux, uy] = [fromAxis / length, y / length];
  const beyond = map.lobeAt(x + ux * outwards, y + uy * outwards, z);
  return beyond === undefined ? [ux, uy, 0] : undefined;
}
