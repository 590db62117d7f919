import { createHash } from 'node:crypto';
import { measureLesion } from '../imaging/measureLesion.js';
import type { Volume } from '../imaging/volume.js';
import { DEFAULT_ANATOMY } from './anatomies.js';
import { chestPhantom } from './chestPhantom.js';
import { cohortCase } from './cohort/cohortCase.js';
import { offLesionCase, PLACEMENTS } from './cohort/offLesion.js';
import { phantomDicom } from './phantomDicom.js';

function digest(...arrays: readonly ArrayBufferView[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

describe('the schematic anatomy', () => {
  it('gives the chest that it always gave', () => {
    const { ct, nodule } = chestPhantom({ anatomy: 'schematic', size: [96, 96, 40], seed: 3 });
    expect(digest(ct.data, nodule.data)).toBe(
      '84505b321ff30c2800511c19bfe6e737ea5f7e290396ee099d69b2d95c257887',
    );
  });

  it('gives the cohort that it always gave', () => {
    const { ct, mask } = cohortCase(1, 3, 'schematic');
    expect(digest(ct.data, mask.data)).toBe(
      '2b88f6401c0bf0b712423b06f11253ff387adad7a407dc757bd6d79c29aee3a4',
    );
  });

  it('gives the masks off lesions that it always gave', () => {
    const { ct, mask } = offLesionCase(1, 3, 'schematic');
    expect(digest(ct.data, mask.data)).toBe(
      '523b36c741813368d8df856aec278d64f93a76267b760c3de7a88e75ea5a3c63',
    );
  });
});

describe('the lifelike anatomy', () => {
  it('is what one gets without asking', () => expect(DEFAULT_ANATOMY).toBe('lifelike'));

  const small = { anatomy: 'lifelike', size: [96, 96, 40] } as const;

  /** The demonstration packages were trained on these very voxels; whoever changes them trains anew. */
  it('gives the voxels that it always gave', () => {
    const { ct, nodule } = chestPhantom({ ...small, seed: 3 });
    expect(digest(ct.data, nodule.data)).toBe(
      '27e20b0c3484b06add0a871f7ac09047c9658fb8686e88b9ed6b0b7fc1f22222',
    );
    const lesion = cohortCase(1, 3);
    expect(digest(lesion.ct.data, lesion.mask.data)).toBe(
      'd3a988c22fee406553e614ac342da5fc203d840d444e491720e05b0aa852eea5',
    );
    const off = offLesionCase(1, 3);
    expect(digest(off.ct.data, off.mask.data)).toBe(
      '939b748c2f01b23d8e482f0eb9babaa2f1a447a4fbadbeba14d4e05154b15f2a',
    );
  });

  it('is the same for the same seed and another for another', () => {
    const of = (seed: number) => digest(chestPhantom({ ...small, seed }).ct.data);
    expect(of(7)).toBe(of(7));
    expect(of(7)).not.toBe(of(8));
  });

  it('is another study than the schematic one', async () => {
    const schematic = await phantomDicom({ size: [48, 48, 30], anatomy: 'schematic' });
    const lifelike = await phantomDicom({ size: [48, 48, 30], anatomy: 'lifelike' });
    expect(lifelike.studyInstanceUid).not.toBe(schematic.studyInstanceUid);
  });

  it('keeps patients, traits and endpoints of a cohort', () => {
    const { patient, traits, labels } = cohortCase(2, 5, 'lifelike');
    expect(cohortCase(2, 5, 'schematic')).toMatchObject({ patient, traits, labels });
  });

  it.each([0, 1, 2, 3])('has the lesion of case %i within a lobe', (index) => {
    const { ct, mask, traits } = cohortCase(11, index, 'lifelike');
    const { volumeMm3, partCount } = measureLesion(mask);
    const ball = (Math.PI / 6) * traits.diameterMm ** 3;
    expect(volumeMm3 / ball).toBeGreaterThan(0.8);
    expect(volumeMm3 / ball).toBeLessThan(1.2);
    expect(partCount).toBe(1);
    // Around a lesion in the lung there is mostly lung, at the pleura still a good part of it.
    const share = lungShareAround(ct.data, mask.data, ct.grid.size[0]);
    expect(share).toBeGreaterThan(traits.pleuralPlate > 0 ? 0.2 : 0.6);
  });

  it('lays masks off lesions where they say', () => {
    const medianUnder = (placement: (typeof PLACEMENTS)[number]) => {
      const { ct, mask } = offLesionCase(3, PLACEMENTS.indexOf(placement), 'lifelike');
      const values = ct.data.filter((_, v) => mask.data[v] === 1).sort();
      expect(values.length).toBeGreaterThan(50);
      return values[values.length >> 1]!;
    };
    expect(medianUnder('liver')).toBeGreaterThan(20);
    expect(medianUnder('healthy-lung')).toBeLessThan(-600);
    expect(medianUnder('air-outside')).toBeLessThan(-900);
    expect(medianUnder('whole-organ')).toBeGreaterThan(20);
  });
});

/** Share of lung among the voxels that border on a mask in the axial plane, five voxels outside of it. */
function lungShareAround(hu: Volume['data'], mask: Uint8Array, columns: number): number {
  const away = 5;
  const steps = [away, -away, away * columns, -away * columns];
  let [lung, all] = [0, 0];
  mask.forEach((inside, v) => {
    if (inside === 0) return;
    for (const step of steps) {
      const next = v + step;
      if (next < 0 || next >= mask.length || mask[next] === 1) continue;
      // Only what is five voxels out of the mask.
      if (mask[v + step / away] === 1) continue;
      all++;
      if (hu[next]! < -500) lung++;
    }
  });
  return lung / all;
}
