/** @jest-environment ./test/support/nodeEnvironment.mjs */
import { preparePrediction, type CtImage } from '@mutation-prediction/core';
import { hashedLesion } from '../../../test/support/hashedLesion.js';
import { loadModelPackage, modelsDirectory } from './modelStore.js';
import { openPredictor } from './openPredictor.js';

test('a package predicts under its own name, on the device that is said before', async () => {
  const model = await loadModelPackage('clinical-tcia', modelsDirectory());
  const predictor = await openPredictor({ id: 'clinical-tcia', models: modelsDirectory() });
  const { manifest, digest, device } = predictor;
  expect([manifest, digest]).toEqual([model.manifest, model.digest]);
  expect(device).toMatchObject({ runtime: 'onnxruntime-node', backend: 'cpu' });

  const { grid, mask, source } = hashedLesion;
  const unread = () => Promise.reject(new Error('A clinical model reads no voxel.'));
  const ct: CtImage = { grid, acquisition: {}, readRegion: unread };
  const { prediction } = await predictor.predict(
    await preparePrediction(ct, mask, source, {}, manifest),
  );
  expect(prediction.model).toMatchObject({ id: 'clinical-tcia', digest });
  expect(prediction.device).toEqual(device);
  await predictor.release();
});
