import { jest } from '@jest/globals';
import {
  CLICKED_NODULES,
  dice,
  noduleImage,
  type NoduleImage,
} from '../../../test/support/lesions/clickedNodules.js';
import { cropVolume } from '../imaging/crop.js';
import type { CtImage } from '../imaging/ctImage.js';
import type { IndexBox } from '../imaging/grid.js';
import { indexToLps } from '../imaging/gridGeometry.js';
import { fillRuns, runsVoxelCount } from '../imaging/maskRuns.js';
import type { Vector3 } from '../imaging/vector.js';
import type { Volume } from '../imaging/volume.js';
import { chestPhantom } from '../phantom/chestPhantom.js';
import { findNodule } from './findNodule.js';
import { segmentAt } from './segmentAt.js';
import { segmentNodule } from './segmentNodule.js';

// Chests are painted, and segmented voxel by voxel.
jest.setTimeout(300_000);

const shifted = (point: Vector3, by: Vector3): Vector3 => [
  point[0] + by[0],
  point[1] + by[1],
  point[2] + by[2],
];

function ctOf(volume: Volume, onRead: (box: IndexBox) => void = () => undefined): CtImage {
  return {
    grid: volume.grid,
    acquisition: {},
    readRegion: (box) => {
      onRead(box);
      return Promise.resolve(cropVolume(volume, box));
    },
  };
}

/** In the middle, and half way to the edge. */
const clicks = ({ centre, radiusMm: r }: NoduleImage) => [
  centre,
  shifted(centre, [0.1 * r, 0.4 * r, -0.3 * r]),
];

describe('a nodule of the phantom by a click', () => {
  test.each(CLICKED_NODULES)('$title', async (nodule) => {
    const image = noduleImage(nodule);
    for (const click of clicks(image)) {
      const { grid, runs } = await segmentAt(ctOf(image.ct), click);
      expect(grid).toBe(image.ct.grid);
      expect(dice(fillRuns(grid, runs).data, image.mask.data)).toBeGreaterThan(0.85);
    }
  });
});

test('the blurred edge of a solid nodule in slices of 4 mm is no ground glass', async () => {
  const { ct, nodule, truth } = chestPhantom({ size: [192, 192, 80] });
  for (const click of [truth.nodule.centreLps, shifted(truth.nodule.centreLps, [0, 0, 0.7])]) {
    const { grid, runs } = await segmentAt(ctOf(ct), click);
    expect(dice(fillRuns(grid, runs).data, nodule.data)).toBeGreaterThan(0.85);
  }
});

describe('the nodule that was found', () => {
  const image = noduleImage({ title: 'spiculated, part-solid', traits: { spiculation: 0.7 } });

  test('grows from tight to loose, each holding what the tighter one held', () => {
    const found = findNodule(image.ct, image.centre);
    const masks = [-1, -0.5, 0, 0.5, 1].map(
      (size) => fillRuns(found.grid, segmentNodule(found, size).runs).data,
    );
    const counts = masks.map((mask) => mask.reduce((sum, inside) => sum + inside, 0));
    for (let n = 1; n < masks.length; n++) {
      expect(counts[n]).toBeGreaterThan(counts[n - 1]!);
      const lost = masks[n - 1]!.filter((inside, v) => inside === 1 && masks[n]![v] === 0).length;
      expect(lost / counts[n - 1]!).toBeLessThan(0.005);
    }
    expect(counts[4]! / counts[0]!).toBeGreaterThan(1.3);
  });

  test('is the same however often it is made, and in whatever order', () => {
    const found = findNodule(image.ct, image.centre);
    const loose = segmentNodule(found, 0.7).runs;
    const plain = segmentNodule(found).runs;
    expect(segmentNodule(found, 0.7).runs).toEqual(loose);
    expect(segmentNodule(findNodule(image.ct, image.centre)).runs).toEqual(plain);
  });

  test('is the same in a CT whose slices run the other way', async () => {
    const { grid, data } = image.ct;
    const area = grid.size[0] * grid.size[1];
    const last = grid.size[2] - 1;
    const turned = {
      grid: {
        ...grid,
        origin: indexToLps(grid, [0, 0, last]),
        axes: [grid.axes[0], grid.axes[1], [0, 0, -grid.axes[2][2]]] as const,
      },
      data: new Int16Array(data.length),
    };
    for (let k = 0; k <= last; k++) {
      turned.data.set(data.subarray(k * area, (k + 1) * area), (last - k) * area);
    }
    const upright = await segmentAt(ctOf(image.ct), image.centre);
    const other = await segmentAt(ctOf(turned), image.centre);
    const count = runsVoxelCount(upright.runs);
    expect(Math.abs(runsVoxelCount(other.runs) / count - 1)).toBeLessThan(0.03);
  });
});

test('of a wide CT only what is around the click is read', async () => {
  const grid = {
    size: [512, 512, 400] as const,
    origin: [-180, -180, 0] as const,
    axes: [
      [0.7, 0, 0],
      [0, 0.7, 0],
      [0, 0, 1],
    ] as const,
  };
  const boxes: IndexBox[] = [];
  const ct: CtImage = {
    grid,
    acquisition: {},
    readRegion: (box) => {
      boxes.push(box);
      const size = box.upper.map((upper, axis) => upper - box.lower[axis]!) as [
        number,
        number,
        number,
      ];
      const data = new Int16Array(size[0] * size[1] * size[2]).fill(40);
      return Promise.resolve({
        grid: { ...grid, size, origin: indexToLps(grid, box.lower) },
        data,
      });
    },
  };
  await expect(segmentAt(ct, [0, 0, 200])).rejects.toMatchObject({ reason: 'no-nodule.no-lung' });
  const [{ lower, upper }] = boxes as [IndexBox];
  expect(upper.map((end, axis) => end - lower[axis]!)).toEqual([173, 173, 121]);
});

describe('where there is no nodule it says what there is', () => {
  const image = noduleImage({
    title: 'on the chest wall',
    pleural: { direction: [-0.98, 0.2, 0], depthMm: 6 },
  });
  const at = (by: Vector3) => segmentAt(ctOf(image.ct), shifted(image.centre, by));

  test.each<[string, Vector3, string]>([
    ['beyond the border', [0, 0, 500], 'no-nodule.outside-image'],
    ['air outside the body', [-44, -40, 0], 'no-nodule.air'],
    ['the chest wall', [-20, 3, 0], 'no-nodule.outside-lung'],
    ['lung', [12, -25, -15], 'no-nodule.only-lung'],
    ['a thin vessel', [14, 25, 15], 'no-nodule.too-thin'],
  ])('%s', async (_, by, reason) => {
    await expect(at(by)).rejects.toMatchObject({ code: 'no-nodule', reason });
  });

  test('bone', async () => {
    const { grid, data } = image.ct;
    const bone = data.map((hu) => (hu > 0 ? 700 : hu));
    await expect(
      segmentAt(ctOf({ grid, data: bone }), shifted(image.centre, [-20, 3, 0])),
    ).rejects.toMatchObject({ reason: 'no-nodule.bone' });
  });

  test('nothing after it was cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(segmentAt(ctOf(image.ct), image.centre, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
