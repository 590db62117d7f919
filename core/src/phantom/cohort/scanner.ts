import type { Grid } from '../../imaging/grid.js';
import type { Vector3 } from '../../imaging/vector.js';
import { normalNumbers } from '../random.js';

/** How a synthetic lesion was scanned: nuisance that no endpoint depends on. */
export interface Scanner {
  readonly pixelSpacingMm: number;
  readonly sliceThicknessMm: number;
  /** Standard deviation of the noise before the kernel, HU. */
  readonly noiseHu: number;
  /** Passes of the smoothing kernel [1 2 1] / 4 in the plane: 0 sharp, 2 soft. */
  readonly kernelPasses: number;
  /** Calibration error, HU. */
  readonly offsetHu: number;
}

export function drawScanner(random: () => number): Scanner {
  return {
    pixelSpacingMm: 0.6 + 0.25 * random(),
    sliceThicknessMm: 1 + 1.5 * random(),
    noiseHu: 6 + 24 * random(),
    kernelPasses: Math.floor(3 * random()),
    offsetHu: 16 * random() - 8,
  };
}

/** An axial grid that holds a cube of `extentMm` on every side of `centre`, moved by part of a voxel. */
export function gridAround(
  centre: Vector3,
  extentMm: number,
  { pixelSpacingMm, sliceThicknessMm }: Scanner,
  random: () => number,
): Grid {
  const steps = [pixelSpacingMm, pixelSpacingMm, sliceThicknessMm] as const;
  const size = steps.map((step) => Math.ceil((2 * extentMm) / step) + 1);
  const origin = steps.map(
    (step, axis) => centre[axis]! - step * ((size[axis]! - 1) / 2 + random() - 0.5),
  );
  return {
    size: [size[0]!, size[1]!, size[2]!],
    origin: [origin[0]!, origin[1]!, origin[2]!],
    axes: [
      [steps[0], 0, 0],
      [0, steps[1], 0],
      [0, 0, steps[2]],
    ],
  };
}

/** What the scanner makes of true HU: noise, kernel, offset, whole numbers not below −1024. */
export function scan(
  voxels: Float32Array,
  { size: [columns, rows, slices] }: Grid,
  { noiseHu, kernelPasses, offsetHu }: Scanner,
  random: () => number,
): Int16Array {
  const noise = normalNumbers(voxels.length, random);
  for (let v = 0; v < voxels.length; v++) voxels[v]! += noiseHu * noise[v]!;
  for (let k = 0; k < slices; k++) {
    const plane = voxels.subarray(k * rows * columns, (k + 1) * rows * columns);
    for (let pass = 0; pass < kernelPasses; pass++) {
      smoothLines(plane, rows, columns, columns, 1);
      smoothLines(plane, columns, rows, 1, columns);
    }
  }
  const { max, round } = Math;
  const stored = new Int16Array(voxels.length);
  for (let v = 0; v < voxels.length; v++) {
    stored[v] = max(round(voxels[v]! + offsetHu), -1024);
  }
  return stored;
}

/** [1 2 1] / 4 along every line of a plane, the ends mirrored. */
function smoothLines(
  plane: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
): void {
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let before = plane[start + step]!;
    for (let n = 0; n < length; n++) {
      const here = plane[start + n * step]!;
      const after = n + 1 < length ? plane[start + (n + 1) * step]! : before;
      plane[start + n * step] = (before + 2 * here + after) / 4;
      before = here;
    }
  }
}
