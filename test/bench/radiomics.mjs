/**
 * The radiomics engine beside PyRadiomics 3.0.1 with its C extensions (MP_PYRADIOMICS: a Python that has
 * it), in turns on one core. Both have image and mask in memory, read from the same NIfTI files; measured is the
 * processor time of everything that a case needs from there: checks, shape, filters, matrices, features.
 * Unlike the time on the wall it depends little on what else the machine does. Told apart are the first run
 * and those of a cohort: the engine is compiled while it runs, small lesions take a hundred runs until then, large ones ten.
 *
 * A lesion of 20 mm and a box of 60³ voxels in a CT of 512 × 512 × 120, the same cut out with a margin
 * of 5 voxels, and the IBSI CT phantom resampled to 1 mm (MP_DATA).
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import {
  cropMask,
  cropVolume,
  encodeNiftiImage,
  encodeNiftiMask,
  RADIOMICS_PRESETS,
} from '@mutation-prediction/core';

const folder = path.join(import.meta.dirname, 'radiomics');
const phantom = path.resolve(
  process.env.MP_DATA ?? '../shared/data',
  'radiomics-oracle/ibsi1/phantoms/ibsi_1_ct_radiomics_phantom',
);
const MARGIN = 5;
/** Runs before those that are measured, and these. PyRadiomics takes a minute for the wavelets of a whole CT. */
const RUNS = {
  small: { before: 100, measured: 51 },
  medium: { before: 15, measured: 15 },
  long: { before: 1, measured: 3 },
  minute: { before: 1, measured: 1 },
};

const grid = {
  size: [512, 512, 120],
  origin: [0, 0, 0],
  axes: [
    [0.75, 0, 0],
    [0, 0.75, 0],
    [0, 0, 1.5],
  ],
};
const CENTRE = [290, 240, 60];

const LESIONS = {
  'lesion of 20 mm': {
    inside: ([i, j, k]) => Math.hypot(0.75 * i, 0.75 * j, 1.5 * k) <= 10,
    runs: RUNS.small,
  },
  'ROI of 60³': { inside: (offset) => offset.every((n) => n >= -30 && n < 30), runs: RUNS.medium },
};

export async function bench() {
  const python = process.env.MP_PYRADIOMICS ?? 'python3';
  if (spawnSync(python, ['-c', 'import radiomics']).status !== 0) {
    return { skipped: `${python} has no PyRadiomics (set MP_PYRADIOMICS)` };
  }
  const files = mkdtempSync(path.join(os.tmpdir(), 'radiomics-'));
  try {
    const results = [];
    for (const { name, image, mask, setting, sets } of cases(files)) {
      for (const [preset, runs] of Object.entries(sets)) {
        const file = path.join(files, 'case.json');
        const parameters = { ...RADIOMICS_PRESETS[preset], setting };
        writeFileSync(file, JSON.stringify({ image, mask, ...parameters }));
        const result = {
          case: name,
          features: Number(preset),
          ...(await duel(python, file, runs)),
        };
        process.stderr.write(`${JSON.stringify(result)}\n`);
        results.push(result);
      }
    }
    return { engine: `Node ${process.version}, ${os.cpus()[0].model}`, results };
  } finally {
    rmSync(files, { recursive: true });
  }
}

function* cases(files) {
  for (const [lesion, { inside, runs }] of Object.entries(LESIONS)) {
    const { ct, mask } = lesionInCt(inside);
    const box = boxAround(mask);
    const write = (suffix, image, roi) => {
      const written = {
        image: path.join(files, `ct${suffix}.nii`),
        mask: path.join(files, `mask${suffix}.nii`),
      };
      writeFileSync(written.image, encodeNiftiImage(image));
      writeFileSync(written.mask, encodeNiftiMask(roi));
      return written;
    };
    const cut = write('-cut', cropVolume(ct, box), cropMask(mask, box));
    yield {
      name: `${lesion}, cut out`,
      ...cut,
      setting: {},
      sets: { 107: runs, 851: runs },
    };
    yield {
      name: `${lesion} in its CT`,
      ...write('', ct, mask),
      setting: {},
      sets: { 107: RUNS.long, 851: RUNS.minute },
    };
  }
  if (existsSync(phantom)) {
    yield {
      name: 'IBSI CT phantom at 1 mm',
      image: path.join(phantom, 'phantom.nii.gz'),
      mask: path.join(phantom, 'mask.nii.gz'),
      setting: { resampledPixelSpacing: [1, 1, 1] },
      sets: { 1781: RUNS.long },
    };
  }
}

/** Both sides in turns, each in a process of its own on the same core. */
async function duel(python, file, runs) {
  const ours = await contender(process.execPath, [
    '--expose-gc',
    path.join(folder, 'engine.mjs'),
    file,
  ]);
  const theirs = await contender(python, [path.join(folder, 'pyradiomics_peer.py'), file]);
  const round = async () => ({ ours: await ours.run(), theirs: await theirs.run() });
  const first = await round();
  for (let n = 1; n < runs.before; n++) await round();
  const rounds = [];
  for (let n = 0; n < runs.measured; n++) rounds.push(await round());
  await Promise.all([ours.end(), theirs.end()]);
  const last = rounds[rounds.length - 1];
  return {
    oursMs: rounded(median(rounds.map(({ ours }) => ours.ms))),
    pyradiomicsMs: rounded(median(rounds.map(({ theirs }) => theirs.ms))),
    ratio: rounded(median(rounds.map(({ ours, theirs }) => theirs.ms / ours.ms))),
    oursFirstMs: rounded(first.ours.ms),
    pyradiomicsFirstMs: rounded(first.theirs.ms),
    oursPeakMb: rounded(last.ours.peakMb),
    pyradiomicsPeakMb: rounded(last.theirs.peakMb),
    oursProcessMb: rounded(last.ours.processMb),
    pyradiomicsProcessMb: rounded(last.theirs.processMb),
    largestDifference: largestDifference(last.ours.features, last.theirs.features),
    load: rounded(os.loadavg()[0]),
  };
}

async function contender(program, args) {
  const environment = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const child = spawn('taskset', ['-c', '0', program, ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const reply = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${args.join(' ')} ended`);
    return JSON.parse(value);
  };
  await reply();
  return {
    run() {
      child.stdin.write('run\n');
      return reply();
    },
    async end() {
      child.stdin.end();
      await new Promise((resolve) => child.on('exit', resolve));
    },
  };
}

/** Relative; values that are 0 but for rounding count absolutely. */
function largestDifference(ours, theirs) {
  const differences = Object.entries(theirs).map(([name, value]) => {
    const scale = Math.abs(value) < 1e-9 ? 1 : Math.abs(value);
    return Math.abs(ours[name] - value) / scale;
  });
  return Math.max(...differences);
}

function lesionInCt(inside) {
  const [columns, rows, slices] = grid.size;
  const data = new Int16Array(columns * rows * slices);
  const mask = new Uint8Array(data.length);
  let n = 0;
  let state = 1;
  for (let k = 0; k < slices; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++, n++) {
        mask[n] = inside([i - CENTRE[0], j - CENTRE[1], k - CENTRE[2]]) ? 1 : 0;
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const texture = 60 * Math.sin(i / 3) * Math.cos(j / 4);
        data[n] = (mask[n] ? 40 : -700) + texture + (state >>> 25);
      }
    }
  }
  return { ct: { grid, data }, mask: { grid, data: mask } };
}

function boxAround({ data }) {
  const [columns, rows] = grid.size;
  const lower = [Infinity, Infinity, Infinity];
  const upper = [0, 0, 0];
  for (let n = data.indexOf(1); n !== -1; n = data.indexOf(1, n + 1)) {
    [n % columns, Math.floor(n / columns) % rows, Math.floor(n / (columns * rows))].forEach(
      (index, axis) => {
        lower[axis] = Math.min(lower[axis], index - MARGIN);
        upper[axis] = Math.max(upper[axis], index + MARGIN + 1);
      },
    );
  }
  return { lower, upper };
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const rounded = (value) => Number(value.toPrecision(3));
