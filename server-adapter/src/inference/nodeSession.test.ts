/**
 * The shipped package against what PyTorch computed for the same planes of a synthetic lesion
 * (`python -m mutation_training export-demo` made both).
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import { normaliseViews, viewsInputOf, type LesionViews } from '@mutation-prediction/core';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { resizeBilinear } from '../../../core/src/views/resize.js';
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { createNodeSession } from './nodeSession.js';

const golden = path.join(process.cwd(), 'test/golden/mmdl-demo');

interface Expected {
  readonly clinical: number[];
  readonly outputs: Record<string, number[] | number[][]>;
}

async function goldenViews(): Promise<LesionViews> {
  const { manifest } = await loadModelPackage('mmdl-demo', modelsDirectory());
  const { planes, cube, resize } = viewsInputOf(manifest);
  const bytes = await readFile(path.join(golden, 'planes.i16'));
  const stored = Int16Array.from({ length: bytes.length / 2 }, (_, n) => bytes.readInt16LE(2 * n));
  const hu = new Float32Array(planes.length * resize.size ** 2);
  planes.forEach((_, view) => {
    const plane = stored.subarray(view * cube.size ** 2, (view + 1) * cube.size ** 2);
    resizeBilinear(plane, cube.size, hu, resize.size, view * resize.size ** 2);
  });
  return {
    planes,
    size: resize.size,
    hu,
    cubeSize: cube.size,
    cubeSpacingMm: cube.spacingMm,
    mask: new Uint8Array(planes.length * cube.size ** 2),
    centreLps: [0, 0, 0],
  };
}

test('resize, normalisation and network give what PyTorch gives', async () => {
  const { manifest, graph } = await loadModelPackage('mmdl-demo', modelsDirectory());
  const expected = JSON.parse(
    await readFile(path.join(golden, 'expected.json'), 'utf8'),
  ) as Expected;
  const views = await goldenViews();
  const session = await createNodeSession(graph, manifest);

  const outputs = await session.run({
    views: {
      data: normaliseViews(views, viewsInputOf(manifest)),
      dims: [1, views.planes.length, views.size, views.size],
    },
    clinical: { data: Float32Array.from(expected.clinical), dims: [1, expected.clinical.length] },
  });

  for (const [name, values] of Object.entries(expected.outputs)) {
    const found = [...outputs[name]!.data];
    const differences = values.flat().map((value, n) => Math.abs(value - found[n]!));
    expect(found).toHaveLength(differences.length);
    // fp16 weights
    expect(Math.max(...differences)).toBeLessThan(1e-3);
  }
  await session.release();
});

test('a graph that the runtime does not understand is refused in its words', async () => {
  const { manifest } = await loadModelPackage('mmdl-demo', modelsDirectory());
  await expect(createNodeSession(new Uint8Array([1, 2, 3]), manifest)).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringMatching(/^The model mmdl-demo could not be compiled: ./),
  });
});

test('an input of the wrong shape is refused at the run', async () => {
  const { manifest, graph } = await loadModelPackage('mmdl-demo', modelsDirectory());
  const session = await createNodeSession(graph, manifest);
  const tensor = { data: new Float32Array(3), dims: [1, 3] };
  await expect(session.run({ views: tensor, clinical: tensor })).rejects.toMatchObject({
    code: 'inference-failed',
    message: expect.stringContaining('views'),
  });
  await session.release();
});
