/**
 * From a 512 × 512 × 300 CT in memory to nine 299² views: ours, and SciPy's and SimpleITK's, which
 * resample the whole volume as the paper's wording suggests, or only the cube. One core each.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  cropMask,
  cropVolume,
  extractViews,
  lesionRegion,
  measureLesion,
  normaliseViews,
  sampleCube,
  viewPlaneSchema,
} from '@mutation-prediction/core';

const WARM_UP_RUNS = 10;
const TIMED_RUNS = 30;
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

const grid = {
  size: [512, 512, 300],
  origin: [-179.2, -179.2, 0],
  axes: [
    [0.7, 0, 0],
    [0, 0.7, 0],
    [0, 0, 1],
  ],
};

const viewsInput = {
  kind: 'views',
  tensor: 'views',
  cube: { size: 64, spacingMm: 1, interpolation: 'cubic-bspline-mirror', outsideHu: -1000 },
  planes: viewPlaneSchema.options,
  resize: { size: 299, interpolation: 'bilinear-half-pixel' },
  clipHu: [-1000, 400],
  normalisation: { mean: -600, sd: 350 },
};

export async function bench() {
  const ct = { grid, data: noisyCt() };
  const mask = { grid, data: lesion() };
  const centre = measureLesion(mask).centroidLps;
  const box = lesionRegion(grid, centre, viewsInput.cube);

  const ours = time(() => {
    const views = extractViews(cropVolume(ct, box), cropMask(mask, box), centre, viewsInput);
    normaliseViews(views, viewsInput);
  });
  const cube = sampleCube(cropVolume(ct, box), centre, viewsInput.cube);
  const { timings, ...peers } = runPeers(ct, centre, cube);
  return {
    ct: grid.size.join(' × '),
    region: box.upper.map((upper, axis) => upper - box.lower[axis]).join(' × '),
    engine: `Node ${process.version}, ${os.cpus()[0].model}`,
    oursMs: round(ours.median),
    oursFastestMs: round(ours.fastest),
    ...peers,
    peers: timings?.map(({ name, ms }) => ({
      name,
      ms: round(ms),
      ratio: round(ms / ours.median),
    })),
  };
}

/** Runs the Python peer on the same voxels and compares its cube with ours. */
function runPeers(ct, centre, cube) {
  const python = process.env.MP_PYTHON ?? 'python3';
  const probe = spawnSync(python, ['-c', 'import numpy, scipy, SimpleITK']);
  if (probe.status !== 0) {
    return { skipped: `${python} has no numpy, scipy and SimpleITK (set MP_PYTHON)` };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'preprocessing-'));
  try {
    writeFileSync(path.join(folder, 'ct.i16'), ct.data);
    const output = execFileSync(
      python,
      [path.join(import.meta.dirname, 'preprocessing_peers.py'), folder, ...centre.map(String)],
      { encoding: 'utf8', env: { ...process.env, ...ONE_THREAD } },
    );
    const bytes = readFileSync(path.join(folder, 'cube.f64'));
    const theirs = new Float64Array(Uint8Array.from(bytes).buffer);
    const largestDifferenceToSciPyHu = theirs.reduce(
      (max, hu, n) => Math.max(max, Math.abs(hu - cube[n])),
      0,
    );
    return { timings: JSON.parse(output), largestDifferenceToSciPyHu };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function noisyCt() {
  const data = new Int16Array(512 * 512 * 300);
  for (let n = 0, state = 1; n < data.length; n++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[n] = (state >>> 21) - 1000;
  }
  return data;
}

/** A ball of 14 mm radius around voxel (301, 243, 160). */
function lesion() {
  const [columns, rows, slices] = grid.size;
  const data = new Uint8Array(columns * rows * slices);
  for (let k = -14; k <= 14; k++) {
    for (let j = -20; j <= 20; j++) {
      for (let i = -20; i <= 20; i++) {
        const inside = Math.hypot(0.7 * i, 0.7 * j, k) <= 14;
        if (inside) data[((160 + k) * rows + 243 + j) * columns + 301 + i] = 1;
      }
    }
  }
  return data;
}

function time(run) {
  for (let n = 0; n < WARM_UP_RUNS; n++) run();
  const times = Array.from({ length: TIMED_RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { median: times[TIMED_RUNS >> 1], fastest: times[0] };
}

const round = (value) => Number(value.toPrecision(3));
