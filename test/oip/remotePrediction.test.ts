/**
 * Core's way to a server, our client, our server: one lesion predicted there and here.
 *
 * @jest-environment ./test/support/nodeEnvironment.mjs
 */
import {
  cropVolume,
  preparePrediction,
  readRemoteModel,
  remotePredictor,
  type CtImage,
} from '@mutation-prediction/core';
import {
  loadModelPackage,
  modelsDirectory,
  openPredictor,
} from '@mutation-prediction/server-adapter/inference';
import { OpenInferenceClient } from 'open-inference-client';
import { hashedCt } from '../support/hashedCt.js';
import { hashedLesion } from '../support/hashedLesion.js';
import { predictedTargets } from '../support/predictedTargets.js';
import { startOurServer, type OurServer } from './ourServer.js';

const MODEL = 'mmdl-demo';
let server: OurServer;
beforeAll(async () => {
  server = await startOurServer([MODEL]);
}, 60_000);
afterAll(() => server.stop(), 60_000);

test.each([undefined, 'gzip'] as const)(
  'says there what it says here (compression: %s)',
  async (compression) => {
    const { grid, mask, source } = hashedLesion;
    const volume = hashedCt(grid, false);
    const ct: CtImage = {
      grid,
      acquisition: {},
      readRegion: async (box) => cropVolume(volume, box),
    };
    const here = await loadModelPackage(MODEL, modelsDirectory());
    const clinical = { age: 61, sex: 'F', smoking: 'former' } as const;
    const request = await preparePrediction(ct, mask, source, clinical, here.manifest);

    const client = new OpenInferenceClient({
      url: server.url,
      ...(compression && { compression }),
    });
    const there = remotePredictor(
      client,
      await readRemoteModel(client, MODEL, 'our server'),
      'our server',
    );
    const local = await openPredictor({ id: MODEL, models: modelsDirectory() });
    const { prediction: remote } = await there.predict(request);
    const { prediction: expected } = await local.predict(request);
    await local.release();

    expect(remote.device.server).toBe('our server');
    expect(remote.targets).toHaveLength(2);
    const expectedTargets = predictedTargets(expected);
    for (const [n, target] of predictedTargets(remote).entries()) {
      expect(Math.abs(target.probability - expectedTargets[n]!.probability)).toBeLessThan(1e-5);
    }
    expect([remote.lesion, remote.model, remote.warnings]).toEqual([
      expected.lesion,
      expected.model,
      expected.warnings,
    ]);
  },
  60_000,
);
