import type { Grid } from '../imaging/grid.js';
import type { Vector3 } from '../imaging/vector.js';
import { DEFAULT_ANATOMY } from './anatomies.js';
import { HU, organs, skeleton, trunk } from './anatomy.js';
import { axialGrid } from './axialGrid.js';
import { lifelikePhantom } from './lifelike/lifelikePhantom.js';
import type { NoduleOptions } from './nodule.js';
import { noduleShapes } from './nodule.js';
import { normalNumbers, seededRandom } from './random.js';
import { renderShapes } from './render.js';
import type { ChestPhantom, ChestPhantomOptions } from './phantomOptions.js';
import { pulmonaryVessels } from './vessels.js';

const DEFAULT_SIZE: Vector3 = [512, 512, 120];
/** 0.7 mm × 0.7 mm × 2.5 mm at the default size. */
const FIELD_OF_VIEW_MM: Vector3 = [358.4, 358.4, 300];

/** In the right upper lobe, clear of pleura and larger vessels. */
const DEFAULT_NODULE: NoduleOptions = {
  diameterMm: 22,
  centreLps: [-88, -14, 58],
  spiculation: 0.7,
  groundGlassFraction: 0,
};

/** Noise is drawn from a table with a random entry point per row: fast, and no pattern to the eye. */
const NOISE_TABLE_SIZE = 1 << 16;

/**
 * A synthetic chest CT of an adult with one lung nodule, in Hounsfield units. The same options give
 * the same voxels, everywhere.
 */
export function chestPhantom(options: ChestPhantomOptions = {}): ChestPhantom {
  const { anatomy = DEFAULT_ANATOMY } = options;
  return anatomy === 'lifelike' ? lifelikePhantom(options) : schematicPhantom(options);
}

function schematicPhantom(options: ChestPhantomOptions): ChestPhantom {
  const seed = options.seed ?? 1;
  const nodule = { ...DEFAULT_NODULE, ...options.nodule };
  const size = options.size ?? DEFAULT_SIZE;
  const grid = axialGrid(size, options.spacingMm ?? spacingOver(FIELD_OF_VIEW_MM, size));
  const random = seededRandom(seed);
  const shapes = [
    ...trunk(),
    ...pulmonaryVessels(random),
    ...noduleShapes(nodule, random),
    ...organs(),
    ...skeleton(),
  ];
  const voxels = renderShapes(shapes, grid, HU.air);
  return {
    ct: { grid, data: withNoise(voxels, grid.size[0], options.noiseHu ?? 12, random) },
    nodule: { grid, data: ballMask(grid, nodule.centreLps, nodule.diameterMm / 2) },
    truth: {
      seed,
      nodule,
      noduleVolumeMm3: (Math.PI / 6) * nodule.diameterMm ** 3,
      subject: { sex: 'F', phase: 'venous' },
    },
  };
}

const spacingOver = (field: Vector3, size: Vector3): Vector3 => [
  field[0] / size[0],
  field[1] / size[1],
  field[2] / size[2],
];

function withNoise(
  voxels: Float32Array,
  columns: number,
  sigma: number,
  random: () => number,
): Int16Array {
  const noise = normalNumbers(NOISE_TABLE_SIZE, random);
  const noisy = new Int16Array(voxels.length);
  for (let row = 0; row < voxels.length; row += columns) {
    const entry = Math.floor(random() * NOISE_TABLE_SIZE);
    for (let i = row; i < row + columns; i++) {
      const hu = voxels[i]! + sigma * noise[(entry + i) % NOISE_TABLE_SIZE]!;
      // Scanners store no less than −1024.
      noisy[i] = Math.max(Math.round(hu), -1024);
    }
  }
  return noisy;
}

function ballMask(grid: Grid, centre: Vector3, radius: number): Uint8Array {
  const [columns, rows, slices] = grid.size;
  const mask = new Uint8Array(columns * rows * slices);
  const squaredOffset = (axis: 0 | 1 | 2, index: number) =>
    (grid.origin[axis] + index * grid.axes[axis][axis] - centre[axis]) ** 2;
  let voxel = 0;
  for (let k = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      const rest = radius * radius - squaredOffset(2, k) - squaredOffset(1, j);
      for (let i = 0; i < columns; i++, voxel++) {
        if (squaredOffset(0, i) <= rest) mask[voxel] = 1;
      }
    }
  }
  return mask;
}
