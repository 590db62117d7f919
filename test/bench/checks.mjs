/**
 * What the checks of trust add to a prediction of the demo study's lesion: the voxels read for them alone, the
 * description of the region, its judgement, and the likeness to the training data. Each beside a whole prediction.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  cropVolume,
  descriptorBox,
  preparePrediction,
  regionDescriptor,
  sessionPredictor,
} from '@mutation-prediction/core';
import {
  openPackageSession,
  loadModelPackage,
  modelsDirectory,
} from '@mutation-prediction/server-adapter/inference';
import { parseImages } from '@mutation-prediction/server-adapter/parsing';
import { writePhantomStudy } from '@mutation-prediction/server-adapter/viewer';
import { fillBox, maskRuns, runsBox } from '../../core/dist/imaging/maskRuns.js';
import { measureRuns } from '../../core/dist/imaging/measureLesion.js';
import { unionBox } from '../../core/dist/inputs/boxes.js';
import { inputRegion } from '../../core/dist/inputs/inputRegion.js';
import { checkRequest } from '../../core/dist/prediction/checkRequest.js';
import { trainingLikeness } from '../../core/dist/prediction/trainingLikeness.js';

const WARM_UP_RUNS = 5;
const TIMED_RUNS = 21;

export async function bench() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'checks-'));
  try {
    await writePhantomStudy(folder);
    return await measure(
      await parseImages({ ct: path.join(folder, 'ct'), seg: path.join(folder, 'seg/nodule.dcm') }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(images) {
  const { ct } = images;
  const { mask, source } = await images.lesion({});
  const model = await loadModelPackage('mmdl-demo', modelsDirectory());
  const session = await openPackageSession(model);
  let seen;
  const predictor = sessionPredictor({
    ...model,
    session: {
      device: session.device,
      run: async (inputs, ...rest) => {
        const outputs = await session.run(inputs, ...rest);
        seen = { inputs, outputs };
        return outputs;
      },
      release: () => session.release(),
    },
  });
  const prepare = () => preparePrediction(ct, mask, source, {}, model.manifest);
  const request = await prepare();
  await predictor.predict(request);

  const runs = mask.runs ?? maskRuns(mask);
  const measured = measureRuns(ct.grid, runs);
  const alone = inputRegion({ grid: ct.grid, runs, ...measured }, model.manifest.inputs);
  const around = descriptorBox(ct.grid, runsBox(runs));
  const both = unionBox(alone, around);
  const voxels = await ct.readRegion(around);
  const aroundMask = fillBox({ grid: ct.grid, runs }, around);

  const { ms, cpuMs } = await alternate({
    prediction: async () => predictor.predict(await prepare()),
    readWithout: () => ct.readRegion(alone),
    readWith: async () => cropVolume(await ct.readRegion(both), boxWithin(alone, both)),
    describe: () => regionDescriptor(voxels, aroundMask),
    judge: () => checkRequest(request),
    likeness: () =>
      trainingLikeness(
        { descriptor: new Float32Array(Object.values(request.descriptor)), ...seen },
        model.likeness,
        model.manifest,
      ),
  });
  await predictor.release();
  return {
    load: os.loadavg()[0],
    ms,
    // Of one thread's work: what other processes take of the machine is not in it.
    cpuMs: {
      describe: cpuMs.describe,
      judge: cpuMs.judge,
      likeness: cpuMs.likeness,
      prediction: cpuMs.prediction,
    },
  };
}

const boxWithin = (box, outer) => ({
  lower: box.lower.map((index, axis) => index - outer.lower[axis]),
  upper: box.upper.map((index, axis) => index - outer.lower[axis]),
});

/** Medians of jobs that take turns, so that a busy machine slows all of them alike. */
async function alternate(jobs) {
  const names = Object.keys(jobs);
  const runs = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = -WARM_UP_RUNS; run < TIMED_RUNS; run++) {
    for (const name of names) {
      const started = performance.now();
      const cpu = process.cpuUsage();
      await jobs[name]();
      const { user, system } = process.cpuUsage(cpu);
      const ms = performance.now() - started;
      if (run >= 0) runs[name].push({ ms, cpuMs: (user + system) / 1000 });
    }
  }
  const medians = (measure) =>
    Object.fromEntries(names.map((name) => [name, median(runs[name].map((run) => run[measure]))]));
  return { ms: medians('ms'), cpuMs: medians('cpuMs') };
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
