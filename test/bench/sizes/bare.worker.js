/** A package's one graph in ONNX Runtime's WebAssembly, with nothing of ours around it. Served beside `ort/`. */
import * as ort from '/ort/ort.wasm.min.mjs';

self.addEventListener('message', ({ data }) => {
  times(data).then(
    (found) => self.postMessage(found),
    ({ message }) => self.postMessage({ problem: message }),
  );
});

/** @returns milliseconds of the runs after the first */
async function times({ folder, threads, inputs, runs }) {
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
  const feeds = Object.fromEntries(
    inputs.map(({ tensor, dims }) => {
      const length = dims.reduce((product, n) => product * n, 1);
      const data = Float32Array.from({ length }, (_, n) => Math.sin(n / 7));
      return [tensor, new ort.Tensor('float32', data, dims)];
    }),
  );
  const found = [];
  for (let n = 0; n <= runs; n++) {
    const start = performance.now();
    await session.run(feeds);
    found.push(performance.now() - start);
  }
  return found.slice(1);
}
