import type { Vector3 } from '../../../imaging/vector.js';
import type { Part } from '../drawing/part.js';
import type { Tube } from '../drawing/tube.js';
import { fillTube, vesselAlong } from '../drawing/tube.js';
import type { Box, ChestMap } from '../chestMap.js';
import type { LungLobe } from '../organs/lungs.js';
import { LOBES } from '../organs/lungs.js';
import { HILA } from '../organs/mediastinum.js';
import type { Tissue } from '../tissues.js';
import type { Branch } from './volumeFillingTree.js';
import { growTree } from './volumeFillingTree.js';

export interface TreeTissues {
  readonly airwayWall: Tissue;
  readonly airwayLumen: Tissue;
  readonly artery: Tissue;
  readonly vein: Tissue;
}

/** Central airways (x, y, z, radius of the lumen), mm: trachea 17 mm, main bronchi 14 and 12 mm wide (Weibel 1963). */
const CENTRAL_AIRWAYS: readonly (readonly (readonly [number, number, number, number])[])[] = [
  [
    [0, 8, 190, 8],
    [0, 16, 110, 8.4],
    [-1, 20, 70, 8.6],
    [-2, 24, 44, 9],
    [-3, 26, 35, 8.6],
  ],
  [
    [-3, 26, 37, 7.6],
    [-14, 26, 27, 7.2],
    [-26, 25, 17, 6.6],
  ],
  [
    [-23, 25, 20, 5.4],
    [-34, 22, 20, 5.2],
    [-43, 20, 24, 4.6],
  ],
  [
    [-26, 25, 17, 6],
    [-33, 26, 2, 5.6],
    [-37, 26, -10, 5.2],
  ],
  [
    [-35, 26, -6, 4.2],
    [-42, 14, -13, 3.9],
    [-47, 5, -18, 3.4],
  ],
  [
    [-37, 26, -10, 5],
    [-41, 31, -20, 4.6],
  ],
  [
    [-3, 26, 37, 7],
    [12, 29, 25, 6.6],
    [28, 29, 13, 6],
    [38, 28, 6, 5.8],
  ],
  [
    [36, 28, 8, 5.2],
    [44, 22, 5, 5],
    [51, 15, 8, 4.4],
  ],
  [
    [38, 28, 6, 5.2],
    [43, 33, -5, 5],
    [47, 37, -14, 4.6],
  ],
];

/** Where a lobe's bronchus has reached its lobe, and where it is heading. */
const LOBAR: Readonly<Record<LungLobe, { root: Vector3; heading: Vector3; radius: number }>> = {
  'right upper lobe': { root: [-43, 20, 24], heading: [-0.82, -0.1, 0.56], radius: 4.4 },
  'right middle lobe': { root: [-47, 5, -18], heading: [-0.6, -0.68, -0.42], radius: 3.2 },
  'right lower lobe': { root: [-41, 31, -20], heading: [-0.4, 0.38, -0.83], radius: 4.6 },
  'left upper lobe': { root: [51, 15, 8], heading: [0.74, -0.44, 0.5], radius: 4.4 },
  'left lower lobe': { root: [47, 37, -14], heading: [0.42, 0.36, -0.83], radius: 4.5 },
};

const VEIN_ROOTS: readonly { root: Vector3; heading: Vector3; lobes: readonly LungLobe[] }[] = [
  {
    root: HILA.right.upperVein,
    heading: [-0.8, -0.4, 0.45],
    lobes: ['right upper lobe', 'right middle lobe'],
  },
  { root: HILA.right.lowerVein, heading: [-0.75, 0.3, -0.6], lobes: ['right lower lobe'] },
  { root: HILA.left.upperVein, heading: [0.75, -0.45, 0.5], lobes: ['left upper lobe'] },
  { root: HILA.left.lowerVein, heading: [0.75, 0.3, -0.6], lobes: ['left lower lobe'] },
];

/**
 * Murray's law: flow goes with a power of the radius, so a branch that supplies n terminals has n^(1/power) times
 * their radius. Murray's own power is 3; pulmonary vessels taper faster, by about 2.4 (Huang et al., J Appl
 * Physiol 1996;81:2123-33: 1.6 to 1.7 in diameter and 3.2 in number per order). With terminals every 7 mm the roots come
 * out at 5 to 6 mm, as those of lobes do.
 */
const FLOW_POWER = 2.4;
const TERMINAL_RADIUS_MM = 0.185;
/** Bronchi narrow with the same power; the radius of the lobar bronchus is measured. */
const NARROWEST_LUMEN_MM = 0.85;
/** Walls of small bronchi: a fifth to a third of the lumen's radius (Montaudon et al., J Anat 2007;211:579-88). */
const wallMm = (lumen: number): number => 0.42 + 0.17 * lumen;

const GROWTH = { reach: 0.42, sharpestTurn: 1.1 } as const;

export interface PulmonaryTrees {
  /** Vessels and bronchi within the lungs. */
  readonly peripheral: Part;
  /** Trachea, main and lobar bronchi, to be painted over the mediastinum. */
  readonly central: Part;
}

/** Bronchi with the arteries beside them, and veins between them, to about 7 mm from any place of the lungs. */
export function pulmonaryTrees(
  map: ChestMap,
  box: Box,
  spacingMm: number,
  random: () => number,
  tissues: TreeTissues,
): PulmonaryTrees {
  const arterial = map.scatter(spacingMm, random);
  const venous = map.scatter(spacingMm, random);
  // Fewer and larger terminals where the spacing is wider: the trunks keep their size.
  const terminalRadius = TERMINAL_RADIUS_MM * (spacingMm / 7) ** (3 / FLOW_POWER);
  const arteries: Tube[] = [];
  const walls: Tube[] = [];
  const lumina: Tube[] = [];
  for (const lobe of LOBES) {
    const { root, heading, radius } = LOBAR[lobe];
    const points = arterial.get(lobe) ?? [];
    if (!meets(points, box)) continue;
    const branches = growTree(root, heading, points, GROWTH);
    const beside = accompany(branches, lobe, terminalRadius, radius);
    arteries.push(...beside.arteries);
    walls.push(...beside.walls);
    lumina.push(...beside.lumina);
  }
  const veins = VEIN_ROOTS.flatMap(({ root, heading, lobes }) => {
    const points = lobes.flatMap((lobe) => venous.get(lobe) ?? []);
    if (!meets(points, box)) return [];
    const branches = growTree(root, heading, points, GROWTH);
    return branches.map((branch) => veinTube(branches, branch, terminalRadius));
  });
  const central = CENTRAL_AIRWAYS.flatMap((course) => vesselAlong(course));
  const centralWalls = central.map((tube) => thicker(tube, 1.3));
  return {
    peripheral: indexed([
      { tubes: veins, tissue: tissues.vein },
      { tubes: arteries, tissue: tissues.artery },
      { tubes: walls, tissue: tissues.airwayWall },
      { tubes: lumina, tissue: tissues.airwayLumen },
    ]),
    central: indexed([
      { tubes: centralWalls, tissue: tissues.airwayWall },
      // The first bronchi of each lobe may lie in the fat of the hilum.
      { tubes: walls.filter(isWide), tissue: tissues.airwayWall },
      { tubes: central, tissue: tissues.airwayLumen },
      { tubes: lumina.filter(isWide), tissue: tissues.airwayLumen },
    ]),
  };
}

/** Whether any of a lobe's points, or a vessel on the way to one, can lie in the box. */
function meets(points: readonly Vector3[], { lower, upper }: Box): boolean {
  const margin = 12;
  return points.some(
    ([x, y, z]) =>
      x > lower[0] - margin &&
      x < upper[0] + margin &&
      y > lower[1] - margin &&
      y < upper[1] + margin &&
      z > lower[2] - margin &&
      z < upper[2] + margin,
  );
}

const isWide = ({ radiusFrom }: Tube): boolean => radiusFrom > 2.4;

const thicker = (tube: Tube, by: number): Tube => ({
  ...tube,
  radiusFrom: tube.radiusFrom + by,
  radiusTo: tube.radiusTo + by,
});

function murray(terminals: number, terminalRadius: number): number {
  return terminalRadius * terminals ** (1 / FLOW_POWER);
}

/** A branch narrows to what its daughters begin with. */
function veinTube(branches: readonly Branch[], branch: Branch, terminalRadius: number): Tube {
  const mother = branches[branch.mother];
  const radius = murray(branch.terminals, terminalRadius);
  return {
    from: branch.from,
    to: branch.to,
    radiusFrom: mother ? (radius + murray(mother.terminals, terminalRadius)) / 2 : radius,
    radiusTo: branch.terminals === 1 ? 0.7 * radius : radius,
  };
}

/** Bronchi along the branches while they can be seen, and an artery that runs beside every branch. */
function accompany(
  branches: readonly Branch[],
  lobe: LungLobe,
  terminalRadius: number,
  lobarRadius: number,
): { arteries: Tube[]; walls: Tube[]; lumina: Tube[] } {
  const arteries: Tube[] = [];
  const walls: Tube[] = [];
  const lumina: Tube[] = [];
  const root = branches[0];
  if (!root) return { arteries, walls, lumina };
  const lumenOf = (terminals: number) =>
    lobarRadius * (terminals / root.terminals) ** (1 / FLOW_POWER);
  const hilum = lobe.startsWith('right') ? HILA.right.artery : HILA.left.artery;
  const ends: Vector3[] = [];
  const sides: Vector3[] = [];
  for (const [n, branch] of branches.entries()) {
    const { from, to, terminals, mother } = branch;
    const artery = murray(terminals, terminalRadius);
    const lumen = lumenOf(terminals);
    const side = besideOf(from, to, sides[mother] ?? [0.2, -0.6, 0.75]);
    const distance = lumen + wallMm(lumen) + artery;
    const end: Vector3 = [
      to[0] + side[0] * distance,
      to[1] + side[1] * distance,
      to[2] + side[2] * distance,
    ];
    sides[n] = side;
    ends[n] = end;
    const before = branches[mother];
    arteries.push({
      from: ends[mother] ?? hilum,
      to: end,
      radiusFrom: before
        ? (artery + murray(before.terminals, terminalRadius)) / 2
        : murray(terminals, terminalRadius),
      radiusTo: terminals === 1 ? 0.7 * artery : artery,
    });
    if (lumen < NARROWEST_LUMEN_MM) continue;
    const lumenFrom = before ? (lumen + lumenOf(before.terminals)) / 2 : lumen;
    lumina.push({ from, to, radiusFrom: lumenFrom, radiusTo: lumen });
    walls.push({
      from,
      to,
      radiusFrom: lumenFrom + wallMm(lumenFrom),
      radiusTo: lumen + wallMm(lumen),
    });
  }
  return { arteries, walls, lumina };
}

/** The mother's side, made perpendicular to this branch: the artery does not wind around the bronchus. */
function besideOf(from: Vector3, to: Vector3, side: Vector3): Vector3 {
  const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const squared = x * x + y * y + z * z || 1e-9;
  const along = (side[0] * x + side[1] * y + side[2] * z) / squared;
  const [a, b, c] = [side[0] - along * x, side[1] - along * y, side[2] - along * z];
  const length = Math.hypot(a, b, c);
  if (length < 0.05) return side;
  return [a / length, b / length, c / length];
}

const BUCKET_MM = 5;

/** Tens of thousands of tubes, found by height. */
function indexed(groups: readonly { tubes: readonly Tube[]; tissue: Tissue }[]): Part {
  const buckets = groups.map(({ tubes }) => {
    const byHeight = new Map<number, Tube[]>();
    for (const tube of tubes) {
      const reach = Math.max(tube.radiusFrom, tube.radiusTo) + 1;
      const first = Math.floor((Math.min(tube.from[2], tube.to[2]) - reach) / BUCKET_MM);
      const last = Math.floor((Math.max(tube.from[2], tube.to[2]) + reach) / BUCKET_MM);
      for (let bucket = first; bucket <= last; bucket++) {
        const there = byHeight.get(bucket);
        if (there) there.push(tube);
        else byHeight.set(bucket, [tube]);
      }
    }
    return byHeight;
  });
  return {
    bottom: -1000,
    top: 1000,
    paint: (plane, z) => {
      for (const [n, { tissue }] of groups.entries()) {
        for (const tube of buckets[n]!.get(Math.floor(z / BUCKET_MM)) ?? []) {
          fillTube(plane, tube, tissue, z);
        }
      }
    },
  };
}
