import type { Vector3 } from '@mutation-prediction/core';
import { add, cross, dot, norm, scale, subtract } from '@mutation-prediction/core';

/** What of a Cornerstone viewport says where its slice lies: a stack's, or one through a volume. */
export interface PlanarViewport {
  readonly element: HTMLElement;
  getFrameOfReferenceUID(): string | undefined;
  /** LPS mm of a place on the canvas, CSS pixels from its upper left corner. */
  canvasToWorld(canvas: [number, number]): ArrayLike<number>;
}

/**
 * The slice that a viewport shows. Places in it are (a, b), mm: the dot products of a point with the unit vectors
 * along the canvas's rows and columns; they stay the same while a user zooms and pans.
 */
export interface ViewportPlane {
  /** Unit vectors, LPS. */
  readonly right: Vector3;
  readonly down: Vector3;
  readonly normal: Vector3;
  /** Of the plane from the patient's origin along its normal, mm. */
  readonly offset: number;
  /** CSS pixels per mm along right and down. */
  readonly pixelsPerMm: readonly [number, number];
  /** (a, b) of the canvas's upper left corner. */
  readonly corner: readonly [number, number];
}

/** A distance on the canvas that is long enough for the direction to be exact. */
const RULER = 100;

/** @returns `undefined` while the viewport shows no slice */
export function viewportPlane(viewport: PlanarViewport): ViewportPlane | undefined {
  const at = (x: number, y: number): Vector3 => {
    const { 0: l = NaN, 1: p = NaN, 2: s = NaN } = viewport.canvasToWorld([x, y]);
    return [l, p, s];
  };
  const origin = at(0, 0);
  const [acrossMm, right] = direction(subtract(at(RULER, 0), origin));
  const [downMm, down] = direction(subtract(at(0, RULER), origin));
  if (!(acrossMm > 0) || !(downMm > 0)) return undefined;
  const normal = cross(right, down);
  return {
    right,
    down,
    normal,
    offset: dot(origin, normal),
    pixelsPerMm: [RULER / acrossMm, RULER / downMm],
    corner: [dot(origin, right), dot(origin, down)],
  };
}

function direction(vector: Vector3): [length: number, unit: Vector3] {
  const length = norm(vector);
  return [length, scale(vector, 1 / length)];
}

/** LPS mm of a place in the plane. */
export function planeToLps({ right, down, normal, offset }: ViewportPlane, a: number, b: number) {
  return add(add(scale(right, a), scale(down, b)), scale(normal, offset));
}

/** Differs for every slice, and not between two renderings of one. */
export function planeKey({ right, down, offset }: ViewportPlane): string {
  return [...right, ...down, offset].map((value) => value.toFixed(3)).join();
}

/** CSS transform of (a, b) to the canvas: `matrix(…)` that HTML and SVG read alike. */
export function planeToCanvas({ pixelsPerMm: [x, y], corner: [a, b] }: ViewportPlane): string {
  return `matrix(${x}, 0, 0, ${y}, ${-a * x}, ${-b * y})`;
}

/** A rectangle of the plane, and the points at which it is sampled. */
export interface SampledPlane {
  readonly size: readonly [columns: number, rows: number];
  /** (a, b) of the first sample, mm. */
  readonly first: readonly [number, number];
  readonly stepMm: number;
}

/** As a grid of one slice. */
export function sampledGrid(plane: ViewportPlane, { size, first, stepMm }: SampledPlane) {
  return {
    size: [size[0], size[1], 1] as const,
    origin: planeToLps(plane, first[0], first[1]),
    axes: [scale(plane.right, stepMm), scale(plane.down, stepMm), plane.normal] as const,
  };
}

/**
 * The samples that cover what points enclose, one more all round.
 *
 * @param mostSamples along an edge; a coarser step is taken where there would be more
 * @returns `undefined` where the plane does not pass between the points
 */
export function sampledPlaneAround(
  points: readonly Vector3[],
  plane: ViewportPlane,
  stepMm: number,
  mostSamples: number,
): SampledPlane | undefined {
  const range = (axis: Vector3): [number, number] => {
    const along = points.map((point) => dot(point, axis));
    return [Math.min(...along), Math.max(...along)];
  };
  const [nearest, farthest] = range(plane.normal);
  if (plane.offset < nearest || plane.offset > farthest) return undefined;
  const [a0, a1] = range(plane.right);
  const [b0, b1] = range(plane.down);
  const step = Math.max(stepMm, Math.max(a1 - a0, b1 - b0) / mostSamples);
  return {
    size: [Math.ceil((a1 - a0) / step) + 3, Math.ceil((b1 - b0) / step) + 3],
    first: [a0 - step, b0 - step],
    stepMm: step,
  };
}
