import type { Grid } from '../../core/src/imaging/grid.js';
import { ellipsoidMask } from './hashedCt.js';

/** A ball of 1 mm voxels, and what a prediction is told of it. */
const grid: Grid = {
  size: [70, 60, 50],
  origin: [-30, -40, 100],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

export const hashedLesion = {
  grid,
  mask: ellipsoidMask(grid, { centre: [30, 30, 20], weights: [1, 1, 1], limit: 9 }),
  source: {
    label: 'Lesion 1',
    trackingUid: '2.25.77',
    segmentation: { kind: 'labelmap' as const, segmentNumber: 1 },
  },
};
