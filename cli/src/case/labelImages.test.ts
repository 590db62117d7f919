/** Every command takes masks as NIfTI, NRRD and 3D Slicer save them, in whatever space, and says the same of them. */
import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runCli } from '../../../test/support/cli.js';

jest.setTimeout(120_000);

/** test/golden/nrrd/make_golden.py */
const golden = (name: string) => path.join(process.cwd(), 'test/golden/nrrd', name);
const LABELS = ['labels.nii.gz', 'labels-lps.nrrd', 'labels-ras.nrrd', 'labels-las.nrrd'];
const CT = ['--ct', golden('ct.nii.gz')];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'label-images-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(...args);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

test('segments names what is in them', async () => {
  const listed = await Promise.all(LABELS.map((name) => done('segments', '--json', golden(name))));
  for (const text of listed) {
    expect((JSON.parse(text) as { segments: unknown }).segments).toEqual([
      { number: 1 },
      { number: 5 },
    ]);
  }
  expect(await done('segments', golden('overlapping.seg.nrrd'))).toContain('Lymph node');
});

test('mask gives the same voxels', async () => {
  const masks = await Promise.all(
    LABELS.map(async (name) => {
      const out = path.join(folder, `${name}.mask.nii.gz`);
      await done('mask', ...CT, '--seg', golden(name), '--segment', '1', '--out', out);
      return gunzipSync(await readFile(out));
    }),
  );
  for (const mask of masks) expect(mask.equals(masks[0]!)).toBe(true);
});

test('predict and radiomics say the same, of a CT as NRRD too', async () => {
  const said = await Promise.all(
    LABELS.map(async (name, n) => {
      const of = n % 2 ? ['--ct', golden('ct-las.nrrd')] : CT;
      const lesion = [...of, '--seg', golden(name), '--segment', '5'];
      const [prediction, features] = await Promise.all([
        done('predict', '--json', '--model', 'clinical-tcia', '--age', '60', ...lesion),
        done('radiomics', '--json', '--workers', '1', ...lesion),
      ]);
      const { lesion: measured } = JSON.parse(prediction) as { lesion: { volumeMm3: number } };
      return { volume: measured.volumeMm3, features: JSON.parse(features) as object };
    }),
  );
  for (const one of said) expect(one).toEqual(said[0]);
  expect(said[0]!.volume).toBeGreaterThan(0);
});

test('a map of probabilities is refused without a threshold, and read with one', async () => {
  const lesion = [...CT, '--seg', golden('probabilities.nrrd')];
  const out = path.join(folder, 'probable.nii');
  const refused = await runCli('mask', ...lesion, '--out', out);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('--mask-threshold');
  const { thresholds } = JSON.parse(await readFile(golden('golden.json'), 'utf8')) as {
    thresholds: Record<string, number>;
  };
  const text = await done('mask', ...lesion, '--mask-threshold', '0.5', '--out', out);
  expect(text).toContain(`${thresholds['0.5']} of 12 × 10 × 8 voxels`);
  const of = (threshold: string) =>
    done('radiomics', '--json', ...lesion, '--mask-threshold', threshold);
  expect(JSON.parse(await of('0.25'))).toMatchObject({ voxelCount: thresholds['0.25'] });
});
