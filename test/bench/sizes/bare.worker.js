/** One batch of nine views in ONNX Runtime's WebAssembly, with nothing of ours around it. Served beside `ort/`. */
import * as ort from '/ort/ort.wasm.min.mjs';

self.addEventListener('message', async ({ data: { folder, threads, views, clinical, runs } }) => {
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = threads;
  const bytes = async (name) =>
    new Uint8Array(await (await fetch(`${folder}/${name}`)).arrayBuffer());
  const { graph } = await (await fetch(`${folder}/model.json`)).json();
  const externalData = [];
  for (const { path } of graph.data ?? []) externalData.push({ path, data: await bytes(path) });
  const session = await ort.InferenceSession.create(await bytes(graph.path), {
    executionProviders: ['wasm'],
    externalData,
  });
  const feeds = {
    views: new ort.Tensor(
      'float32',
      Float32Array.from({ length: views.reduce((a, b) => a * b) }, (_, n) => Math.sin(n / 7)),
      views,
    ),
    clinical: new ort.Tensor('float32', new Float32Array(clinical[1]), clinical),
  };
  const times = [];
  for (let n = 0; n <= runs; n++) {
    const start = performance.now();
    await session.run(feeds);
    times.push(performance.now() - start);
  }
  self.postMessage(times.slice(1));
});
