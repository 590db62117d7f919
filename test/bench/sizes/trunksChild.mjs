/** Nine trunks and their fusion, by us or by ONNX Runtime alone: `node trunksChild.mjs ours|bare RUNS`. */
import path from 'node:path';
import {
  loadModelPackage,
  openPackageSession,
} from '@mutation-prediction/server-adapter/inference';
import ort from 'onnxruntime-node';
import { asIfNew, feedsOf, median } from './feeds.mjs';
import { manifestOf, SIZES } from './packages.mjs';

const [which, runs] = process.argv.slice(2);
const folder = path.join(SIZES, 'mmdl-trunks');
const manifest = manifestOf(folder);
const feeds = feedsOf(manifest);
const started = performance.now();
const run = which === 'ours' ? await ours() : await bare();
const openMs = performance.now() - started;
const times = [];
for (let n = 0; n <= Number(runs); n++) {
  const start = performance.now();
  await run();
  times.push(performance.now() - start);
}
process.send({
  openMs,
  runMs: median(times.slice(1)),
  residentGB: process.resourceUsage().maxRSS / 1e6,
});
process.disconnect();

async function ours() {
  const session = await openPackageSession(await loadModelPackage('mmdl-trunks', SIZES));
  return () => session.run(asIfNew(feeds));
}

async function bare() {
  const { trunk } = manifest.graph;
  const sessions = [];
  for (const graph of trunk.graphs) {
    sessions.push(await ort.InferenceSession.create(path.join(folder, graph.path)));
  }
  const { data, dims } = feeds.views;
  const pixels = dims[2] * dims[3];
  return async () => {
    for (const [n, session] of sessions.entries()) {
      const view = data.subarray(n * pixels, (n + 1) * pixels);
      await session.run({
        [trunk.input]: new ort.Tensor('float32', view, [1, 1, dims[2], dims[3]]),
      });
    }
  };
}
