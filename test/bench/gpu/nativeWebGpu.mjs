/** Nine views by ONNX Runtime's own WebGPU in Node, beside the processor: `node nativeWebGpu.mjs RUNS`. */
import {
  loadModelPackage,
  openPackageSession,
} from '@mutation-prediction/server-adapter/inference';
import { feedsOf, median } from '../sizes/feeds.mjs';
import { SIZES } from '../sizes/packages.mjs';

const model = await loadModelPackage('mmdl-shared', SIZES);
const feeds = feedsOf(model.manifest);
const graphics = await measured('webgpu', Number(process.argv[2]));
const processor = await measured('cpu', 0);
const moved = Math.max(...graphics.said.map((value, n) => Math.abs(value - processor.said[n])));
console.log(JSON.stringify({ device: graphics.device, runMs: graphics.runMs, moved }));

async function measured(backend, runs) {
  const session = await openPackageSession(model, { backend });
  const times = [];
  let said;
  for (let n = 0; n <= runs; n++) {
    const start = performance.now();
    // Views that were read before are not read again, where they are the same tensor.
    const outputs = await session.run({ ...feeds, views: { ...feeds.views } });
    times.push(performance.now() - start);
    said = outputs[model.manifest.outputs.probabilities].data;
  }
  await session.release();
  return { device: session.device.name, runMs: median(times.slice(1)), said: [...said] };
}
