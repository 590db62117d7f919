import type { Grid } from '../../imaging/grid.js';
import { fourierTransform } from '../../radiomics/ibsi/fourier.js';
import { normalNumbers } from '../random.js';

export const KERNELS = ['soft', 'standard', 'sharp'] as const;
export type Kernel = (typeof KERNELS)[number];

/** How a scanner makes an image of what it has scanned. */
export interface Acquisition {
  readonly kernel: Kernel;
  /** Standard deviation of the noise in the middle of the body, HU. */
  readonly noiseHu: number;
  /** Calibration error, HU. */
  readonly offsetHu?: number;
}

interface Response {
  /**
   * Frequency at which the noise is strongest, per mm. Scanners' kernels range from 0.2 to 0.6 (Solomon, Christianson
   * and Samei, Med Phys 2012;39:6048-55).
   */
  readonly noisePeak: number;
  /** Weight that a pixel gives each neighbour in a line; below 0 the kernel enhances edges. */
  readonly neighbour: number;
}

const RESPONSES: Readonly<Record<Kernel, Response>> = {
  soft: { noisePeak: 0.24, neighbour: 0.2 },
  standard: { noisePeak: 0.34, neighbour: 0.1 },
  sharp: { noisePeak: 0.52, neighbour: -0.07 },
};

/**
 * Blurs or sharpens true HU as the kernel does and adds noise: whole numbers, not below −1024 as scanners store
 * them.
 *
 * Noise has the spectrum of filtered back-projection, N(f) ∝ f · exp(−f² / (2 peak²)): the ramp, and the kernel's
 * roll-off (Riederer, Pelc and Chesler, Phys Med Biol 1978;23:446-54). It is strongest in the middle of the body,
 * grows with what a slice absorbs, and runs into streaks from side to side where shoulders absorb most.
 *
 * @param voxels HU; overwritten
 */
export function acquire(
  voxels: Float32Array,
  grid: Grid,
  { kernel, noiseHu, offsetHu = 0 }: Acquisition,
  random: () => number,
): Int16Array {
  const [columns, rows, slices] = grid.size;
  const area = columns * rows;
  const stored = new Int16Array(voxels.length);
  const { noisePeak, neighbour } = RESPONSES[kernel];
  const noise = noiseHu > 0 ? noiseField(grid, noisePeak, random) : undefined;
  for (let k = 0; k < slices; k++) {
    const slice = voxels.subarray(k * area, (k + 1) * area);
    const absorbed = meanAbsorption(slice);
    blurLines(slice, rows, columns, columns, 1, neighbour);
    blurLines(slice, columns, rows, 1, columns, neighbour);
    noise?.add(slice, noiseHu, absorbed, random);
    const out = stored.subarray(k * area, (k + 1) * area);
    for (let p = 0; p < area; p++) {
      const hu = Math.round(slice[p]! + offsetHu);
      out[p] = hu < -1024 ? -1024 : hu;
    }
  }
  return stored;
}

function blurLines(
  slice: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  neighbour: number,
): void {
  const own = 1 - 2 * neighbour;
  for (let line = 0; line < lines; line++) {
    let at = line * lineStep;
    let before = slice[at]!;
    for (let n = 0; n < length; n++, at += step) {
      const here = slice[at]!;
      const after = n + 1 < length ? slice[at + step]! : here;
      slice[at] = own * here + neighbour * (before + after);
      before = here;
    }
  }
}

/** Of water: 1; of the whole field, so that air beside the patient counts. */
function meanAbsorption(slice: Float32Array): number {
  let sum = 0;
  const stride = 7;
  for (let p = 0; p < slice.length; p += stride) sum += slice[p]! + 1000;
  return (sum / slice.length / 1000) * stride;
}

interface NoiseField {
  add(slice: Float32Array, noiseHu: number, absorbed: number, random: () => number): void;
}

/** What a slice through the heart absorbs, as a share of a field full of water. */
const USUAL_ABSORPTION = 0.4;

function noiseField(grid: Grid, peak: number, random: () => number): NoiseField {
  const [columns, rows] = grid.size;
  const spacing = grid.axes[0][0];
  const edge = Math.max(columns, rows) > 256 ? 512 : 256;
  const even = noiseTiles(edge, spacing, (fx, fy) => spectrum(Math.hypot(fx, fy), peak), random);
  // Streaks run along x: their frequencies lie along y.
  const streaks = noiseTiles(
    256,
    spacing,
    (fx, fy) => spectrum(Math.hypot(fx, fy), peak) * Math.exp(-((fx / (0.12 * fy + 0.01)) ** 2)),
    random,
  );
  return {
    add: (slice, noiseHu, absorbed, next) => {
      const excess = absorbed / USUAL_ABSORPTION;
      const streakShare = Math.min(Math.max(0.9 * (excess - 1.15), 0), 0.6);
      const level = noiseHu * Math.sqrt(Math.min(Math.max(excess, 0.6), 1.9));
      const angle = 2 * Math.PI * next();
      const layers: Layer[] = [
        layer(even.first, edge, Math.cos(angle) * Math.sqrt(1 - streakShare ** 2), next),
        layer(even.second, edge, Math.sin(angle) * Math.sqrt(1 - streakShare ** 2), next),
      ];
      if (streakShare > 0) layers.push(layer(streaks.first, 256, streakShare, next));
      for (const one of layers) addLayer(slice, columns, rows, grid, one, level);
    },
  };
}

function spectrum(f: number, peak: number): number {
  return f * Math.exp(-(f * f) / (2 * peak * peak));
}

interface Layer {
  readonly tile: Float32Array;
  readonly edge: number;
  readonly weight: number;
  readonly column: number;
  readonly row: number;
}

function layer(tile: Float32Array, edge: number, weight: number, random: () => number): Layer {
  const [column, row] = [Math.floor(edge * random()), Math.floor(edge * random())];
  return { tile, edge, weight, column, row };
}

/** Half axes of the ellipse at which noise has fallen from its 1.15 in the middle, mm. */
const BODY_HALF_AXES = [175, 118] as const;

function addLayer(
  slice: Float32Array,
  columns: number,
  rows: number,
  grid: Grid,
  { tile, edge, weight, column, row }: Layer,
  level: number,
): void {
  const wrap = edge - 1;
  const [dx, dy] = [grid.axes[0][0], grid.axes[1][1]];
  for (let j = 0; j < rows; j++) {
    const v = (grid.origin[1] + j * dy) / BODY_HALF_AXES[1];
    const start = ((j + row) & wrap) * edge;
    for (let i = 0; i < columns; i++) {
      const u = (grid.origin[0] + i * dx) / BODY_HALF_AXES[0];
      const out = u * u + v * v;
      const local = out < 1.3 ? 1.15 - 0.5 * out : 0.5;
      slice[j * columns + i]! += weight * level * local * tile[start + ((i + column) & wrap)]!;
    }
  }
}

/** Two independent periodic fields of unit variance with a given power spectrum (frequencies per mm). */
function noiseTiles(
  edge: number,
  spacingMm: number,
  power: (fx: number, fy: number) => number,
  random: () => number,
): { first: Float32Array; second: Float32Array } {
  const count = edge * edge;
  const white = normalNumbers(2 * count, random);
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  let total = 0;
  for (let j = 0; j < edge; j++) {
    const fy = (j < edge / 2 ? j : j - edge) / (edge * spacingMm);
    for (let i = 0; i < edge; i++) {
      const fx = (i < edge / 2 ? i : i - edge) / (edge * spacingMm);
      const p = power(fx, Math.abs(fy));
      const n = j * edge + i;
      const amplitude = Math.sqrt(p);
      re[n] = amplitude * white[n]!;
      im[n] = amplitude * white[count + n]!;
      total += p;
    }
  }
  fourierTransform({ size: [edge, edge, 1], re, im });
  // White numbers of unit variance make each field's variance the sum of the powers.
  const scale = 1 / Math.sqrt(total);
  return {
    first: scaled(re, scale),
    second: scaled(im, scale),
  };
}

function scaled(values: Float64Array, factor: number): Float32Array {
  const found = new Float32Array(values.length);
  for (let n = 0; n < found.length; n++) found[n] = factor * values[n]!;
  return found;
}
