import type { Vector3 } from '../../imaging/vector.js';
import type { Part } from './drawing/part.js';
import { emptyPlane, organIndex } from './drawing/plane.js';
import type { LungLobe } from './organs/lungs.js';
import { isLobe } from './organs/lungs.js';
import type { Organ } from './tissues.js';
import { ORGANS } from './tissues.js';

const STEP_MM = 4;
const LOWER: Vector3 = [-200, -140, -168];
const SIZE: Vector3 = [101, 71, 80];

export interface Box {
  readonly lower: Vector3;
  readonly upper: Vector3;
}

/** What is where, on a coarse grid: where vessels can grow and lesions lie. */
export interface ChestMap {
  /** A random place of one of these organs, template's frame, if there is any. */
  placeIn(wanted: readonly Organ[], random: () => number): Vector3 | undefined;
  /** Smallest and largest coordinates of these organs. */
  boxOf(wanted: readonly Organ[]): Box;
  lobeAt(x: number, y: number, z: number): LungLobe | undefined;
  /** Distance to the surface of the lobe, mm, to the nearest step and at most 48; 0 outside of the lungs. */
  depthAt(x: number, y: number, z: number): number;
  /** Points of the lobes about `spacingMm` apart, moved at random, at least a step inside. */
  scatter(spacingMm: number, random: () => number): ReadonlyMap<LungLobe, Vector3[]>;
}

/** Paints the parts once, coarsely, and keeps what is what. */
export function chestMap(parts: readonly Part[]): ChestMap {
  const [columns, rows, slices] = SIZE;
  const plane = emptyPlane({
    columns,
    rows,
    x0: LOWER[0],
    y0: LOWER[1],
    dx: STEP_MM,
    dy: STEP_MM,
    thickness: STEP_MM,
  });
  const organs = new Uint8Array(columns * rows * slices);
  for (let k = 0; k < slices; k++) {
    plane.organ.fill(0);
    const z = LOWER[2] + k * STEP_MM;
    for (const part of parts) if (z >= part.bottom && z <= part.top) part.paint(plane, z);
    organs.set(plane.organ, k * plane.organ.length);
  }
  const depth = depthSteps(organs);
  const indexAt = (x: number, y: number, z: number): number => {
    const i = Math.round((x - LOWER[0]) / STEP_MM);
    const j = Math.round((y - LOWER[1]) / STEP_MM);
    const k = Math.round((z - LOWER[2]) / STEP_MM);
    const inside = i >= 0 && i < columns && j >= 0 && j < rows && k >= 0 && k < slices;
    return inside ? (k * rows + j) * columns + i : -1;
  };
  const lobeOf = (n: number): LungLobe | undefined =>
    n >= 0 && isLobe(organs[n]!) ? (ORGANS[organs[n]!] as LungLobe) : undefined;
  const pointOf = (n: number): Vector3 => [
    LOWER[0] + (n % columns) * STEP_MM,
    LOWER[1] + (Math.floor(n / columns) % rows) * STEP_MM,
    LOWER[2] + Math.floor(n / (columns * rows)) * STEP_MM,
  ];
  const voxelsOf = (wanted: readonly Organ[]): number[] => {
    const isWanted = new Set(wanted.map(organIndex));
    return Array.from(organs.keys()).filter((n) => isWanted.has(organs[n]!));
  };
  return {
    placeIn: (wanted, random) => {
      const there = voxelsOf(wanted);
      return there.length === 0 ? undefined : pointOf(there[Math.floor(random() * there.length)]!);
    },
    boxOf: (wanted) => {
      const points = voxelsOf(wanted).map(pointOf);
      const extreme = (pick: (...numbers: number[]) => number): Vector3 => [
        points.reduce((found, point) => pick(found, point[0]), points[0]![0]),
        points.reduce((found, point) => pick(found, point[1]), points[0]![1]),
        points.reduce((found, point) => pick(found, point[2]), points[0]![2]),
      ];
      return { lower: extreme(Math.min), upper: extreme(Math.max) };
    },
    lobeAt: (x, y, z) => lobeOf(indexAt(x, y, z)),
    depthAt: (x, y, z) => (depth[indexAt(x, y, z)] ?? 0) * STEP_MM,
    scatter: (spacingMm, random) => {
      const found = new Map<LungLobe, Vector3[]>();
      const jitter = () => spacingMm * (random() - 0.5);
      for (let z = LOWER[2]; z < LOWER[2] + slices * STEP_MM; z += spacingMm) {
        for (let y = LOWER[1]; y < LOWER[1] + rows * STEP_MM; y += spacingMm) {
          for (let x = LOWER[0]; x < LOWER[0] + columns * STEP_MM; x += spacingMm) {
            const n = indexAt(x, y, z);
            const lobe = lobeOf(n);
            if (!lobe) continue;
            const point: Vector3 = [x + jitter(), y + jitter(), z + jitter()];
            const there = indexAt(...point);
            if (lobeOf(there) !== lobe || depth[there]! < 2) continue;
            const points = found.get(lobe);
            if (points) points.push(point);
            else found.set(lobe, [point]);
          }
        }
      }
      return found;
    },
  };
}

/** Steps from each voxel of a lobe to the nearest that is not of this lobe (city blocks), in two passes. */
function depthSteps(organs: Uint8Array): Uint8Array {
  const [columns, rows] = SIZE;
  const depth = new Uint8Array(organs.length);
  const strides = [1, columns, columns * rows];
  const most = 12;
  for (let n = 0; n < organs.length; n++) {
    if (!isLobe(organs[n]!)) continue;
    let least = most;
    for (const stride of strides) {
      const same = organs[n - stride] === organs[n];
      least = Math.min(least, same ? depth[n - stride]! + 1 : 1);
    }
    depth[n] = least;
  }
  for (let n = organs.length - 1; n >= 0; n--) {
    if (depth[n] === 0) continue;
    for (const stride of strides) {
      const same = organs[n + stride] === organs[n];
      depth[n] = Math.min(depth[n]!, same ? depth[n + stride]! + 1 : 1);
    }
  }
  return depth;
}
