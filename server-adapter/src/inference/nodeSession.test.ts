/**
 * What the adapter of ONNX Runtime refuses; packages.test.ts holds its numbers to PyTorch's.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { createNodeSession } from './nodeSession.js';
import { openPackageSession } from './packageSession.js';

test('a graph that the runtime does not understand is refused in its words', async () => {
  const { manifest } = await loadModelPackage('mmdl-demo', modelsDirectory());
  await expect(createNodeSession(new Uint8Array([1, 2, 3]), manifest)).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringMatching(/^The model mmdl-demo could not be compiled: ./),
  });
});

test('an input of the wrong shape is refused at the run', async () => {
  const { manifest, network } = await loadModelPackage('mmdl-demo', modelsDirectory());
  const session = await openPackageSession({ manifest, network });
  const tensor = { data: new Float32Array(3), dims: [1, 3] };
  await expect(session.run({ views: tensor, clinical: tensor })).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringContaining('views'),
  });
  await session.release();
});
