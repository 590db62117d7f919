/** Two CT series of one frame of reference, and a SEG that names neither: which one is read is said. */
import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  decodePart10,
  encodePart10,
  newUid,
  type NaturalisedDataset,
} from '@mutation-prediction/core';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';

const script = path.join(process.cwd(), 'cli/bin/mutation-prediction.js');
const NOTICE =
  /Read on CT series \d+ ".*" \(32 images, [\d.]+\): the thinnest slices \(\d+\.\d\d mm\) of the CT series with its frame of reference\.\n/;

jest.setTimeout(120_000);

let root: string;
/** A folder of cases; the only one is what the commands for one lesion are given too. */
let study: string;
let thickSeriesUid: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'mutation-prediction-notice-'));
  study = path.join(root, 'cases/one');
  await writePhantomStudy(study, { size: [64, 64, 32] });
  await addThickSeries();
  await changeDataset(path.join(study, 'seg/nodule.dcm'), withoutReferences);
});

afterAll(() => rm(root, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const mask = (...more: string[]) =>
  run(
    'mask',
    '--ct',
    study,
    '--seg',
    path.join(study, 'seg/nodule.dcm'),
    '--out',
    'm.nii',
    '--force',
    ...more,
  );

test('one line on stderr names the CT that was taken, and why', () => {
  const { status, stdout, stderr } = mask();
  expect(status).toBe(0);
  expect(stderr).toMatch(new RegExp(`^${NOTICE.source}$`));
  expect(stdout).toContain('64 × 64 × 32 voxels');
});

test('nothing is said of a CT that was asked for', () => {
  const { status, stdout, stderr } = mask('--series', thickSeriesUid);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr:
      '! The contours were drawn on other voxels than those of this CT; their border may be off by half a voxel.\n',
  });
  expect(stdout).toContain('64 × 64 × 16 voxels');
});

test('a table of features says so too, for the case', async () => {
  const { status, stderr } = run('radiomics', 'cases', '--csv', 'table.csv', '--workers', '1');
  expect(status).toBe(0);
  expect(stderr).toMatch(new RegExp(`one: ${NOTICE.source}`));
  expect(await readFile(path.join(root, 'table.csv'), 'utf8')).toMatch(/Read on CT series/);
});

/** Every other slice of the CT as a series of its own. */
async function addThickSeries(): Promise<void> {
  thickSeriesUid = newUid();
  const directory = path.join(study, 'ct/thick');
  const files = (await readdir(path.join(study, 'ct'))).sort();
  await mkdir(directory);
  for (const name of files.filter((_, index) => index % 2 === 0)) {
    const bytes = await readFile(path.join(study, 'ct', name));
    await writeFile(path.join(directory, name), bytes);
    await changeDataset(path.join(directory, name), (dataset) => ({
      ...dataset,
      SeriesInstanceUID: thickSeriesUid,
      SOPInstanceUID: newUid(),
    }));
  }
}

function withoutReferences(dataset: NaturalisedDataset): NaturalisedDataset {
  const frames = dataset['PerFrameFunctionalGroupsSequence'] as NaturalisedDataset[];
  return {
    ...dataset,
    ReferencedSeriesSequence: undefined,
    PerFrameFunctionalGroupsSequence: frames.map((frame) => ({
      ...frame,
      DerivationImageSequence: undefined,
    })),
  } as NaturalisedDataset;
}

async function changeDataset(
  file: string,
  change: (dataset: NaturalisedDataset) => NaturalisedDataset,
): Promise<void> {
  const changed = change((await decodePart10(await readFile(file))) as NaturalisedDataset);
  await writeFile(file, new Uint8Array(await encodePart10(changed)));
}
