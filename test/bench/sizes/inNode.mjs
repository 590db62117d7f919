import path from 'node:path';
import {
  loadModelPackage,
  openPackageSession,
} from '@mutation-prediction/server-adapter/inference';
import ort from 'onnxruntime-node';
import { asIfNew, feedsOf, inTurns } from './feeds.mjs';
import { SIZES, sizeTest } from './packages.mjs';

/** View by view against one batch of nine in ONNX Runtime alone, on as many threads. */
export async function inNode(runs) {
  sizeTest('mmdl-shared');
  const whole = sizeTest('mmdl-shared-whole');
  const model = await loadModelPackage('mmdl-shared', SIZES);
  const started = performance.now();
  const session = await openPackageSession(model);
  const openMs = performance.now() - started;
  const bare = await ort.InferenceSession.create(path.join(whole, 'model.onnx'), {
    intraOpNumThreads: session.device.threads,
  });
  const feeds = feedsOf(model.manifest);
  const tensors = Object.fromEntries(
    Object.entries(feeds).map(([name, { data, dims }]) => [
      name,
      new ort.Tensor('float32', data, dims),
    ]),
  );
  const { firstMs, secondMs, ratio } = await inTurns(
    runs,
    () => session.run(asIfNew(feeds)),
    () => bare.run(tensors),
  );
  await session.release();
  await bare.release();
  return { openMs, viewByViewMs: firstMs, bareBatchMs: secondMs, ratio };
}
