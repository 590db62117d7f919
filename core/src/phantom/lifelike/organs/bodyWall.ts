import type { Key, Outline } from '../drawing/outline.js';
import { alongKeys, band, ellipse, numberAlong, refineRadii } from '../drawing/outline.js';
import type { Part } from '../drawing/part.js';
import { outlined } from '../drawing/part.js';
import type { Tissue } from '../tissues.js';
import type { Side, Thorax } from './thorax.js';
import { remembered, SIDES, spineY } from './thorax.js';

const CORNERS = 144;
const SKIN_MM = 1.8;
const ANY_HEIGHT: readonly [number, number] = [-1000, 1000];

/**
 * Where the muscles end and fat under the skin begins: radii from the front over the patient's left
 * side to the back, one per 15°, mm. Arms are raised, so shoulders spread to the image's edge at the top.
 */
const FASCIA: readonly Key[] = [
  fascia(-160, [100, 102, 108, 117, 127, 134, 138, 139, 137, 132, 125, 118, 112]),
  fascia(-90, [96, 100, 108, 119, 130, 138, 142, 143, 141, 135, 128, 122, 116]),
  fascia(-30, [92, 103, 119, 128, 130, 138, 142, 144, 143, 138, 131, 124, 119]),
  fascia(40, [80, 94, 114, 124, 129, 138, 146, 154, 153, 143, 130, 122, 117]),
  fascia(80, [62, 68, 85, 105, 124, 148, 163, 166, 158, 142, 124, 114, 109]),
  fascia(112, [52, 55, 65, 84, 118, 164, 186, 180, 164, 143, 124, 108, 101]),
  fascia(150, [42, 44, 52, 70, 108, 168, 198, 186, 158, 130, 108, 93, 87]),
];

function fascia(z: number, front: readonly number[]): Key {
  // The right side mirrors the left.
  return { z, values: [...front, ...front.slice(1, -1).reverse()] };
}

export interface BodyWall {
  /** From skin to fat; everything else is painted over it. */
  readonly envelope: Part[];
  readonly muscles: Part[];
  /** Closed curve of the skin. */
  skin(z: number): Outline;
}

export interface BodyWallOptions {
  readonly thorax: Thorax;
  /** Fat under the skin at the side of the chest, mm. */
  readonly fatMm: number;
  /** 1 average; thickness of the muscles' layers. */
  readonly muscularity: number;
  /** How far the breasts stand out, mm; 0 in men. */
  readonly breastMm: number;
  readonly tissues: {
    readonly skin: Tissue;
    readonly fat: Tissue;
    readonly muscle: Tissue;
    readonly gland: Tissue;
  };
}

export function bodyWall(options: BodyWallOptions): BodyWall {
  const { thorax, tissues, fatMm, breastMm } = options;
  const at = alongKeys(FASCIA);
  const surface = remembered((z: number) => {
    const radii = refineRadii(at(z), CORNERS);
    return radii.map((radius, n) => radius + coat(n, z, fatMm) + breast(n, z, breastMm));
  });
  const skin = (z: number) => fromFront(surface(z), 0);
  return {
    skin,
    envelope: [
      outlined(ANY_HEIGHT, tissues.skin, skin),
      outlined(ANY_HEIGHT, tissues.fat, (z) => fromFront(surface(z), SKIN_MM)),
      ...(breastMm > 0 ? SIDES.map((side) => gland(side, breastMm, surface, tissues.gland)) : []),
    ],
    muscles: [...trunkMuscles(thorax, options), ...neckMuscles(options), ...backMuscles(options)],
  };
}

function fromFront(radii: Float64Array, inset: number): Outline {
  const outline = new Float64Array(2 * radii.length);
  radii.forEach((radius, n) => {
    const angle = (2 * Math.PI * n) / radii.length;
    outline[2 * n] = (radius - inset) * Math.sin(angle);
    outline[2 * n + 1] = -(radius - inset) * Math.cos(angle);
  });
  return outline;
}

/** Thickness of skin and fat: least over sternum and spine, and thinner at the shoulders. */
function coat(n: number, z: number, fatMm: number): number {
  const angle = (2 * Math.PI * n) / CORNERS;
  const middle = 0.45 + 0.55 * Math.sin(angle) ** 2;
  const belly = z < -60 ? 1 + 0.35 * Math.min((-60 - z) / 60, 1) * (1 + Math.cos(angle)) : 1;
  const shoulder = 1 - 0.2 * Math.min(Math.max((z - 40) / 60, 0), 1);
  return SKIN_MM + fatMm * middle * belly * shoulder;
}

const BREAST_ANGLE = 0.72;
const BREAST_Z = -22;

/** Two mounds on the front, fallen to the side in a supine woman. */
function breast(n: number, z: number, height: number): number {
  if (height === 0) return 0;
  const angle = (2 * Math.PI * n) / CORNERS;
  const aside = Math.min(angle, 2 * Math.PI - angle);
  const along = (z - BREAST_Z) / 52;
  const across = (aside - BREAST_ANGLE) / (aside < BREAST_ANGLE ? 0.36 : 0.52);
  return height * bump(along) * bump(across);
}

const bump = (t: number): number => (Math.abs(t) >= 1 ? 0 : (1 - t * t) ** 1.5);

/** Glandular tissue: ragged strands around the middle of the breast. */
function gland(
  side: Side,
  breastMm: number,
  surface: (z: number) => Float64Array,
  tissue: Tissue,
): Part {
  const half = 30;
  return outlined([BREAST_Z - half, BREAST_Z + half], tissue, (z) => {
    const shrink = bump((z - BREAST_Z) / half);
    const angle = BREAST_ANGLE + 0.12;
    const n = Math.round((CORNERS * angle) / (2 * Math.PI));
    const radius = surface(z)[n]! - 7 - 0.35 * breastMm;
    const [x, y] = [side * radius * Math.sin(angle), -radius * Math.cos(angle)];
    const outline = ellipse(
      x,
      y,
      (8 + 0.7 * breastMm) * shrink,
      (2 + 0.25 * breastMm) * shrink,
      side * 0.6,
    );
    // Strands: the edge goes in and out.
    for (let k = 0; k < outline.length; k += 2) {
      const ragged = 1 + 0.28 * Math.sin(k * 1.9 + z * 0.21) + 0.16 * Math.sin(k * 0.83 - z * 0.4);
      outline[k] = x + (outline[k]! - x) * ragged;
      outline[k + 1] = y + (outline[k + 1]! - y) * ragged;
    }
    return outline;
  });
}

interface MuscleLayer {
  /** Angles on the thorax (0 sideways, π/2 back, −π/2 front), from where to where. */
  readonly angles: readonly [number, number];
  readonly heights: readonly [number, number];
  /** Inner surface over the pleura, and greatest thickness, mm. */
  readonly offset: number;
  readonly thickness: number;
}

/** Flat muscles on the rib cage, from the inside out. Each lies in fat, which shows as dark lines between them. */
const LAYERS: readonly MuscleLayer[] = [
  // Serratus anterior.
  { angles: [-0.75, 0.95], heights: [-75, 95], offset: 10.5, thickness: 6 },
  // Pectoralis minor and major.
  { angles: [-1.3, -0.35], heights: [45, 110], offset: 10.5, thickness: 6 },
  { angles: [-1.75, -0.22], heights: [-28, 118], offset: 12, thickness: 13 },
  // Latissimus dorsi.
  { angles: [0.05, 1.25], heights: [-170, 60], offset: 17.5, thickness: 9 },
  // External oblique and rectus abdominis.
  { angles: [-1.0, 0.4], heights: [-200, -45], offset: 10.5, thickness: 6 },
  { angles: [-1.85, -1.05], heights: [-220, -70], offset: 6, thickness: 9 },
];

function trunkMuscles(thorax: Thorax, { muscularity, tissues }: BodyWallOptions): Part[] {
  return SIDES.flatMap((side) => LAYERS.map((layer) => flatMuscle(thorax, side, layer)));

  function flatMuscle(wall: Thorax, side: Side, layer: MuscleLayer): Part {
    const [from, to] = layer.angles;
    const [bottom, top] = layer.heights;
    return outlined(layer.heights, tissues.muscle, (z) => {
      // Tapered over 25 mm at either end of its height.
      const end = Math.min((z - bottom) / 25, (top - z) / 25, 1);
      const thickness = layer.thickness * muscularity * Math.sqrt(Math.max(end, 0));
      if (thickness < 0.5) return undefined;
      const steps = 14;
      const line = Array.from({ length: steps + 1 }, (_, n) => {
        const angle = from + ((to - from) * n) / steps;
        return wall.shoulderWall(side, angle, z, layer.offset + thickness / 2);
      });
      return band(line, (t) => (thickness / 2) * Math.sqrt(Math.max(1 - (2 * t - 1) ** 4, 0.01)));
    });
  }
}

/** Muscles of the neck and around the lungs' apices: where they are at a height, half axes, mm. */
const NECK: readonly {
  readonly heights: readonly [number, number];
  readonly at: (z: number) => readonly [x: number, y: number];
  readonly half: readonly [number, number];
}[] = [
  // Scalenes and levator scapulae, sternocleidomastoid, strap muscles, supraspinatus, deltoid.
  { heights: [104, 190], at: (z) => [40 - (z - 104) * 0.12, 34 - (z - 104) * 0.2], half: [11, 17] },
  { heights: [102, 190], at: (z) => [22 + (z - 102) * 0.3, -40 + (z - 102) * 0.25], half: [10, 6] },
  { heights: [94, 190], at: () => [13, -24], half: [9, 4.5] },
  { heights: [88, 142], at: (z) => [104 + (z - 88) * 0.3, 62 - (z - 88) * 0.5], half: [34, 12] },
  { heights: [84, 170], at: (z) => [128 + (z - 84) * 0.25, -28 + (z - 84) * 0.1], half: [26, 15] },
];

function neckMuscles({ tissues }: BodyWallOptions): Part[] {
  return SIDES.flatMap((side) =>
    NECK.map(({ heights: [bottom, top], at, half: [a, b] }) =>
      outlined([bottom, top], tissues.muscle, (z) => {
        const [x, y] = at(z);
        const end = Math.sqrt(Math.min((z - bottom) / 20, 1));
        return ellipse(side * x, y, a * end, b * end, side * -0.35);
      }),
    ),
  );
}

/** Erector spinae beside the spinous processes, trapezius and rhomboids over it. */
function backMuscles({ muscularity, tissues }: BodyWallOptions): Part[] {
  const width = numberAlong([
    [-160, 31],
    [-60, 28],
    [40, 23],
    [100, 20],
    [150, 18],
  ]);
  return SIDES.flatMap((side) => [
    outlined(ANY_HEIGHT, tissues.muscle, (z) => {
      const a = width(z);
      return ellipse(side * (a + 3), spineY(z) + 30, a, 13.5 * muscularity, side * -0.12);
    }),
    outlined([-75, 180], tissues.muscle, (z) => {
      const reach = Math.min(28 + (z + 75) * 0.75, 128);
      const back = spineY(z) + 46;
      const line = Array.from({ length: 9 }, (_, n): [number, number] => {
        const t = n / 8;
        return [side * (3 + reach * t), back - 3 * t - 0.0011 * (reach * t) ** 2];
      });
      const half = 3.2 * muscularity * Math.min((z + 75) / 40, 1);
      return band(line, (t) => half * (1 - 0.6 * t));
    }),
  ]);
}
