import { lpsToIndex } from '../imaging/gridGeometry.js';
import { measureLesion } from '../imaging/measureLesion.js';
import type { Vector3 } from '../imaging/vector.js';
import type { ChestPhantom } from './phantomOptions.js';
import { chestPhantom } from './chestPhantom.js';

/** Median HU of the 3 × 3 × 3 voxels around a point (LPS mm): noise and thin vessels drop out. */
function medianHu({ ct }: ChestPhantom, point: Vector3): number {
  const [columns, rows] = ct.grid.size;
  const [i, j, k] = lpsToIndex(ct.grid, point).map(Math.round) as [number, number, number];
  const around = [-1, 0, 1].flatMap((c) =>
    [-1, 0, 1].flatMap((b) =>
      [-1, 0, 1].map((a) => ct.data[((k + c) * rows + j + b) * columns + i + a]!),
    ),
  );
  return around.sort((a, b) => a - b)[13]!;
}

describe('the schematic chest', () => {
  const anatomy = 'schematic';
  const phantom = chestPhantom({ anatomy, size: [128, 128, 64] });

  // Ranges of radiology textbooks, not of the code: what a viewer's probe would show in a patient.
  it.each<[string, Vector3, number, number]>([
    ['air beside the body', [-170, -100, 0], -1024, -980],
    ['subcutaneous fat', [0, -111, -60], -120, -60],
    ['right lung, apex', [-74, -2, 125], -950, -750],
    ['left lung, back', [75, 66, -10], -950, -750],
    ['trachea', [0, 10, 90], -1024, -950],
    ['descending aorta, with contrast', [26, 43, -60], 120, 250],
    ['left ventricle', [42, -22, -58], 120, 250],
    ['liver, with contrast', [-68, 0, -130], 80, 130],
    ['muscle of the chest wall', [0, -92, -110], 30, 80],
    ['vertebral body, spongy bone', [0, 62, 14], 120, 350],
    ['nodule, solid', [-88, -14, 58], 20, 60],
  ])('%s', (_, point, low, high) => {
    const hu = medianHu(phantom, point);
    expect(hu).toBeGreaterThan(low);
    expect(hu).toBeLessThan(high);
  });

  it('has a nodule mask that measures as the truth says', () => {
    const fine = chestPhantom({
      anatomy,
      size: [64, 64, 64],
      spacingMm: [0.75, 0.75, 0.75],
      nodule: { centreLps: [3.3, -2.1, 1.7], diameterMm: 24 },
    });
    const lesion = measureLesion(fine.nodule);
    expect(lesion.volumeMm3 / ((4 / 3) * Math.PI * 12 ** 3)).toBeCloseTo(1, 2);
    expect(Math.abs(lesion.longestDiameterMm - 24)).toBeLessThan(2 * 0.75);
    lesion.centroidLps.forEach((mm, axis) =>
      expect(mm).toBeCloseTo(fine.truth.nodule.centreLps[axis]!, 1),
    );
    expect(fine.truth.noduleVolumeMm3).toBeCloseTo((4 / 3) * Math.PI * 12 ** 3, 6);
  });

  it('is the same for the same seed and another for another', () => {
    const small = (seed: number) => chestPhantom({ anatomy, size: [40, 40, 20], seed }).ct.data;
    expect(small(7)).toEqual(small(7));
    expect(small(7)).not.toEqual(small(8));
  });

  it('has white noise of the standard deviation that was asked for', () => {
    const size = [96, 96, 24] as const;
    const clean = chestPhantom({ anatomy, size, noiseHu: 0 }).ct.data;
    const noisy = chestPhantom({ anatomy, size, noiseHu: 25 }).ct.data;
    // Air is cut off at −1024 HU; everything denser has the noise undisturbed.
    const noise = Array.from(noisy, (hu, i) => hu - clean[i]!).filter((_, i) => clean[i]! > -900);
    const mean = noise.reduce((sum, hu) => sum + hu, 0) / noise.length;
    const variance = noise.reduce((sum, hu) => sum + (hu - mean) ** 2, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.5);
    expect(Math.sqrt(variance) / 25).toBeCloseTo(1, 1);
  });
});
