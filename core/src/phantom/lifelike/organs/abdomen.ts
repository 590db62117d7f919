import type { Outline } from '../drawing/outline.js';
import { radialOutline, smoothClosed } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined, solidEllipsoid, tubes } from '../drawing/part.js';
import { vesselAlong } from '../drawing/tube.js';
import type { Tissue } from '../tissues.js';
import type { Side, Thorax } from './thorax.js';
import { SIDES } from './thorax.js';

export interface AbdomenTissues {
  readonly fat: Tissue;
  readonly diaphragm: Tissue;
  readonly liver: Tissue;
  readonly liverVein: Tissue;
  readonly spleen: Tissue;
  readonly stomachWall: Tissue;
  readonly stomachContent: Tissue;
  readonly gas: Tissue;
}

/** How far below its top a dome reaches the chest wall, mm: at the sides, and so much more at the back than there. */
const DOME_HEIGHT = 52;
const DEEPER_AT_THE_BACK = 16;
const DIAPHRAGM_MM = 2.4;

export interface Domes {
  /** Tops of the diaphragm on the right and on the left, mm. */
  readonly right: number;
  readonly left: number;
}

/**
 * Outline of what lies below a half of the diaphragm: nothing above its top, then a growing ellipse, at last all of
 * the half but a recess of lung that reaches lowest at the back.
 */
export function domeSection(
  thorax: Thorax,
  side: Side,
  domes: Domes,
  z: number,
  inset: number,
): Outline | undefined {
  const depth = (side === -1 ? domes.right : domes.left) - z - inset;
  if (depth <= 0) return undefined;
  const { cx, cy, radii } = thorax.section(z);
  // The top lies in front of the middle; the recess closes at the front long before the back.
  const shift = 14 * (1 - Math.min(depth / DOME_HEIGHT, 1));
  const scaled = radii.map((radius, n) => {
    const angle = (2 * Math.PI * n) / radii.length;
    const t = Math.min(depth / (DOME_HEIGHT + DEEPER_AT_THE_BACK * Math.sin(angle)), 1);
    const grown = Math.sqrt(1 - (1 - t) ** 2);
    const behind = Math.max(Math.sin(angle), 0);
    const recess = (2.5 + 11 * behind) * Math.max(1 - Math.max(depth - 40, 0) / 55, 0);
    return Math.max(radius * grown - recess * t - inset, 1);
  });
  return radialOutline([side * (cx - 4), cy - shift], scaled, side === -1);
}

/** Below the heart the domes are joined by the central tendon, and the abdomen reaches across the midline. */
function between({ right, left }: Domes, z: number, inset: number): Outline | undefined {
  const depth = (right + left) / 2 - 14 - z - inset;
  if (depth <= 0) return undefined;
  const grown = Math.sqrt(1 - (1 - Math.min(depth / 34, 1)) ** 2);
  const corners: [number, number][] = [
    [0, -77],
    [44, -74],
    [72, -50],
    [74, 4],
    [44, 32],
    [14, 42],
    [-10, 42],
    [-44, 32],
    [-74, 4],
    [-72, -50],
    [-44, -74],
  ];
  return smoothClosed(
    corners.map(([x, y]) => [
      x * grown - Math.sign(x) * inset,
      -16 + (y + 16) * grown - inset * Math.sign(y),
    ]),
  );
}

/** Diaphragm, fat, liver, spleen, stomach with gas over its contents: what a chest CT shows of the abdomen. */
export function abdomen(thorax: Thorax, domes: Domes, tissues: AbdomenTissues): Part[] {
  const top = Math.max(domes.right, domes.left);
  const everywhere = [-1000, top] as const;
  const below = (side: Side, tissue: Tissue, inset: number) =>
    outlined(everywhere, tissue, (z) => domeSection(thorax, side, domes, z, inset));
  return [
    ...SIDES.map((side) => below(side, tissues.diaphragm, 0)),
    ...SIDES.map((side) => below(side, tissues.fat, DIAPHRAGM_MM)),
    ...[
      { tissue: tissues.diaphragm, inset: 0 },
      { tissue: tissues.fat, inset: DIAPHRAGM_MM },
    ].map(({ tissue, inset }) => outlined([-1000, top], tissue, (z) => between(domes, z, inset))),
    ...spleen(domes, tissues),
    ...stomach(domes, tissues),
    ...liver(thorax, domes, tissues),
    // Crura of the diaphragm in front of the aorta.
    ...SIDES.map((side) =>
      tubes(
        vesselAlong([
          [side * 6 + 8, 24, -92, 3],
          [side * 13 + 8, 34, -112, 4],
          [side * 15 + 5, 42, -140, 5],
          [side * 13 + 4, 46, -200, 5],
        ]),
        tissues.diaphragm,
      ),
    ),
  ];
}

function liver(
  thorax: Thorax,
  domes: Domes,
  { liver: tissue, liverVein, fat }: AbdomenTissues,
): Part[] {
  const inset = DIAPHRAGM_MM;
  const right = outlined([-1000, domes.right], tissue, (z) =>
    domeSection(thorax, -1, domes, z, inset),
  );
  // The left lobe crosses the midline under the heart; between the two lies the bulk around the vena cava.
  const left = solidEllipsoid(
    {
      centre: [8, -42, domes.right - 58],
      axes: [
        [70, -4, 10],
        [3, 29, 0],
        [-6, 0, 40],
      ],
    },
    tissue,
  );
  const middle = solidEllipsoid(
    {
      centre: [-34, -18, domes.right - 68],
      axes: [
        [48, -6, 0],
        [6, 48, 0],
        [0, 0, 58],
      ],
    },
    tissue,
  );
  const veins = [
    [
      [-22, 14, -88, 5],
      [-40, 4, -84, 4],
      [-62, -2, -88, 3],
      [-84, 2, -98, 1.6],
    ],
    [
      [-20, 10, -88, 5],
      [-28, -14, -88, 4],
      [-40, -34, -98, 2.6],
    ],
    [
      [-16, 8, -90, 4.5],
      [-2, -16, -92, 3.4],
      [14, -38, -100, 2],
    ],
    [
      [-26, 0, -142, 6],
      [-48, 2, -128, 5],
      [-70, 10, -122, 3.4],
      [-92, 16, -116, 1.8],
    ],
    [
      [-26, 0, -142, 5],
      [-20, -24, -126, 4],
      [-4, -40, -118, 2.6],
    ],
  ] as const;
  return [
    right,
    middle,
    left,
    ...veins.map((course) => tubes(vesselAlong(course), liverVein)),
    // Fissure of the ligamentum venosum, and the hilum.
    solidEllipsoid(
      {
        centre: [4, -2, -128],
        axes: [
          [24, 5, 0],
          [-2, 7, 0],
          [0, 0, 20],
        ],
      },
      fat,
    ),
  ];
}

function spleen({ left }: Domes, tissues: AbdomenTissues): Part[] {
  return [
    solidEllipsoid(
      {
        centre: [88, 44, left - 48],
        axes: [
          [30, 22, 0],
          [-18, 24, 0],
          [0, 0, 40],
        ],
      },
      tissues.spleen,
    ),
    // Its hollow side towards the stomach.
    solidEllipsoid(
      {
        centre: [62, 24, left - 56],
        axes: [
          [32, 24, 0],
          [-14, 20, 0],
          [0, 0, 44],
        ],
      },
      tissues.fat,
    ),
  ];
}

/** A patient on the back: gas in front, food behind, a straight level between them. */
function stomach({ left }: Domes, tissues: AbdomenTissues): Part[] {
  const body = (grow: number) => ({
    centre: [62, -12, left - 40] as const,
    axes: [
      [38 + grow, 8, 0],
      [-6, 34 + grow, 0],
      [0, 0, 34 + grow],
    ] as const,
  });
  const gasLevel = -26;
  const gas = solidEllipsoid(body(0), tissues.gas);
  return [
    solidEllipsoid(body(4), tissues.stomachWall),
    solidEllipsoid(body(0), tissues.stomachContent),
    {
      ...gas,
      paint: (plane, z) => {
        // Only rows in front of the level.
        const rows = Math.min(Math.ceil((gasLevel - plane.y0) / plane.dy), plane.rows);
        if (rows > 0) gas.paint({ ...plane, rows }, z);
      },
    },
  ];
}
