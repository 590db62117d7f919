/** Which phase of a CT is meant is asked, never guessed: test/golden/dicom/make_phases.py. */
import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runCli } from '../../../test/support/cli.js';

jest.setTimeout(120_000);

const golden = (name: string) => path.join(process.cwd(), 'test/golden/dicom/phases', name);
const LESION = ['--ct', golden('trigger-time'), '--seg', golden('trigger-time.seg.dcm')];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'phases-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const firstOrder = ['radiomics', '--json', ...LESION];

test('a segmentation that does not say on which it was drawn is refused, and the phases named', async () => {
  const { code, stderr } = await runCli(...firstOrder);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'phase 1 of 3 by trigger time, phase 2 of 3 by trigger time, phase 3 of 3 by trigger time',
  );
  expect(stderr).toContain('--phase');
});

test.each([
  ['2', 100],
  ['Phase 3 of 3 by trigger time', 200],
])('--phase %s is read', async (phase, hu) => {
  const { code, stdout, stderr } = await runCli(...firstOrder, '--phase', phase);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const { features } = JSON.parse(stdout) as { features: Record<string, number> };
  expect(features['original_firstorder_Mean']).toBe(hu);
});

test('one that is not there is named with those that are', async () => {
  const out = path.join(folder, 'mask.nii');
  const { code, stderr } = await runCli('mask', ...LESION, '--phase', '9', '--out', out);
  expect(code).toBe(1);
  expect(stderr).toContain('has the phase "9"; there are: phase 1 of 3');
});
