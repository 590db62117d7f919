import type { Organ, Tissue } from '../tissues.js';
import { ORGANS } from '../tissues.js';
import type { Outline } from './outline.js';
import { textureColumn, textureRow } from './texture.js';

/** Lines per row on which an outline's edges are found: four give 32 levels of grey along an edge. */
const LINES_PER_ROW = 4;
/** An outline crosses a line no more often; a further crossing would be left out with its partner. */
const CROSSINGS_AT_MOST = 16;

/** One axial plane of a chest that is being painted, with what every pixel is. */
export interface Plane {
  readonly columns: number;
  readonly rows: number;
  /** Centre of the first pixel, and steps, mm. */
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
  /** From this plane to the next, mm. */
  readonly thickness: number;
  readonly hu: Float32Array;
  /** Index into `ORGANS`. */
  readonly organ: Uint8Array;
  readonly scratch: Scratch;
}

interface Scratch {
  readonly crossings: Float32Array;
  readonly crossingCount: Uint8Array;
  readonly coverage: Float32Array;
}

export type PlaneGeometry = Omit<Plane, 'hu' | 'organ' | 'scratch'>;

export function emptyPlane(geometry: PlaneGeometry): Plane {
  const { columns, rows } = geometry;
  return {
    ...geometry,
    hu: new Float32Array(columns * rows),
    organ: new Uint8Array(columns * rows),
    scratch: {
      crossings: new Float32Array(rows * LINES_PER_ROW * CROSSINGS_AT_MOST),
      crossingCount: new Uint8Array(rows * LINES_PER_ROW),
      coverage: new Float32Array(columns + 2),
    },
  };
}

const ORGAN_INDEX = Object.fromEntries(ORGANS.map((organ, index) => [organ, index])) as Record<
  Organ,
  number
>;
export const organIndex = (organ: Organ): number => ORGAN_INDEX[organ];

/**
 * Fills an outline (even-odd rule). A pixel at the edge takes the share of its area that is inside.
 *
 * @param outline corners in mm, closed from the last to the first
 */
export function fillOutline(plane: Plane, outline: Outline, tissue: Tissue, z: number): void {
  const [first, last] = findCrossings(plane, outline);
  for (let row = first; row <= last; row++) {
    const [from, to] = coverRow(plane, row);
    if (from <= to) blendRow(plane, row, from, to, tissue, z);
  }
}

/** Where edges cross the lines of each row, in columns. @returns first and last row that are touched */
function findCrossings(plane: Plane, outline: Outline): [number, number] {
  const { x0, y0, dx, dy, rows, scratch } = plane;
  const { crossings, crossingCount } = scratch;
  const lines = rows * LINES_PER_ROW;
  let lowest = lines;
  let highest = -1;
  let u1 = (outline[outline.length - 2]! - x0) / dx;
  let v1 = ((outline[outline.length - 1]! - y0) / dy + 0.5) * LINES_PER_ROW - 0.5;
  for (let n = 0; n < outline.length; n += 2) {
    const u2 = (outline[n]! - x0) / dx;
    const v2 = ((outline[n + 1]! - y0) / dy + 0.5) * LINES_PER_ROW - 0.5;
    const downwards = v1 < v2;
    const start = Math.max(Math.ceil(downwards ? v1 : v2), 0);
    const end = Math.min(Math.ceil(downwards ? v2 : v1), lines);
    if (start < end) {
      const perLine = (u2 - u1) / (v2 - v1);
      for (let line = start; line < end; line++) {
        const count = crossingCount[line]!;
        if (count === CROSSINGS_AT_MOST) continue;
        crossings[line * CROSSINGS_AT_MOST + count] = u1 + (line - v1) * perLine;
        crossingCount[line] = count + 1;
      }
      if (start < lowest) lowest = start;
      if (end - 1 > highest) highest = end - 1;
    }
    u1 = u2;
    v1 = v2;
  }
  return [Math.floor(lowest / LINES_PER_ROW), Math.floor(highest / LINES_PER_ROW)];
}

/** Adds up how far each pixel of a row is inside, and forgets the crossings. */
function coverRow(plane: Plane, row: number): [number, number] {
  const { columns, scratch } = plane;
  const { crossings, crossingCount, coverage } = scratch;
  let from = columns;
  let to = -1;
  for (let line = row * LINES_PER_ROW; line < (row + 1) * LINES_PER_ROW; line++) {
    const count = crossingCount[line]!;
    if (count === 0) continue;
    crossingCount[line] = 0;
    const start = line * CROSSINGS_AT_MOST;
    sortFew(crossings, start, count);
    for (let n = start; n + 1 < start + count; n += 2) {
      // Pixel i reaches from i − ½ to i + ½.
      const left = Math.max(crossings[n]! + 0.5, 0);
      const right = Math.min(crossings[n + 1]! + 0.5, columns);
      if (left >= right) continue;
      const firstPixel = Math.floor(left);
      const lastPixel = Math.min(Math.floor(right), columns - 1);
      if (firstPixel < from) from = firstPixel;
      if (lastPixel > to) to = lastPixel;
      if (firstPixel === lastPixel) {
        coverage[firstPixel]! += right - left;
        continue;
      }
      coverage[firstPixel]! += firstPixel + 1 - left;
      for (let i = firstPixel + 1; i < lastPixel; i++) coverage[i]! += 1;
      coverage[lastPixel]! += right - lastPixel;
    }
  }
  return [from, to];
}

function sortFew(values: Float32Array, start: number, count: number): void {
  for (let n = start + 1; n < start + count; n++) {
    const value = values[n]!;
    let m = n - 1;
    while (m >= start && values[m]! > value) {
      values[m + 1] = values[m]!;
      m--;
    }
    values[m + 1] = value;
  }
}

function blendRow(
  plane: Plane,
  row: number,
  from: number,
  to: number,
  { organ, hu, huPerMm = 0, grain }: Tissue,
  z: number,
): void {
  const { coverage } = plane.scratch;
  const y = plane.y0 + row * plane.dy;
  const mean = hu + huPerMm * y;
  const index = organIndex(organ);
  const start = row * plane.columns;
  const textureStart = grain ? textureRow(grain.texture, y, z) : 0;
  for (let i = from; i <= to; i++) {
    const share = coverage[i]! / LINES_PER_ROW;
    if (share === 0) continue;
    coverage[i] = 0;
    let value = mean;
    if (grain) {
      const column = textureColumn(grain.texture, plane.x0 + i * plane.dx);
      value += grain.hu * grain.texture.values[textureStart + column]!;
    }
    const p = start + i;
    if (share > 0.999) plane.hu[p] = value;
    else plane.hu[p]! += share * (value - plane.hu[p]!);
    if (share >= 0.5) plane.organ[p] = index;
  }
}
